import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Message } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { paths } from "#src/paths.ts";
import { layerName } from "#src/report/parts/source.ts";
import { linkToken } from "#src/tokens.ts";
import { confirmReminderEmail } from "./confirm-reminder-email.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { reminderEmail } from "./reminder-email.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** Asks the mailbox of a commitment to confirm its reminder; without a word of the commitment, since it has no proof yet. */
export async function confirmReminderMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { site, publicUrl, sign, words } = source;
  const { commitment, address } = await facts(source, delivery);
  const email = confirmReminderEmail({
    site,
    words: words.commitments.confirmMail,
    dueAt: commitment.dueAt,
    confirmUrl: paths.absolute(publicUrl, paths.confirmReminder(linkToken(sign, "confirm-reminder", commitment.id))),
    notYouUrl: paths.absolute(publicUrl, paths.notYou(linkToken(sign, "not-you", delivery.id))),
  });
  return { from: senderOf(source), to: address, replyTo: site.sender.replyTo, ...email };
}

/** The reminder itself: the commitment, the link to retake, and the way to stop it in one click. */
export async function reminderMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { bank, site, publicUrl, sign, words } = source;
  const { commitment, address, instrument } = await facts(source, delivery);
  const { id, layer, condition, madeAt, dueAt } = commitment;
  const unsubscribeUrl = paths.absolute(publicUrl, paths.unsubscribe(linkToken(sign, "unsubscribe", id)));
  const email = reminderEmail({
    ...{ site, words: words.commitments.mail, condition, madeAt, dueAt },
    layer: layerName(bank, layer),
    instrument: bank.instruments[instrument].name,
    retakeUrl: paths.absolute(publicUrl, paths.retake(linkToken(sign, "retake", id))),
    stopUrl: unsubscribeUrl,
  });
  return { from: senderOf(source), to: address, replyTo: site.sender.replyTo, ...email, unsubscribeUrl };
}

async function facts({ database }: RenderSource, { commitmentId }: DeliveryToRender) {
  const [row] = await database.query
    .select({ commitment: commitments, address: leads.address, instrument: assessments.instrument })
    .from(commitments)
    .innerJoin(leads, eq(leads.id, commitments.leadId))
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(eq(commitments.id, commitmentId ?? ""));
  if (!row) throw new Error("What this message is about has been erased.");
  return row;
}
