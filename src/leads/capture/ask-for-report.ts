import type { Assessment } from "#src/assessments/find.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { Site } from "#src/words/site.ts";
import { type Captured, capture, type LeadDomain } from "./capture.ts";

export interface ReportRequest {
  assessment: Assessment;
  address: string;
  name: string | null;
  firm: string | null;
  followUp: boolean;
  /** After how many days the mailbox is to be asked again; without it never. */
  againDays?: number | null | undefined;
  clientHash: ClientHash | null;
}

/** Keeps a lead with its consents and puts the report into the outbox, for the revision that the page showed. */
export function askForReport(domain: LeadDomain & { site: Site }, request: ReportRequest): Promise<Captured> {
  const { report, followUp } = domain.site.consent;
  const consents = [{ purpose: "report" as const, textVersion: report.version }];
  const contact = { purpose: "follow-up" as const, textVersion: followUp.version };
  return capture(domain, {
    ...request,
    kind: "report",
    event: "report-asked",
    phone: null,
    detail: null,
    consents: request.followUp ? [...consents, contact] : consents,
  });
}
