import type { BoundStatement } from "#db/client/statements.ts";
import type { AttachedAssessment } from "#src/leads/standing/lead-facts.ts";
import { rankOf } from "#src/leads/standing/rank.ts";
import { type Standing, standingOf } from "#src/leads/standing/standing.ts";
import type { LeadEvent } from "#src/names/leads.ts";
import type { Fee } from "#src/scoring/lead-fit.ts";
import type { Profile } from "./fill-profiles.ts";
import type { Random } from "./fill-random.ts";
import type { FilledSitting } from "./fill-sittings.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const HOUR = 60 * MINUTE;

/** Nobody's names: two or three syllables each. */
const SYLLABLES =
  "ba bel cor dan del fen gar hal ina jor kel lin mar nor ola pel quin ros sam tor una vel wen yor zan".split(" ");
const FIRMS = [
  "Partners",
  "Works",
  "Studio",
  "Consulting",
  "Group",
  "Labs",
  "Trading",
  "Systems",
  "Advisory",
  "& Sons",
];
const STATUSES = ["new", "new", "new", "contacted", "contacted", "qualified", "disqualified", "converted"];

/** Everything of one lead; the keys are those that the statements below read. */
type FilledLead = Standing & {
  id: string;
  address: string;
  name: string;
  firm: string;
  at: number;
  followUp: boolean;
  withdrawnAt: number | null;
  notABuyerAt: number | null;
  callAnsweredAt: number | null;
  toldStaffAt: number | null;
  rank: number;
  status: string;
  state: string;
  revision: number;
};

export interface LeadSettings {
  now: number;
  fee: Fee | null;
  currency: string;
  versions: { report: string; followUp: string; call: string };
}

/** The lead of a completed sitting: consents and events as people give them, and the standing that these facts make. */
export function makeLead(
  { profile, sitting, number }: { profile: Profile; sitting: FilledSitting; number: number },
  random: Random,
  { now, fee, currency }: LeadSettings,
): FilledLead | null {
  const word = () => {
    const made = Array.from({ length: 2 + random.below(2) }, () => random.of(SYLLABLES)).join("");
    return made.charAt(0).toUpperCase() + made.slice(1);
  };
  const [id, first, last, firm] = [random.id(), word(), word(), `${word()} ${random.of(FIRMS)}`];
  const address = `${first}.${last}.${number}@example.invalid`.toLowerCase();
  const completedAt = sitting.completedAt ?? sitting.startedAt;
  const at = completedAt + 2 * MINUTE;
  // Nothing happened after the moment of filling, or the standing would be behind its facts.
  const before = (time: number) => Math.min(time, now - MINUTE);
  const followUp = random.chance(0.6);
  const callAskedAt = random.chance(0.06) ? before(at + HOUR) : null;
  const answered = callAskedAt !== null && (now - callAskedAt > 2 * DAY || random.chance(0.7));
  const withdrawnAt = followUp && random.chance(0.02) ? before(at + DAY) : null;
  const notABuyerAt = random.chance(0.05) ? before(at + 2 * DAY) : null;
  const event = (kind: LeadEvent, time: number, toValue: string | null = null) => ({
    kind,
    assessmentId: sitting.id,
    toValue,
    at: time,
  });
  const stood = standingOf(
    {
      lead: { id, address },
      assessments: [attached(profile, sitting, { completedAt, at, currency })],
      events: [
        event("report-asked", at),
        ...(callAskedAt === null ? [] : [event("call-asked", callAskedAt)]),
        ...(notABuyerAt === null ? [] : [event("outreach-changed", notABuyerAt, "not-a-buyer")]),
      ],
      consents: [
        ...(followUp ? [{ purpose: "follow-up" as const, withdrawnAt }] : []),
        ...(callAskedAt === null ? [] : [{ purpose: "call" as const, withdrawnAt: null }]),
      ],
      suppressed: false,
    },
    fee,
    now,
  );
  const callAnsweredAt = answered && callAskedAt !== null ? before(callAskedAt + HOUR) : null;
  return (
    stood && {
      ...stood.standing,
      ...{ id, address, name: `${first} ${last}`, firm, at, followUp, withdrawnAt, notABuyerAt },
      callAnsweredAt,
      rank: rankOf({ ...stood.standing, callAnsweredAt }),
      toldStaffAt: stood.standing.grade === "A" ? now : null,
      status: random.of(STATUSES),
      state: random.of(["delivered", "delivered", "delivered", "delivered", "sent", "bounced"]),
      revision: profile.sized ? 2 : 1,
    }
  );
}

function attached(
  { instrument, firm, plain, sized, sizing }: Profile,
  { id, attribution }: FilledSitting,
  { completedAt, at, currency }: { completedAt: number; at: number; currency: string },
): AttachedAssessment {
  const first = { scoredAt: completedAt, isSized: false };
  const scorings = sized ? [first, { scoredAt: completedAt + MINUTE, isSized: true }] : [first];
  const newest = sized ? { sizing, currency, result: sized } : { sizing: {}, currency: "", result: plain };
  return { id, instrument, attribution, completedAt, attachedAt: at, context: firm, contextAt: [], newest, scorings };
}

const of = (...names: (keyof FilledLead)[]) => names.map((name) => `value ->> '${name}'`).join(", ");
const EACH = "FROM json_each(:leads)";
/** A row's own id, made from the lead's; one lead has at most one of each here. */
const idFor = (what: string) => `'${what}' || (value ->> 'id')`;

const STANDING: (keyof FilledLead)[] = [
  ...([
    "instrument",
    "overall",
    "verdict",
    "dominant",
    "clarity",
    "source",
    "outreach",
    "score",
    "need",
    "fit",
  ] as const),
  ...(["intent", "grade", "signals", "scoredAsOf", "status", "callAskedAt", "callAnsweredAt", "lastSignalAt"] as const),
  ...(["toldStaffAt", "rank"] as const),
];

/** Statements that keep these leads with attachments, consents, events, deliveries and standings. */
export function leadStatements(leads: readonly FilledLead[], { versions }: LeadSettings): BoundStatement[] {
  const rows = JSON.stringify(leads);
  const statement = (sql: string, args: Record<string, string> = {}) => ({ sql, args: { leads: rows, ...args } });
  const consent = (purpose: string, version: string, condition: string) =>
    statement(
      `INSERT INTO consents (id, lead_id, purpose, text_version, given_at, withdrawn_at)
       SELECT ${idFor(purpose)}, ${of("id")}, '${purpose}', :version, ${of("at")},
         ${purpose === "follow-up" ? of("withdrawnAt") : "NULL"}
       ${EACH} WHERE ${condition}`,
      { version },
    );
  const event = (kind: LeadEvent, at: keyof FilledLead, toValue = "NULL") =>
    statement(
      `INSERT INTO lead_events (id, lead_id, assessment_id, kind, to_value, at)
       SELECT ${idFor(kind)}, ${of("id", "assessmentId")}, '${kind}', ${toValue}, ${of(at)}
       ${EACH} WHERE ${of(at)} IS NOT NULL`,
    );
  return [
    statement(
      `INSERT INTO leads (id, address, name, firm, created_at) SELECT ${of("id", "address", "name", "firm", "at")} ${EACH}`,
    ),
    statement(
      `INSERT INTO attachments (lead_id, assessment_id, attached_at) SELECT ${of("id", "assessmentId", "at")} ${EACH}`,
    ),
    consent("report", versions.report, "true"),
    consent("follow-up", versions.followUp, "value ->> 'followUp'"),
    consent("call", versions.call, "value ->> 'callAskedAt' IS NOT NULL"),
    event("report-asked", "at"),
    event("call-asked", "callAskedAt"),
    event("call-answered", "callAnsweredAt"),
    event("outreach-changed", "notABuyerAt", "'not-a-buyer'"),
    statement(
      `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, revision, state, attempts, due_at, created_at,
         first_tried_at, sent_at, delivered_at, bounced_at, provider_id, reason)
       SELECT ${idFor("report")}, 'mail', 'report', ${of("id", "assessmentId", "revision", "state")}, 1, ${of("at", "at")},
         ${of("at", "at")}, CASE value ->> 'state' WHEN 'delivered' THEN value ->> 'at' END,
         CASE value ->> 'state' WHEN 'bounced' THEN value ->> 'at' END, ${idFor("provider")},
         CASE value ->> 'state' WHEN 'bounced' THEN 'The mailbox does not exist.' END
       ${EACH}`,
    ),
    statement(
      `INSERT INTO lead_standings (lead_id, assessment_id, instrument, overall, verdict, dominant, clarity, source,
         outreach, score, need, fit, intent, grade, signals, scored_as_of, status, call_asked_at, call_answered_at,
         last_signal_at, told_staff_at, rank)
       SELECT ${of("id", "assessmentId", ...STANDING)} ${EACH}`,
    ),
  ];
}
