import type { Source } from "#src/report/parts/source.ts";
import { specimen } from "#src/report/specimen.ts";
import {
  doubtfulDeals,
  moneyLines,
  recoverableEnds,
  recoverablePercent,
  twoSignificantFigures,
} from "#src/scoring/cost.ts";
import type { Money, Range } from "#src/scoring/result.ts";
import { amount, plain } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import type { Figure } from "./article.ts";

const TOKEN = /\{\{([^}]*)\}\}/g;

export type FigureSource = Omit<Source, "assessment">;

/** Every token of a body, such as `money.low`. */
export function tokensIn(body: string): string[] {
  return [...body.matchAll(TOKEN)].map(([, token = ""]) => token);
}

/** What the tokens of one figure say, each written as the report writes it. */
export function figureValues(source: FigureSource, figure: Figure): Record<string, string> {
  const { bank, site } = source;
  if (figure.kind === "gap")
    return ends(recoverablePercent(recoverableEnds(bank, figure.layers)), (share) => plain(share, site.language));
  if (figure.kind === "sample") return sampleValues(source, figure);
  if (figure.kind === "deals") {
    const { z_opps, z_cycle, z_open } = figure;
    const deals = doubtfulDeals(bank, { z_opps, z_cycle, z_open });
    if (!deals) return {};
    return {
      listed: plain(deals.listed, site.language),
      expected: plain(deals.expected, site.language),
      doubtful: plain(deals.doubtful, site.language),
    };
  }
  return moneyValues(site, moneyLines(recoverableEnds(bank, figure.layers), figure.sizing), figure.currency);
}

function moneyValues({ language }: Site, lines: Money | null, currency: string): Record<string, string> {
  if (!lines?.recoverable) return {};
  const money = (value: number) => amount(value, currency, language);
  return {
    annual: money(lines.annualNewRevenue),
    ...ends(lines.recoverable, money),
    ...(lines.forecastGap !== null && { forecastGap: money(lines.forecastGap) }),
  };
}

function ends([low, high]: Range, written: (value: number) => string): Record<string, string> {
  return { low: written(twoSignificantFigures(low)), high: written(twoSignificantFigures(high)) };
}

function sampleValues(
  source: FigureSource,
  { sample, currency }: Extract<Figure, { kind: "sample" }>,
): Record<string, string> {
  const { report, result } = specimen(source, sample);
  const dominant = source.bank.layers.find(({ id }) => id === result.dominant);
  return {
    overall: String(report.overall.score),
    band: report.overall.band,
    verdict: report.verdict.title,
    ...(dominant && { dominant: dominant.name }),
    ...Object.fromEntries(report.layers.map(({ id, score }) => [id, String(score)])),
    ...(currency && result.costShown && moneyValues(source.site, result.money, currency)),
  };
}

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
