import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Message } from "#db/schema/deliveries.ts";
import { paths } from "#src/paths.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { finishLaterEmail } from "./finish-later-email.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** The link to an unfinished attempt, to the address that was given for this one message. */
export async function finishLaterMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { database, bank, site, publicUrl, words } = source;
  const { recipient, assessmentId } = delivery;
  const [attempt] =
    assessmentId === null
      ? []
      : await database.query.select().from(assessments).where(eq(assessments.id, assessmentId));
  if (!attempt || recipient === null) throw new Error("What this message is about has been erased.");
  const { instrument, reference, keptUntil } = attempt;
  const email = finishLaterEmail({
    site,
    words: words.access.laterMail,
    instrument: bank.instruments[instrument].name,
    keptUntil,
    attemptUrl: paths.absolute(publicUrl, paths.attempt(instrument, reference)),
  });
  return { from: senderOf(source), to: recipient, replyTo: site.sender.replyTo, ...email };
}
