import { majorOf } from "#src/instruments/banks.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { overallPart } from "#src/report/parts/overall.ts";
import { verdictPart } from "#src/report/parts/verdict.ts";
import { fill } from "#src/words/phrase.ts";
import { bandAround } from "./chart.ts";
import { nextDates } from "./next.ts";
import { datesOf, type ProgressSource, type Reading, reportSource } from "./source.ts";

/** The page of a mailbox with one reading: a first point, and what a second one will show. */
export type FirstPage = ReturnType<typeof firstPage>;

/** Says what the first reading found, what a second one shows, and when it makes sense. */
export function firstPage(source: ProgressSource, reading: Reading) {
  const { bank } = source;
  const { first: words, chart } = source.words.progress;
  const { instrument, result, completedAt } = reading;
  const { earliest, invited, due } = nextDates(source, reading);
  const dates = datesOf({ ...source, readings: [reading, { ...reading, completedAt: invited }] });
  const limits = bank.model.clearChange[instrument];
  const { warnUnderDays, inviteAtDays } = bank.model.retake;
  const comparable = majorOf(bank.bankVersion) === majorOf(source.banks.newest.bankVersion);
  const isUncertain = result.confidence === "low";
  const isSnapshot = instrument === "snapshot";
  const other: InstrumentId = isSnapshot ? "diagnostic" : "snapshot";
  const date = dates.long(completedAt);
  const report = reportSource(source, reading);
  const dominant = dominantPart(report);
  return {
    title: fill(words.title, { score: result.overall, band: overallPart(report).band }),
    lede: [
      fill(words.lede, { instrument: bank.instruments[instrument].name, date }),
      ...(isUncertain ? [words.uncertain] : []),
    ],
    score: result.overall,
    isUncertain,
    /** Null where no later score will be compared with this one. */
    band: comparable && !isUncertain ? bandAround(chart, result.overall, limits.overall, date) : null,
    label: fill(chart.label, { readings: `${fill(chart.point, { score: result.overall, date })}.` }),
    dates: { taken: dates.short(completedAt), earliest: dates.short(earliest), invited: dates.short(invited) },
    dominant: {
      title: words.dominant,
      headline: dominant.headline,
      emphasis: dominant.emphasis,
      accent: dominant.accent,
      verdict: verdictPart(report).title,
    },
    shows: comparable
      ? [
          words.answers,
          ...(isUncertain
            ? []
            : [
                fill(words.score, { threshold: limits.overall }),
                isSnapshot ? words.noLayers : fill(words.layers, { threshold: limits.layer }),
              ]),
          words.both,
        ]
      : [words.answersAskedTwice, words.notScore, words.bothWithoutCost],
    when: due
      ? [fill(words.invited, { invited: dates.long(invited), days: inviteAtDays }), words.early]
      : [
          fill(words.earliest, { earliest: dates.long(earliest), days: warnUnderDays }),
          fill(words.invited, { invited: dates.long(invited), days: inviteAtDays }),
        ],
    reference: reading.reference,
    instrument,
    again: fill(source.words.progress.next.again, { instrument: bank.instruments[instrument].name }),
    other: {
      instrument: other,
      sentence: isSnapshot ? words.toDiagnostic : words.toSnapshot,
      button: fill(words.toOther, { instrument: bank.instruments[other].name }),
    },
    due,
  };
}
