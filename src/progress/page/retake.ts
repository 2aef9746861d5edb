import type { InstrumentId } from "#src/names/instruments.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { nextDates } from "./next.ts";
import { datesOf, type ProgressSource } from "./source.ts";

/** What a retake by one instrument opens with; the warning is null from the earliest day on that makes sense. */
export function retakePart(source: ProgressSource, instrument: InstrumentId) {
  const { bank, readings, now } = source;
  const { retake: words } = source.words.progress;
  const name = bank.instruments[instrument].name;
  const other: InstrumentId = instrument === "snapshot" ? "diagnostic" : "snapshot";
  const last = readings.findLast((one) => one.instrument === instrument);
  return {
    title: fill(last ? words.title : words.titleFirst, { instrument: name }),
    button: fill(words.button, { instrument: name }),
    other,
    instead: fill(words.other, { instrument: bank.instruments[other].name }),
    warning: last ? warningOf() : null,
  };

  function warningOf(): string | null {
    if (!last) return null;
    const { earliest, tooSoon } = nextDates(source, last);
    if (!tooSoon) return null;
    const { long } = datesOf({ ...source, readings: [last, { ...last, completedAt: earliest }] });
    const values = {
      instrument: name,
      limit: bank.model.retake.warnUnderDays,
      earliest: long(earliest),
    };
    const ago = Math.floor((now - last.completedAt) / DAY);
    return ago === 0 ? fill(words.today, values) : counted(words.tooSoon, ago, values);
  }
}
