import { and, desc, eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { assessments, leadEvents, leads, type Message } from "#db/schema.ts";
import { type Assessment, findAssessment } from "../assessments/find.ts";
import type { Bank } from "../instruments/instrument.ts";
import { paths } from "../paths.ts";
import { callEmail } from "../report/call-email.ts";
import { reportEmail } from "../report/email.ts";
import type { PageWords } from "../report/page-words.ts";
import type { Pdfs } from "../report/pdf-cache.ts";
import { PDF_TYPE, pdfName } from "../report/pdf-name.ts";
import { type Report, report } from "../report/report.ts";
import type { Site } from "../report/site.ts";
import type { Words } from "../report/words.ts";
import type { DeliveryToRender, Render } from "./context.ts";
import { notYouToken } from "./not-you.ts";

export interface RenderSource {
  database: Database;
  bank: Bank;
  words: Words;
  pageWords: PageWords;
  site: Site;
  publicUrl: string;
  mailFrom: string | undefined;
  sign: (text: string) => string;
  pdf: Pdfs;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/** Makes messages out of ids: the report to whoever asked for it, a call request to staff. Links come from PUBLIC_URL. */
export function createRenderer(source: RenderSource): Render {
  const { site, publicUrl, database } = source;
  const from = source.mailFrom ?? `${site.sender.name} <${site.sender.address}>`;
  return async (delivery): Promise<Message> => {
    const assessment = await assessmentOf(database, delivery);
    const [lead] = await database.query.select().from(leads).where(eq(leads.id, delivery.leadId));
    if (!assessment || !lead) throw new Error("What this message is about has been erased.");
    const made = report({ ...source, assessment });
    const resultUrl = paths.absolute(publicUrl, paths.result(assessment.reference));
    if (delivery.kind === "report") {
      const notYouUrl = paths.absolute(publicUrl, paths.notYou(notYouToken(source.sign, delivery.id)));
      const email = reportEmail({ report: made, words: source.pageWords, site, resultUrl, notYouUrl });
      const attachments = site.reportPdf ? await filesOf(source, made, assessment.completedAt) : undefined;
      return { from, to: lead.address, replyTo: site.sender.replyTo, ...email, ...(attachments && { attachments }) };
    }
    const when = await whenOf(database, delivery);
    const email = callEmail({
      report: made,
      words: source.pageWords,
      address: lead.address,
      phone: lead.phone,
      when,
      resultUrl,
    });
    return { from, to: site.staffAddress, replyTo: lead.address, ...email };
  };
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

async function assessmentOf(
  database: Database,
  { assessmentId, revision }: DeliveryToRender,
): Promise<Assessment | null> {
  const [row] = await database.query
    .select({ reference: assessments.reference })
    .from(assessments)
    .where(eq(assessments.id, assessmentId));
  return row ? findAssessment({ database }, row.reference, revision) : null;
}

async function whenOf(database: Database, { leadId, assessmentId }: DeliveryToRender): Promise<string | null> {
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
