import { readSample, type Sample, sampleAnswers } from "#src/instruments/samples.ts";
import { layerName } from "#src/report/parts/source.ts";
import { report } from "#src/report/report.ts";
import { type Change, compare } from "#src/scoring/compare.ts";
import { score } from "#src/scoring/score.ts";
import type { Example } from "./example.ts";
import type { FigureSource } from "./figures.ts";

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** One line of the comparison: a layer, or the whole. */
export interface ComparedLine {
  name: string;
  change: Change;
}

/** An answer that moved, in the words of the bank. */
export interface MovedLine {
  item: string;
  question: string;
  from: string;
  to: string;
  /** A move to or from "Not sure" goes neither up nor down. */
  way: "up" | "down" | "unknown";
}

/** A fictional firm at both times, scored and compared now by the code that does it for a visitor. */
export function workedExample(source: FigureSource, { slug, retake }: Example) {
  const sample = readSample(slug);
  const first = sitting(source, sample, 0);
  const again = sitting(source, { ...sample, ...retake }, retake.weeks * WEEK);
  const comparison = compare({ of: () => source.bank }, first.occasion, again.occasion);
  const overall = comparison.overall;
  const layers = source.bank.layers.flatMap(({ id, name }): ComparedLine[] =>
    comparison.layers ? [{ name, change: comparison.layers[id] }] : [],
  );
  const moved = comparison.moved.map(({ item, from, to, credits }): MovedLine => {
    const { prompt, labelOf } = itemWords(source, item);
    return { item, question: prompt, from: labelOf(from), to: labelOf(to), way: wayOf(credits) };
  });
  return { sample, first, again, overall, layers, moved };
}

function sitting(source: FigureSource, sample: Sample, completedAt: number) {
  const { instrument } = sample;
  const answers = sampleAnswers(source.bank, sample);
  const result = score(source.bank, instrument, { ...sample, answers });
  const assessment = { ...sample, completedAt, scored: answers, revision: 1, currency: source.site.currency, result };
  const { dominant } = result;
  return {
    occasion: { instrument, completedAt, answers, result },
    result,
    report: report({ ...source, banks: { of: () => source.bank }, assessment }),
    /** The layer that is named first, or null when all hold. */
    named: dominant === null ? null : layerName(source.bank, dominant),
  };
}

const wayOf = (credits: number | null) => (credits === null ? "unknown" : credits > 0 ? "up" : "down");

function itemWords({ bank }: FigureSource, id: string) {
  const item = bank.items.find((one) => one.id === id);
  return {
    prompt: item?.prompt ?? id,
    labelOf: (option: string) =>
      item?.options.find((one) => one.id === option)?.label ?? item?.dontKnow.label ?? option,
  };
}
