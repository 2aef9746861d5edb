import type { Accounts } from "#src/accounts/domain.ts";
import type { JoinLink } from "#src/accounts/people/find-join-link.ts";
import { type CodeProof, proveCode } from "#src/accounts/second-step/prove-code.ts";
import { openSession } from "#src/accounts/sign-in/open-session.ts";
import { setPassword } from "#src/accounts/sign-in/set-password.ts";
import { spendJoinLink } from "#src/accounts/spend-join-link.ts";
import { recordStaffEvent, writeStaffEvent } from "#src/accounts/staff-event.ts";

export interface ByLink {
  link: JoinLink;
  /** Six digits of the authenticator, or a recovery code. */
  typed: string;
  /** A new password, as `refusePassword` lets through; null keeps the old one. */
  wanted: string | null;
  userAgent: string | null;
}

/** `closed`: the link was used, has run out, or its account is gone. */
export type SignedInByLink =
  | { status: "in"; setCookies: string[] }
  | { status: "closed" }
  | Exclude<CodeProof, { status: "proved" }>;

/**
 * Lets somebody in who followed a link to their mailbox and has the authenticator or a recovery code. A wrong code leaves
 * the link open; a new password, where one is given, ends every session from before.
 */
export async function signInByLink(accounts: Accounts, asked: ByLink): Promise<SignedInByLink> {
  const { database, clock, ids, auth } = accounts;
  const { link, typed, wanted, userAgent } = asked;
  if (!link.open || !link.staffId || !link.email || link.reopens !== "session") return { status: "closed" };
  const staffId = link.staffId;
  const proof = await proveCode(accounts, { staffId, by: "link", typed });
  if (proof.status === "limited") return proof;
  if (proof.status === "wrong") {
    await recordStaffEvent(accounts, { staffId, kind: "sign-in-failed", detail: "code with a link" });
    return { status: "wrong" };
  }
  const hash = wanted === null ? null : await (await (await auth()).$context).password.hash(wanted);
  const now = clock();
  const opened = await database.transaction(async (tx) => {
    if (!(await spendJoinLink(tx, { id: link.id, reopens: "session", now }))) return false;
    const event = { staffId, detail: null, at: now };
    if (hash !== null) {
      await setPassword(tx, { staffId, hash, now });
      await writeStaffEvent(tx, { ...event, id: ids(), kind: "password-changed" });
    }
    await writeStaffEvent(tx, { ...event, id: ids(), kind: "signed-in", detail: "by a link" });
    return true;
  });
  if (!opened) return { status: "closed" };
  return { status: "in", setCookies: await openSession(accounts, { id: staffId, email: link.email }, userAgent) };
}
