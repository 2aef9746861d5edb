import { setImmediate as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Attribution, answers, assessments, results } from "#db/schema/assessments.ts";
import { attachments, leadEvents } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { sourceOf } from "#src/assessments/source-of.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { DAY } from "#src/time.ts";
import type { Sitting } from "./rollup.ts";

/** Sittings read at once. The driver blocks the process while it reads, so a page waits for this many at most. */
const AT_ONCE = 200;

interface Row {
  id: number;
  at: number;
  instrument: InstrumentId;
  version: string;
  attribution: string;
  completed: number;
  lead: number;
  call: number;
  given: string | null;
  band: string | null;
  verdict: string | null;
  dominant: string | null;
}

/** Every sitting that was started on a day (whole UTC days since 1970), read in pieces with a pause after each. */
export async function sittingsOf({ database }: Pick<Domain, "database">, day: number): Promise<Sitting[]> {
  const found: Sitting[] = [];
  let last = { at: day * DAY, id: 0 };
  for (;;) {
    const rows = await database.query.all<Row>(pieceOf(day, last));
    found.push(...rows.map(sittingIn));
    const end = rows.at(-1);
    if (!end || rows.length < AT_ONCE) return found;
    last = end;
    await pause();
  }
}

/** One answer is written "V1:8000", a carried one "V1:"; ids of items hold neither colons nor commas. */
function pieceOf(day: number, last: { at: number; id: number }) {
  const of = assessments.id;
  return sql`
    SELECT ${of} AS id, ${assessments.startedAt} AS at, ${assessments.instrument} AS instrument,
      ${assessments.bankVersion} AS version, ${assessments.attribution} AS attribution,
      ${assessments.completedAt} IS NOT NULL AS completed,
      EXISTS (SELECT 1 FROM ${attachments} WHERE ${attachments.assessmentId} = ${of}) AS lead,
      EXISTS (SELECT 1 FROM ${leadEvents}
              WHERE ${leadEvents.assessmentId} = ${of} AND ${leadEvents.kind} = 'call-asked') AS call,
      (SELECT group_concat(${answers.item} || ':' || CASE ${answers.carried} WHEN 1 THEN '' ELSE ${answers.onPage} END)
       FROM ${answers} WHERE ${answers.assessmentId} = ${of}) AS given,
      ${results.result} ->> 'band' AS band, ${results.result} ->> 'verdict' AS verdict,
      ${results.result} ->> 'dominant' AS dominant
    FROM ${assessments}
    LEFT JOIN ${results} ON ${results.assessmentId} = ${of} AND ${results.revision} = 1
    WHERE (${assessments.startedAt}, ${of}) > (${last.at}, ${last.id}) AND ${assessments.startedAt} < ${(day + 1) * DAY}
    ORDER BY ${assessments.startedAt}, ${of} LIMIT ${AT_ONCE}`;
}

function sittingIn(row: Row): Sitting {
  const { instrument, version: bankVersion, band, verdict, dominant } = row;
  const given = (row.given?.split(",") ?? []).map((one) => one.split(":") as [item: string, time: string]);
  return {
    instrument,
    bankVersion,
    source: sourceOf(JSON.parse(row.attribution) as Attribution),
    completed: row.completed === 1,
    lead: row.lead === 1,
    call: row.call === 1,
    answers: Object.fromEntries(given.map(([item, time]) => [item, time === "" ? null : Number(time)])),
    result: band === null || verdict === null ? null : { band, verdict, dominant },
  };
}
