import type { Accounts } from "#src/accounts/domain.ts";
import { SESSION_AT_MOST } from "#src/accounts/rules.ts";
import type { Staff } from "#src/accounts/staff.ts";
import { endSession } from "./end-session.ts";

/** Who asks, by the session cookie. `setCookies` go out with the answer, whatever it is. */
export interface Visitor {
  person: Staff | null;
  /** Whether this person has set up the second step; until then only that page is open. */
  complete: boolean;
  sessionId: string | null;
  setCookies: string[];
}

/**
 * Reads the session of a request: one that has ended, idled for 12 hours or lasted for 7 days is nobody's. Using a
 * session moves its idle end.
 * @throws the database's errors.
 */
export async function readSession(accounts: Accounts, headers: Headers): Promise<Visitor> {
  const nobody = { person: null, complete: false, sessionId: null };
  if (!headers.has("cookie")) return { ...nobody, setCookies: [] };
  const auth = await accounts.auth();
  const { response, headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
  const setCookies = answered.getSetCookie();
  if (!response) return { ...nobody, setCookies };
  const { user, session } = response;
  if (accounts.clock() - session.createdAt.getTime() >= SESSION_AT_MOST) {
    await endSession(accounts, session.id);
    return { ...nobody, setCookies: [] };
  }
  const { id, name, email, shortcutsOffAt, twoFactorEnabled } = user;
  const role = user.role === "owner" ? "owner" : "member";
  return {
    person: { id, name, email, role, shortcuts: shortcutsOffAt === null || shortcutsOffAt === undefined },
    complete: twoFactorEnabled === true,
    sessionId: session.id,
    setCookies,
  };
}
