import type { InstrumentId } from "#src/names/instruments.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { factsOf, isUnseen } from "#src/report/parts/facts.ts";
import { orderPart } from "#src/report/parts/order.ts";
import { layerName } from "#src/report/parts/source.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { datesOf, type ProgressSource, type Reading, reportSource } from "./source.ts";

/** What to work on, and when to read again. */
export interface Next {
  lead: string;
  /** Null where every answer is at full marks. */
  layer: string | null;
  /** Whether it is named so firmly that it has the brand's colour, as in the report. */
  accent: boolean;
  /** Null where no layer is named, or none of its answers is known. */
  at: string | null;
  notes: string[];
  fixes: string;
  reference: string;
  instrument: InstrumentId;
  again: string;
  /** True from the day on which the method invites the next reading. */
  due: boolean;
}

/** The first job of the latest reading (method, section 5), or what to watch where every layer holds. */
export function progressNext(source: ProgressSource, latest: Reading): Next {
  const { bank } = source;
  const { next: words } = source.words.progress;
  const { result, instrument } = latest;
  const report = reportSource(source, latest);
  const first = result.sequence[0];
  const layer = first ?? result.weakest;
  const dominant = dominantPart(report);
  const why =
    layer === dominant.lead || first === undefined
      ? `${dominant.headline} ${dominant.note}`
      : orderPart(report).sentence;
  const { fixes } = result;
  const { full } = factsOf(report);
  const unseen = isUnseen(report, layer);
  const toRaise = unseen ? words.find : words.work;
  const held = full ? words.keep : words.watch;
  return {
    lead: first === undefined ? held : toRaise,
    layer: full ? null : layerName(bank, layer),
    accent: dominant.accent && layer === dominant.lead,
    at: full || unseen ? null : fill(words.at, { score: result.layers[layer] }),
    notes: [why, whenToRead(source, latest)],
    fixes: fixes.length > 0 ? counted(words.fixes, fixes.length) : words.result,
    reference: latest.reference,
    instrument,
    again: fill(words.again, { instrument: bank.instruments[instrument].name }),
    due: nextDates(source, latest).due,
  };
}

/** The earliest day that makes sense and the day of the invitation, from one reading on. */
export function nextDates({ bank, now }: Pick<ProgressSource, "bank" | "now">, { completedAt }: Reading) {
  const { warnUnderDays, inviteAtDays } = bank.model.retake;
  const earliest = completedAt + warnUnderDays * DAY;
  const invited = completedAt + inviteAtDays * DAY;
  return { earliest, invited, tooSoon: now < earliest, due: now >= invited };
}

function whenToRead(source: ProgressSource, latest: Reading): string {
  const { now } = source;
  const { next: words } = source.words.progress;
  const { earliest, invited, tooSoon, due } = nextDates(source, latest);
  const { long } = datesOf({ ...source, readings: [latest, { ...latest, completedAt: invited }] });
  if (due) return fill(words.due, { days: Math.floor((now - latest.completedAt) / DAY) });
  return fill(tooSoon ? words.tooSoon : words.may, { earliest: long(earliest), invited: long(invited) });
}
