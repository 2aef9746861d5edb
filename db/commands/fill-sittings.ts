import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import type { Attribution } from "#db/schema/assessments.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { Profile } from "./fill-profiles.ts";
import type { Random } from "./fill-random.ts";

const DAY = 86_400_000;
/** Filled sittings are kept, or the first start of the server would erase most of them. */
const KEPT = 730 * DAY;
/** Three in five sittings are completed, spread evenly so that their number is known before they are made. */
const DONE = [true, true, false, true, false];

export interface FilledSitting {
  id: number;
  reference: string;
  profile: number;
  attribution: Attribution;
  startedAt: number;
  /** Null where somebody left before the end. */
  completedAt: number | null;
  pages: number;
  /** Milliseconds on a page, on average. */
  pace: number;
  carried: boolean;
}

const SOURCES: Attribution[] = [
  {},
  {},
  {},
  { utm_source: "newsletter", utm_medium: "email", utm_campaign: "spring" },
  { utm_source: "newsletter", utm_medium: "email", utm_campaign: "autumn" },
  { utm_source: "linkedin", utm_medium: "social", li_fat_id: "a1b2c3" },
  { utm_source: "google", utm_medium: "cpc", utm_term: "pipeline review", gclid: "Cj0KCQ" },
  { utm_source: "google", utm_medium: "cpc", utm_term: "forecast", gclid: "EAIaIQ" },
  { utm_source: "bing", utm_medium: "cpc", msclkid: "f00d" },
  { referrer_host: "duckduckgo.com" },
  { referrer_host: "blog.example" },
  { utm_source: "partner", utm_campaign: "webinar" },
  { utm_source: "podcast" },
];

/** How many of so many sittings are completed. */
export const completedOf = (count: number): number =>
  Math.floor(count / DONE.length) * 3 + DONE.slice(0, count % DONE.length).filter(Boolean).length;

/** Sitting number `place` of `count`, somewhere in its own slice of the time from `from` to `to`. */
export function makeSitting(
  profiles: readonly Profile[],
  random: Random,
  { place, count, from, to, firstId }: { place: number; count: number; from: number; to: number; firstId: number },
): FilledSitting {
  const profile = random.below(profiles.length);
  const all = profiles[profile]?.pages.length ?? 0;
  const done = DONE[place % DONE.length] ?? false;
  const pages = done ? all : Math.floor(random.next() * random.next() * all);
  const startedAt = Math.floor(from + ((to - from) * (place + random.next())) / count);
  const pace = 4_000 + random.below(9_000);
  return {
    id: firstId + place,
    reference: random.id(),
    profile,
    attribution: random.of(SOURCES),
    startedAt,
    completedAt: done ? startedAt + all * pace : null,
    pages,
    pace,
    carried: profiles[profile]?.instrument === "diagnostic" && random.chance(0.3),
  };
}

/** Tables that hold the profiles while sittings are made of them; `clearScratch` takes them away. */
export async function writeScratch(database: Database, profiles: readonly Profile[]): Promise<void> {
  const pages = profiles.flatMap(({ pages: all, firm }, profile) => {
    const firmPages = Object.entries(firm).map(([item, option]) => ({ item, option, carriable: false }));
    return [...all, ...firmPages].map(({ item, option, carriable }, place) => {
      const optional = place >= all.length;
      return [profile, place, item, option, carriable ? 1 : 0, optional ? 1 : 0];
    });
  });
  const results = profiles.flatMap(({ plain, sized, sizing }, profile) => [
    [profile, 1, "{}", JSON.stringify(plain)],
    ...(sized ? [[profile, 2, JSON.stringify(sizing), JSON.stringify(sized)]] : []),
  ]);
  const statement = (sql: string, rows: unknown[] = []): BoundStatement => ({
    sql,
    args: rows.length > 0 ? { rows: JSON.stringify(rows) } : {},
  });
  await clearScratch(database);
  await database.write([
    statement(`CREATE TABLE fill_pages (profile INTEGER, place INTEGER, item TEXT, option TEXT, carriable INTEGER,
                 optional INTEGER, PRIMARY KEY (profile, place)) WITHOUT ROWID`),
    statement(`CREATE TABLE fill_results (profile INTEGER, revision INTEGER, sizing TEXT, result TEXT,
                 PRIMARY KEY (profile, revision))`),
    statement(
      `INSERT INTO fill_pages SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
       FROM json_each(:rows)`,
      pages,
    ),
    statement(
      "INSERT INTO fill_results SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(:rows)",
      results,
    ),
  ]);
}

/** Removes what `writeScratch` made, also of a run that did not end. */
export async function clearScratch(database: Database): Promise<void> {
  const tables = ["fill_pages", "fill_results"];
  await database.write(tables.map((name) => ({ sql: `DROP TABLE IF EXISTS ${name}`, args: {} })));
}

const SITTING = `(SELECT value ->> 'id' AS id, value ->> 'profile' AS profile, value ->> 'startedAt' AS at,
  value ->> 'completedAt' AS done, value ->> 'pages' AS pages, value ->> 'pace' AS pace, value ->> 'carried' AS carried
  FROM json_each(:sittings))`;

/** Statements that keep these sittings with their answers and results; the scratch tables must be there. */
export function sittingStatements(
  bank: Bank,
  profiles: readonly Profile[],
  sittings: readonly FilledSitting[],
  currency: string,
): BoundStatement[] {
  const rows = JSON.stringify(
    sittings.map((sitting) => ({ ...sitting, instrument: profiles[sitting.profile]?.instrument })),
  );
  const statement = (sql: string, args: Record<string, string | number> = {}): BoundStatement => ({
    sql,
    args: { sittings: rows, ...args },
  });
  return [
    statement(
      `INSERT INTO assessments (id, reference, instrument, bank_version, model_version, attribution, started_at,
         completed_at, elapsed_seconds, kept_until)
       SELECT value ->> 'id', value ->> 'reference', value ->> 'instrument', :bankVersion, :modelVersion,
         value ->> 'attribution', value ->> 'startedAt', value ->> 'completedAt',
         CASE WHEN value ->> 'completedAt' IS NULL THEN NULL
           ELSE (value ->> 'completedAt' - value ->> 'startedAt') / 1000 END,
         value ->> 'startedAt' + :kept
       FROM json_each(:sittings)`,
      { bankVersion: bank.bankVersion, modelVersion: bank.modelVersion, kept: KEPT },
    ),
    // Times differ from page to page by a number made of the ids, so that medians are not all alike.
    statement(
      `INSERT INTO answers (assessment_id, item, option, first_shown_at, answered_at, on_page, carried)
       SELECT id, item, option, at + place * pace, at + (place + 1) * pace,
         CASE WHEN carried AND carriable THEN 0
           ELSE pace * (40 + (id * 7919 + place * 104729) % 97 * (1 + place * 31 % 5) / 2) / 100 END,
         carried AND carriable
       FROM ${SITTING} CROSS JOIN fill_pages USING (profile)
       WHERE place < pages OR (optional AND done IS NOT NULL)`,
    ),
    statement(
      `INSERT INTO results (assessment_id, revision, sizing, currency, result, scored_at)
       SELECT id, revision, sizing, CASE revision WHEN 1 THEN '' ELSE :currency END, result, done + (revision - 1) * 60000
       FROM ${SITTING} CROSS JOIN fill_results USING (profile) WHERE done IS NOT NULL`,
      { currency },
    ),
  ];
}
