import { and, desc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import type { Message } from "#db/schema/deliveries.ts";
import { leadEvents, leads } from "#db/schema/leads.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { paths } from "#src/paths.ts";
import { reportEmail } from "#src/report/email/email.ts";
import { PDF_TYPE, pdfName } from "#src/report/pdf/name.ts";
import { type Report, report } from "#src/report/report.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { linkToken } from "#src/tokens.ts";
import { callEmail } from "./call-email.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** What both messages are about: one lead, one assessment, one revision. */
interface Subject {
  id: string;
  leadId: string;
  assessmentId: number;
  revision: number;
}

/** The report to whoever asked for it, with the PDF where the site sends one. */
export async function reportMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { site, publicUrl } = source;
  const words = source.words.pages;
  const { assessment, made, lead, resultUrl } = await facts(source, delivery);
  const notYouUrl = paths.absolute(publicUrl, paths.notYou(linkToken(source.sign, "not-you", delivery.id)));
  const email = reportEmail({ report: made, words, site, resultUrl, notYouUrl });
  const attachments = site.reportPdf ? await filesOf(source, made, assessment.completedAt) : undefined;
  const from = senderOf(source);
  return { from, to: lead.address, replyTo: site.sender.replyTo, ...email, ...(attachments && { attachments }) };
}

/** A call request, to one address of staff: that of the delivery, else the first of the settings. */
export async function callMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { subject, made, lead, resultUrl } = await facts(source, delivery);
  const when = await whenOf(source.database, subject);
  const { address, phone } = lead;
  const email = callEmail({ report: made, words: source.words.pages, address, phone, when, resultUrl });
  const { settings } = await readSettings(source);
  const to = delivery.recipient ?? settings.notificationAddresses[0] ?? source.site.staffAddress;
  return { from: senderOf(source), to, replyTo: address, ...email };
}

async function facts(source: RenderSource, { id, leadId, assessmentId, revision }: DeliveryToRender) {
  if (leadId === null || assessmentId === null || revision === null) throw new Error("This message is about nothing.");
  const subject = { id, leadId, assessmentId, revision };
  const assessment = await assessmentOf(source.database, subject);
  const [lead] = await source.database.query.select().from(leads).where(eq(leads.id, leadId));
  if (!assessment || !lead) throw new Error("What this message is about has been erased.");
  const resultUrl = paths.absolute(source.publicUrl, paths.result(assessment.reference));
  return { subject, assessment, lead, resultUrl, made: report({ ...source, assessment }) };
}

/** The report as a PDF; without it where it could not be made, since the message says everything itself. */
async function filesOf({ pdf, site, log }: RenderSource, made: Report, completedAt: number) {
  try {
    const content = (await pdf({ report: made, completedAt })).toString("base64");
    return [{ filename: pdfName(site, made, completedAt), contentType: PDF_TYPE, content }];
  } catch (error) {
    log.error("pdf-failed", { error });
    return undefined;
  }
}

async function assessmentOf(database: Database, { assessmentId, revision }: Subject): Promise<Assessment | null> {
  const [row] = await database.query
    .select({ reference: assessments.reference })
    .from(assessments)
    .where(eq(assessments.id, assessmentId));
  return row ? findAssessment({ database }, row.reference, revision) : null;
}

async function whenOf(database: Database, { leadId, assessmentId }: Subject): Promise<string | null> {
  const [event] = await database.query
    .select({ detail: leadEvents.detail })
    .from(leadEvents)
    .where(
      and(eq(leadEvents.leadId, leadId), eq(leadEvents.assessmentId, assessmentId), eq(leadEvents.kind, "call-asked")),
    )
    .orderBy(desc(leadEvents.at))
    .limit(1);
  return event?.detail ?? null;
}
