import { endpoints } from "#db/schema/deliveries.ts";
import { SESSION_AT_MOST as STAFF_AT_MOST, SESSION_IDLE as STAFF_IDLE } from "#src/accounts/rules.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { CLIENT_HASH_KEPT } from "#src/assessments/erase.ts";
import { PROVIDER_EVENTS_KEPT } from "#src/outbox/forget-events.ts";
import { RECIPIENTS_KEPT } from "#src/outbox/forget-recipients.ts";
import type { MailLimits } from "#src/outbox/limits.ts";
import { KEPT_AFTER_COMMITMENT } from "#src/progress/commitments/make-commitment.ts";
import { LINKS_WITHIN, SESSION_AT_MOST, SESSION_IDLE } from "#src/progress/sign-in/session-rules.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { ERASE_LINK_WORKS, SIGN_IN_LASTS } from "#src/tokens.ts";

interface Reader extends SettingsReader {
  database: Domain["database"];
  limits: Domain["limits"];
  mailLimits: MailLimits;
  signInLimits: { linksPerMailbox: number };
}

/** What the privacy page says in numbers, each read where it is enforced, and which channels of staff are told of leads. */
export async function privacyFacts(reader: Reader) {
  const { database, limits, mailLimits, signInLimits } = reader;
  const { retention, embedOrigins } = (await readSettings(reader)).settings;
  const enabled = (await database.query.select().from(endpoints)).filter(({ disabledAt }) => disabledAt === null);
  return {
    numbers: {
      ...retention,
      longerDays: limits.keepLonger / DAY,
      commitmentDays: KEPT_AFTER_COMMITMENT / DAY,
      clientHours: CLIENT_HASH_KEPT / HOUR,
      eventDays: PROVIDER_EVENTS_KEPT / DAY,
      finishLaterHours: RECIPIENTS_KEPT / HOUR,
      eraseHours: ERASE_LINK_WORKS / HOUR,
      linkMinutes: SIGN_IN_LASTS / MINUTE,
      founderIdleHours: SESSION_IDLE / HOUR,
      founderDays: SESSION_AT_MOST / DAY,
      staffIdleHours: STAFF_IDLE / HOUR,
      staffDays: STAFF_AT_MOST / DAY,
      attemptsPerHour: limits.attemptsPerHour,
      startsPerHour: limits.startsPerHour,
      reportsPerHour: mailLimits.reportsPerHour,
      reportsPerMailbox: mailLimits.reportsPerMailboxPerDay,
      addresses: mailLimits.addressesPerAssessment,
      signInLinks: signInLimits.linksPerMailbox,
      signInMinutes: LINKS_WITHIN / MINUTE,
    },
    told: {
      webhook: enabled.some(({ channel }) => channel === "webhook"),
      slack: enabled.some(({ channel }) => channel === "slack"),
    },
    /** Whether the database is on a libSQL server, whose files and backups no erasure reaches. */
    server: database.mode === "remote",
    /** Whether other sites may show the Snapshot. */
    embedded: embedOrigins.length > 0,
  };
}
