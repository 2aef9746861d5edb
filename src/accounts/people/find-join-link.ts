import { eq } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { JoinLinkKind, StaffRole } from "#src/names/accounts.ts";
import { idOfToken } from "#src/tokens.ts";

export interface JoinLink {
  id: string;
  kind: JoinLinkKind;
  /** Null for the first owner, who says who they are. */
  email: string | null;
  role: StaffRole;
  /** Whether it may still be used. */
  open: boolean;
}

/** The link that a token names, used up or not; null for a token that was made up or whose link is gone. */
export async function findJoinLink(
  { database, clock, sign }: Pick<Accounts, "database" | "clock" | "sign">,
  token: string,
): Promise<JoinLink | null> {
  const id = idOfToken(sign, "join", token);
  if (id === null) return null;
  const [link] = await database.query.select().from(joinLinks).where(eq(joinLinks.id, id));
  if (!link) return null;
  const { kind, email, role, usedAt, expiresAt } = link;
  return { id, kind, email, role, open: usedAt === null && expiresAt > clock() };
}
