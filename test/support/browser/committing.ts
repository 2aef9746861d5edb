import { createHmac } from "node:crypto";
import { paths } from "#src/paths.ts";
import { dateOf } from "#src/progress/reminders/days.ts";
import { DAY } from "#src/time.ts";
import { type LinkPurpose, linkToken } from "#src/tokens.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { completed, formTime, post } from "./visitor.ts";

export const CONDITION = "No deal moves up a stage\nwithout <b>written</b> buyer proof.";
export const inDays = (days: number) => dateOf(Date.now() + days * DAY);

/** Sends the commitment form of a result as a browser without script does. */
export async function commit(
  server: Server,
  reference: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const time = await formTime(server, reference);
  const filled = { layer: "integrity", condition: CONDITION, by: inDays(90), time };
  return post(server, paths.commitment(reference), { ...filled, ...fields });
}

/** The token of a link in one of the server's mails. */
export function tokenOf(server: Server, purpose: LinkPurpose, id: string): string {
  const sign = (text: string) =>
    createHmac("sha256", server.environment.SECRET ?? "")
      .update(`link/${text}`)
      .digest("base64url");
  return linkToken(sign, purpose, id);
}

/** A commitment with an address at a new result; returns the tokens of its links, which its mails hold. */
export async function committed(server: Server, email: string) {
  const reference = await completed(server, "E2");
  await commit(server, reference, { email });
  const [row] = rows(
    server,
    "SELECT commitments.id FROM commitments JOIN assessments ON assessments.id = assessment_id WHERE reference = ?",
    reference,
  );
  const token = (purpose: LinkPurpose) => tokenOf(server, purpose, String(row?.id));
  return { reference, confirm: token("confirm-reminder"), retake: token("retake"), unsubscribe: token("unsubscribe") };
}

/** The same, once its mailbox has said yes. */
export async function confirmed(server: Server, email: string) {
  const made = await committed(server, email);
  await post(server, paths.confirmReminder(made.confirm));
  return made;
}
