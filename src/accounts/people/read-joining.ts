import { refusePassword } from "#src/accounts/sign-in/refuse-password.ts";
import { address } from "#src/address.ts";
import { remark } from "#src/typed-text.ts";
import type { DeskWords } from "#src/words/desk.ts";
import type { JoinLink } from "./find-join-link.ts";

export type ReadJoining = { name: string; email: string; password: string } | { errors: Record<string, string> };

interface Around {
  siteName: string;
  words: DeskWords["access"]["password"];
}

/**
 * Reads the form of a join link, with one sentence for each field that cannot be used. An invitation names the address; a
 * link that opens an account again asks for the password only.
 */
export async function readJoining(
  fields: Readonly<Record<string, string>>,
  link: Pick<JoinLink, "email" | "reopens">,
  { siteName, words }: Around,
): Promise<ReadJoining> {
  const errors: Record<string, string> = {};
  const name =
    remark
      .parse(fields.name ?? "")
      ?.slice(0, 100)
      .toWellFormed() ?? "";
  if (name === "" && link.reopens === null) errors.name = "Please say what colleagues call you.";
  const email = address.safeParse(link.email ?? fields.email);
  if (!email.success) errors.email = "This does not look like an e-mail address.";
  const password = fields.password ?? "";
  const refused = await refusePassword(password, { siteName, name, email: email.data ?? "" }, words);
  if (refused) errors.password = refused;
  return email.success && Object.keys(errors).length === 0 ? { name, email: email.data, password } : { errors };
}
