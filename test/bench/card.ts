import { cardImage } from "#src/report/card/card.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";
import { bank, banks, EXAMPLES } from "#test/support/factories.ts";

/** Milliseconds of the wide card of example E2, the median of `rounds` past the cache and after a first one. */
export async function timeCard(rounds = 15): Promise<number> {
  const site = loadSite();
  const words = loadWords();
  const plumb = words.pages.result.bar;
  const { instrument, submission } = EXAMPLES.E2;
  const { answers: scored, sizing = {} } = submission;
  const result = score(bank, instrument, submission);
  const assessment = { instrument, completedAt: 0, scored, revision: 1, sizing, currency: "GBP", result };
  const whole = report({ banks, words, site, assessment });
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    await cardImage({ report: whole, site, shape: "wide", plumb });
    if (round > 0) taken.push(performance.now() - started);
  }
  return taken.sort((one, other) => one - other)[rounds >> 1] ?? 0;
}
