import { twoSignificantFigures } from "#src/scoring/cost.ts";
import { amount, fill, plain } from "#src/words/phrase.ts";
import type { Source } from "./source.ts";

/** A measured or doubtful line that stands beside the range and is never added to it. */
export interface CostLine {
  figure: string;
  text: string;
}

/**
 * Cost of the gap (method, section 8): always a range, with its formula and both constants, and nothing at all where
 * too much is unknown. `ends` are shares of current new revenue in percent, for the drawing.
 */
export function costPart(source: Source) {
  const { bank, site, assessment } = source;
  const words = source.words.report;
  const { result, sizing, instrument } = assessment;
  const heading = words.headings.cost;
  const currency = assessment.currency || site.currency;
  const money = (value: number) => amount(value, currency, site.language);
  const [low, high] = result.recoverablePercent;

  if (!result.costShown) {
    const items = bank.instruments[instrument].items.length;
    const blind = result.unknowns.length / items;
    const unknownIsWhy = blind > bank.model.confidence[instrument].medium || blind >= bank.model.dominant.blindShare;
    const why = unknownIsWhy
      ? fill(words.cost.tooMuchUnknown, { count: result.unknowns.length })
      : words.cost.tooUncertain;
    return { heading, shown: false as const, why };
  }

  const { money: lines, doubtfulDeals: deals } = result;
  const ends = { low: plain(low), high: plain(high) };
  const beside: CostLine[] = [];
  if (lines?.forecastGap)
    beside.push({
      figure: money(lines.forecastGap),
      text: fill(words.cost.forecastGap, { percent: plain(sizing.z_miss ?? 0) }),
    });
  if (deals && deals.doubtful > 0)
    beside.push({
      figure: `${deals.doubtful} of ${deals.listed}`,
      text: fill(words.cost.doubtfulDeals, { listed: deals.listed, expected: plain(deals.expected) }),
    });
  if (deals && deals.doubtful === 0)
    beside.push({
      figure: String(deals.listed),
      text: fill(words.cost.noDoubtfulDeals, { listed: deals.listed, expected: plain(deals.expected) }),
    });
  const about = { low: plain(twoSignificantFigures(low)), high: plain(twoSignificantFigures(high)) };
  let headline = fill(words.cost.withoutSizing, about);
  let small = fill(words.cost.inEveryHundred, about);
  if (lines?.recoverable && high > 0) {
    headline = `${money(lines.recoverable[0])} to ${money(lines.recoverable[1])}`;
    small = fill(words.cost.withSizing, ends);
  } else if (lines || high === 0) {
    headline = lines && high > 0 ? words.cost.noRevenue : words.cost.noGap;
    small = "";
  }

  return {
    heading,
    shown: true as const,
    scenario: words.cost.scenario,
    headline,
    small,
    ends: [low, high] as const,
    annual: lines?.recoverable ? money(lines.annualNewRevenue) : null,
    beside,
    levers: leverRows(),
    leversTitle: words.cost.leversTitle,
    together: lines?.recoverable ? words.cost.together : null,
    formula: formulaRows(),
    constants: words.cost.constants,
  };

  function formulaRows(): [label: string, value: string][] {
    const { perLayerShareLow, perLayerShareHigh } = bank.model.cost;
    const gaps = bank.layers.map(({ id }) => ((100 - result.exact[id]) / 100).toFixed(2).replace(/^0/, ""));
    const revenue: [string, string][] = lines
      ? [
          ["New deals a month × 12", `${plain(sizing.z_opps ?? 0)} × 12 = ${plain(12 * (sizing.z_opps ?? 0))}`],
          ["× first-year value × share won", `${money(sizing.z_acv ?? 0)} × ${plain(sizing.z_win ?? 0)}%`],
          ["New revenue a year at today’s rates", money(lines.annualNewRevenue)],
        ]
      : [];
    return [
      ...revenue,
      ["Gap per layer, in order", gaps.join("  ")],
      [
        "Loss per full gap, low and high case",
        `${plain(100 * perLayerShareLow)}% and ${plain(100 * perLayerShareHigh)}%`,
      ],
      ["Recoverable share, after compounding", `${ends.low}% and ${ends.high}%`],
    ];
  }

  function leverRows(): [lever: string, effect: string][] {
    const gain = lines?.recoverable ? fill(words.cost.gain, { amount: money(lines.tenPercentMore) }) : null;
    const more = gain
      ? [words.cost.volume, words.cost.value, words.cost.win].map((lever): [string, string] => [lever, gain])
      : [];
    if (result.cycleDaysSooner === null) return more;
    return [...more, [words.cost.cycle, fill(words.cost.sooner, { days: plain(result.cycleDaysSooner) })]];
  }
}
