import { twoSignificantFigures } from "#src/scoring/cost.ts";
import { allTrue, firstTrue } from "#src/words/needs.ts";
import { counted } from "#src/words/numbers.ts";
import { amount, exactAmount, fill, plain } from "#src/words/phrase.ts";
import { dominantPart } from "./dominant.ts";
import { factsOf } from "./facts.ts";
import type { Source } from "./source.ts";
import { valuesOf } from "./values.ts";

/** A measured or doubtful line that stands beside the range and is never added to it. */
export interface CostLine {
  figure: string;
  text: string;
}

/**
 * Cost of the gap (method, section 8; 2.0.0, section 8): always a range, with its formula, both constants and the share of each
 * layer, and nothing at all where too much is unknown. `ends` are shares of current new revenue in percent, for the drawing.
 */
export function costPart(source: Source) {
  const { site, assessment } = source;
  const words = source.words.report.cost;
  const { result } = assessment;
  const heading = source.words.report.headings.cost;
  const facts = factsOf(source);
  if (!result.costShown) {
    const why = fill(firstTrue(words.withheld, facts).text, valuesOf(source));
    return { heading, shown: false as const, why, isUnknown: facts.gapIsUnknown || facts.tooManyUnknown };
  }

  const money = (value: number) => amount(value, currencyOf(source), site.language);
  const [low, high] = result.recoverablePercent;
  const { money: lines } = result;
  const isTooSmall = !facts.full && lines?.recoverable && money(lines.recoverable[1]) === money(0);
  const ends = { low: plain(low, site.language), high: plain(high, site.language) };
  const about = {
    low: plain(twoSignificantFigures(low), site.language),
    high: plain(twoSignificantFigures(high), site.language),
  };

  let headline = fill(words.withoutSizing, about);
  let small = fill(words.inEveryHundred, about);
  if (facts.full || isTooSmall) [headline, small] = [facts.full ? words.noGap : words.tooSmall, ""];
  else if (lines?.recoverable) {
    headline = `${money(lines.recoverable[0])} to ${money(lines.recoverable[1])}`;
    small = fill(words.withSizing, ends);
  } else if (lines) [headline, small] = [words.noRevenue, ""];
  const gains = gainRows(source, money);
  const fromUnknowns = small ? allTrue(words.fromUnknowns, facts).map((text) => fill(text, valuesOf(source))) : [];

  return {
    heading,
    shown: true as const,
    scenario: facts.full ? null : words.scenario,
    headline,
    small: [small, ...fromUnknowns].filter(Boolean).join(" "),
    ends: isTooSmall ? ([0, 0] as const) : ([low, high] as const),
    annual: lines?.recoverable ? money(lines.annualNewRevenue) : null,
    share: small === "" ? null : sharePart(source),
    beside: besideLines(source, money, small !== ""),
    levers: [...gains, ...sooner(source)],
    leversTitle: words.leversTitle,
    together: gains.length > 0 ? words.together : null,
    formula: facts.full ? [] : formulaRows(source, money),
    constants: words.constants,
  };
}

const currencyOf = ({ assessment, site }: Source) => assessment.currency || site.currency;

/** Which layer the cost falls on, of every 100; the accent only where the layer may be named. */
function sharePart(source: Source) {
  const { title, lead, layer, picture, share } = source.words.report.cost.share;
  const named = dominantPart(source);
  const rows = source.bank.layers.map(({ id, name }, place) => ({
    name,
    number: place + 1,
    share: source.assessment.result.share[id],
    accent: named.accent && named.lead === id,
  }));
  return { title, lead, columns: { layer, picture, share }, rows };
}

function besideLines(source: Source, money: (value: number) => string, hasRange: boolean): CostLine[] {
  const words = source.words.report.cost;
  const { result, sizing } = source.assessment;
  const { money: lines, doubtfulDeals: deals } = result;
  const beside: CostLine[] = [];
  if (lines?.forecastGap) {
    const gap = fill(words.forecastGap, { percent: plain(sizing.z_miss ?? 0, source.site.language) });
    beside.push({ figure: money(lines.forecastGap), text: hasRange ? `${gap} ${words.overlaps}` : gap });
  }
  if (!deals?.listed) return beside;
  const expected = plain(deals.expected, source.site.language);
  if (deals.doubtful === 0)
    return [
      ...beside,
      { figure: String(deals.listed), text: counted(words.noDoubtfulDeals, deals.listed, { expected }) },
    ];
  const { onlyOne, expected: why, ...others } = words.doubtfulDeals;
  const text = deals.listed === 1 ? onlyOne : counted(others, deals.doubtful);
  return [...beside, { figure: `${deals.doubtful} of ${deals.listed}`, text: `${text} ${fill(why, { expected })}` }];
}

function formulaRows(source: Source, money: (value: number) => string): [label: string, value: string][] {
  const { bank, assessment } = source;
  const { language } = source.site;
  const { rows } = source.words.report.cost;
  const { result, sizing } = assessment;
  const { perLayerShareLow, perLayerShareHigh } = bank.model.cost;
  const [low, high] = result.recoverablePercent.map((share) => plain(share, language));
  const { z_opps: deals = 0, z_acv: value = 0, z_win: won = 0 } = sizing;
  const revenue: [string, string][] = result.money
    ? [
        [rows.deals, `${plain(deals, language)} × 12 = ${plain(12 * deals, language)}`],
        [rows.value, `${exactAmount(value, currencyOf(source), language)} × ${plain(won, language)}%`],
        [rows.revenue, money(result.money.annualNewRevenue)],
      ]
    : [];
  return [
    ...revenue,
    [rows.gap, bank.layers.map(({ id }) => gapOf(result.exact[id])).join("  ")],
    [rows.loss, `${plain(100 * perLayerShareLow, language)}% and ${plain(100 * perLayerShareHigh, language)}%`],
    [rows.share, `${low}% and ${high}%`],
  ];
}

/** A gap from 0 to 1 with the decimals that the sum needs: ".60", ".875", "1.00". */
function gapOf(score: number): string {
  return ((100 - score) / 100).toFixed(3).replace(/0$/, "").replace(/^0/, "");
}

type Lever = [lever: string, effect: string];

function gainRows(source: Source, money: (value: number) => string): Lever[] {
  const words = source.words.report.cost;
  const { money: lines } = source.assessment.result;
  // Next to no revenue gains nothing that an amount in whole units could show.
  if (!lines?.recoverable || money(lines.tenPercentMore) === money(0)) return [];
  const gain = fill(words.gain, { amount: money(lines.tenPercentMore) });
  return [words.volume, words.value, words.win].map((lever): Lever => [lever, gain]);
}

function sooner(source: Source): Lever[] {
  const words = source.words.report.cost;
  const { cycleDaysSooner: days } = source.assessment.result;
  if (days === null) return [];
  return [[words.cycle, fill(words.sooner, { days: plain(days, source.site.language) })]];
}
