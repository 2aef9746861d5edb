import { cardImage } from "#src/report/card/card.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";
import { bank, banks, EXAMPLES } from "#test/support/factories.ts";

export interface CardTime {
  shape: "wide" | "square";
  /** Milliseconds of the first drawing, fonts included, and the median of the others. */
  first: number;
  median: number;
  bytes: number;
}

/** Times the card of example E2 in both shapes, drawn `rounds` times each, past the cache. */
export async function timeCard(rounds = 15): Promise<CardTime[]> {
  const site = loadSite();
  const words = loadWords();
  const plumb = words.pages.result.bar;
  const { instrument, submission } = EXAMPLES.E2;
  const { answers: scored, sizing = {} } = submission;
  const result = score(bank, instrument, submission);
  const assessment = { instrument, completedAt: 0, scored, revision: 1, sizing, currency: "GBP", result };
  const whole = report({ banks, words, site, assessment });
  const times: CardTime[] = [];
  for (const shape of ["wide", "square"] as const) {
    const taken: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      bytes = (await cardImage({ report: whole, site, shape, plumb })).length;
      taken.push(performance.now() - started);
    }
    const [first = 0, ...others] = taken;
    const median = others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? first;
    times.push({ shape, first, median, bytes });
  }
  return times;
}
