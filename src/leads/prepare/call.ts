import type { Banks } from "#src/instruments/banks.ts";
import type { Delivery, Preparing } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import type { ReportSource } from "#src/report/parts/source.ts";
import { report } from "#src/report/report.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import type { Site } from "#src/words/site.ts";
import { readAttached } from "./read-attached.ts";
import { whenToCall } from "./when-to-call.ts";

interface Domain extends Preparing, Pick<ReportSource, "words"> {
  banks: Banks;
  site: Site;
}

/** Reads who asks for a call about which result. It goes to the address of the delivery, else to the first of the settings. */
export async function prepareCall(domain: Domain, delivery: Delivery) {
  const { lead, assessment } = await readAttached(domain, delivery);
  const { settings } = await readSettings(domain);
  const { id: leadId, address, name, firm, phone } = lead;
  return {
    ...{ address, name, firm, phone },
    to: delivery.recipient ?? settings.notificationAddresses[0] ?? domain.site.staffAddress,
    report: report({ ...domain, assessment }),
    when: await whenToCall(domain.database, { leadId, assessmentId: assessment.id }),
    leadUrl: paths.absolute(domain.publicUrl, paths.lead(leadId)),
    resultUrl: paths.absolute(domain.publicUrl, paths.result(assessment.reference)),
  };
}
