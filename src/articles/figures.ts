import { amount, plain } from "../report/phrase.ts";
import type { Source } from "../report/source.ts";
import { specimen } from "../report/specimen.ts";
import { doubtfulDeals, moneyLines, recoverablePercent, twoSignificantFigures } from "../scoring/cost.ts";
import type { Range } from "../scoring/result.ts";
import type { Figure } from "./article.ts";

/** The articles state the inputs of their examples in pounds, whatever a brand's own currency is. */
const CURRENCY = "GBP";
const TOKEN = /\{\{([^}]*)\}\}/g;

export type FigureSource = Omit<Source, "assessment">;

/** Every token of a body, such as `money.low`. */
export function tokensIn(body: string): string[] {
  return [...body.matchAll(TOKEN)].map(([, token = ""]) => token);
}

/** What the tokens of one figure say, each written as the report writes it. */
export function figureValues(source: FigureSource, figure: Figure): Record<string, string> {
  const { bank, site } = source;
  const money = (value: number) => amount(value, CURRENCY, site.language);
  if (figure.kind === "gap") return ends(recoverablePercent(bank, figure.layers), plain);
  if (figure.kind === "sample") return sampleValues(source, figure.sample);
  if (figure.kind === "deals") {
    const { z_opps, z_cycle, z_open } = figure;
    const deals = doubtfulDeals(bank, { z_opps, z_cycle, z_open });
    if (!deals) return {};
    return { listed: plain(deals.listed), expected: plain(deals.expected), doubtful: plain(deals.doubtful) };
  }
  const lines = moneyLines(bank, figure.layers, withoutUndefined(figure.sizing));
  if (!lines?.recoverable) return {};
  return {
    annual: money(lines.annualNewRevenue),
    ...ends(lines.recoverable, money),
    ...(lines.forecastGap !== null && { forecastGap: money(lines.forecastGap) }),
  };
}

function ends([low, high]: Range, written: (value: number) => string): Record<string, string> {
  return { low: written(twoSignificantFigures(low)), high: written(twoSignificantFigures(high)) };
}

function sampleValues(source: FigureSource, name: string): Record<string, string> {
  const { report, result } = specimen(source, name);
  const dominant = source.bank.layers.find(({ id }) => id === result.dominant);
  return {
    overall: String(report.overall.score),
    band: report.overall.band,
    verdict: report.verdict.title,
    ...(dominant && { dominant: dominant.name }),
    ...Object.fromEntries(report.layers.map(({ id, score }) => [id, String(score)])),
  };
}

function withoutUndefined(sizing: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sizing).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** The values of all figures by token. */
export function tokenValues(source: FigureSource, figures: Readonly<Record<string, Figure>>): Map<string, string> {
  return new Map(
    Object.entries(figures).flatMap(([name, figure]) =>
      Object.entries(figureValues(source, figure)).map(([field, value]): [string, string] => [
        `${name}.${field}`,
        value,
      ]),
    ),
  );
}

/** Puts each token's value in its place, in whatever `wrap` makes of it. */
export function fillTokens(text: string, values: ReadonlyMap<string, string>, wrap = (value: string) => value): string {
  return text.replace(TOKEN, (_, token: string) => {
    const value = values.get(token);
    if (value === undefined) throw new RangeError(`Nothing computes {{${token}}}.`);
    return wrap(value);
  });
}
