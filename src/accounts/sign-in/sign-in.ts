import { eq } from "drizzle-orm";
import { staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { endSession } from "#src/accounts/sessions/end-session.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { type Credentials, type Started, startSession } from "./start-session.ts";
import { countTry, passwordLimits, takeBack } from "./tries.ts";

export interface SignIn extends Credentials {
  /** Those of the request: a session that it still carries ends with a right password. */
  headers: Headers;
  clientHash: ClientHash;
}

export type SignedIn = Started | { status: "limited"; retryAfterSeconds: number };

/**
 * The first step: address and password. The answer, its limits and the work behind it are the same for an address that
 * nobody here has. A right password still needs its code.
 */
export async function signIn(accounts: Accounts, asked: SignIn): Promise<SignedIn> {
  const { database, clock, ids, hashAddress } = accounts;
  const limits = passwordLimits(hashAddress(asked.email), asked.clientHash);
  const wait = await countTry(accounts, limits);
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  const started = await startSession(accounts, asked);
  if (started.status !== "wrong") {
    await database.write(takeBack(limits));
    const { sessionId } = await readSession(accounts, asked.headers);
    if (sessionId) await endSession(accounts, sessionId);
    return started;
  }
  const [known] = await database.query.select({ id: staff.id }).from(staff).where(eq(staff.email, asked.email));
  const event = { id: ids(), kind: "sign-in-failed", detail: "password", at: clock() } as const;
  await database.write([recordStaffEvent({ ...event, staffId: known?.id ?? null })]);
  return started;
}
