import { prepareReport as prepareAny } from "#src/leads/prepare/report.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { sinceLastFor } from "#src/progress/page/since-last.ts";

type Domain = Parameters<typeof prepareAny>[0] & Parameters<typeof sinceLastFor>[0];

/** The report that a reader asked for; a retake's opens with what changed, where it goes to the mailbox that took it. */
export async function prepareReport(domain: Domain, delivery: Delivery) {
  return prepareAny(domain, delivery, (assessment, leadId) => sinceLastFor(domain, assessment, leadId));
}
