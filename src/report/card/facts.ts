import type { LayerLine } from "#src/report/parts/layers.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";

/** What other sites show for a link to a page. */
export interface CardTag {
  title: string;
  description: string;
  /** Absolute, or a path that the layout makes absolute. */
  image: string;
  alternative: string;
}

/** All that a card says: no verdict, no answer, no date, nothing that leads to a person or to the private page. */
export interface CardFacts {
  instrument: string;
  score: number;
  of: string;
  band: string;
  likely: string;
  layers: Pick<LayerLine, "number" | "name" | "score" | "status" | "range">[];
}

/** The facts of a report's card, and nothing besides: what is not here can be neither drawn nor shared. */
export function cardFacts({
  instrument,
  overall,
  layers,
}: Pick<Report, "instrument" | "overall" | "layers">): CardFacts {
  return {
    instrument,
    score: overall.score,
    of: overall.of,
    band: overall.band,
    likely: overall.likely,
    layers: layers.map(({ number, name, score, status, range }) => ({ number, name, score, status, range })),
  };
}

/** The card in words, for whoever does not see it. */
export function cardAltText({ instrument, score, band, layers }: CardFacts, words: PageWords["share"]): string {
  const each = layers.map((layer) => `${layer.name} ${layer.score} ${layer.status}`).join(", ");
  return fill(words.alternative, { instrument, score, band, layers: each });
}
