import { eq } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { JoinLinkKind, Reopening, StaffRole } from "#src/names/accounts.ts";
import { idOfToken } from "#src/tokens.ts";

export interface JoinLink {
  id: string;
  kind: JoinLinkKind;
  /** Null for the first owner, who says who they are. */
  email: string | null;
  role: StaffRole;
  /** What it opens of an account that is there; null for a link that makes one. */
  reopens: Reopening | null;
  staffId: string | null;
  /** Whether it may still be used. */
  open: boolean;
}

/**
 * The link that a token names, used up or not; null for a token that was made up or whose link is gone.
 *
 * @param purpose `join` for links that make or open an account, `desk` for those that need the authenticator too
 */
export async function findJoinLink(
  { database, clock, sign }: Pick<Accounts, "database" | "clock" | "sign">,
  token: string,
  purpose: "join" | "desk" = "join",
): Promise<JoinLink | null> {
  const id = idOfToken(sign, purpose, token);
  if (id === null) return null;
  const [link] = await database.query.select().from(joinLinks).where(eq(joinLinks.id, id));
  if (!link) return null;
  const { kind, email, role, reopens, staffId, usedAt, expiresAt } = link;
  return { id, kind, email, role, reopens, staffId, open: usedAt === null && expiresAt > clock() };
}
