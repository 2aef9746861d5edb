import type { Database } from "#db/client/client.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { hashAddress, newId } from "#test/support/delivery/outbox.ts";
import { banks } from "#test/support/factories.ts";
import { site } from "#test/support/words.ts";

/** Limits of mail that no test reaches unless it sets its own. */
const WIDE = {
  reportsPerHour: 1000,
  reportsPerMailboxPerDay: 1000,
  addressesPerAssessment: 1000,
  mailsPerDay: 1000,
};

/** What assessments take from their surroundings, on a database and a clock of the test's own. */
export function domainOn(database: Database, clock: () => number): Domain & MailForgetter {
  return {
    database,
    clock,
    ids: newId,
    banks,
    forgetMail: async () => undefined,
    limits: {
      attemptsPerHour: 1000,
      startsPerHour: 1000,
      keepUnfinished: 30 * DAY,
      keepAnonymous: 90 * DAY,
      keepLonger: 730 * DAY,
    },
  };
}

/** What leads take beside. `wakeDelivery` hears of every message that is due, `forgetMail` of each that is erased. */
export function leadDomainOn(
  database: Database,
  clock: () => number,
  wakeDelivery: () => void = () => undefined,
  forgetMail: MailForgetter["forgetMail"] = async () => undefined,
): LeadDomain & { site: Site } & MailForgetter {
  return { ...domainOn(database, clock), forgetMail, site, hashAddress, mailLimits: WIDE, wakeDelivery };
}
