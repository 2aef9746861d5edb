import type { Banks } from "#src/instruments/banks.ts";
import type { Delivery, Preparing } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { layerName } from "#src/report/parts/source.ts";
import { linkToken } from "#src/tokens.ts";
import { readCommitment } from "./read-commitment.ts";

/** Reads a commitment that is due, and signs the links to retake and to stop it in one click. */
export async function prepareReminder(
  { database, banks, publicUrl, sign }: Preparing & { banks: Banks },
  { commitmentId }: Pick<Delivery, "commitmentId">,
) {
  const { commitment, address, instrument, bankVersion } = await readCommitment({ database }, commitmentId);
  const bank = banks.of(bankVersion);
  const { id, layer, condition, madeAt, dueAt } = commitment;
  return {
    ...{ to: address, condition, madeAt, dueAt },
    layer: layerName(bank, layer),
    instrument: bank.instruments[instrument].name,
    retakeUrl: paths.absolute(publicUrl, paths.retake(linkToken(sign, "retake", id))),
    stopUrl: paths.absolute(publicUrl, paths.unsubscribe(linkToken(sign, "unsubscribe", id))),
  };
}
