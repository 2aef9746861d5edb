import type { Delivery, Preparing } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { linkToken } from "#src/tokens.ts";
import { readCommitment } from "./read-commitment.ts";

/** Reads when a reminder would come, and signs the links that confirm it or say "not you". */
export async function prepareConfirmReminder(
  { database, publicUrl, sign }: Preparing,
  { id, commitmentId }: Pick<Delivery, "id" | "commitmentId">,
) {
  const { commitment, address } = await readCommitment({ database }, commitmentId);
  return {
    to: address,
    dueAt: commitment.dueAt,
    confirmUrl: paths.absolute(publicUrl, paths.confirmReminder(linkToken(sign, "confirm-reminder", commitment.id))),
    notYouUrl: paths.absolute(publicUrl, paths.notYou(linkToken(sign, "not-you", id))),
  };
}
