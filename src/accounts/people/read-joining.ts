import { LEAST_PASSWORD, MOST_PASSWORD } from "#src/accounts/rules.ts";
import { address, remark } from "#src/address.ts";
import type { JoinLink } from "./find-join-link.ts";

export type ReadJoining = { name: string; email: string; password: string } | { errors: Record<string, string> };

/** Reads the form of a join link, with one sentence for each field that cannot be used. An invitation names the address. */
export function readJoining(fields: Readonly<Record<string, string>>, link: Pick<JoinLink, "email">): ReadJoining {
  const errors: Record<string, string> = {};
  const name =
    remark
      .parse(fields.name ?? "")
      ?.slice(0, 100)
      .toWellFormed() ?? "";
  if (name === "") errors.name = "Please say what colleagues call you.";
  const email = address.safeParse(link.email ?? fields.email);
  if (!email.success) errors.email = "This does not look like an e-mail address.";
  const password = fields.password ?? "";
  const refused = refusePassword(password);
  if (refused) errors.password = refused;
  return email.success && Object.keys(errors).length === 0 ? { name, email: email.data, password } : { errors };
}

/** Why a password is not taken, in a sentence; null for one that is. */
export function refusePassword(password: string): string | null {
  if (password.length < LEAST_PASSWORD) return `Please take at least ${LEAST_PASSWORD} characters.`;
  if (password.length > MOST_PASSWORD) return `Please take at most ${MOST_PASSWORD} characters.`;
  return null;
}
