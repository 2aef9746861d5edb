import { h } from "preact";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { cell, type Look, row, scoreBar, table, underHairline } from "./tables.ts";

/** The overall score beside what it means. */
export function overallScore({ overall, confidence, answered }: Report, words: PageWords, { inks, serif, sans }: Look) {
  const top = `border-top:2px solid ${inks.ink}`;
  return table(
    { width: "100%" },
    row(
      cell(
        `${top};padding-top:12px;${serif(64, 64)};color:${inks.ink}`,
        { width: 116, valign: "top" },
        String(overall.score),
      ),
      cell(
        `${top};padding-top:16px;${sans(15, 23)};color:${inks.quiet}`,
        { valign: "top" },
        h("span", { style: `${serif(24, 30)};color:${inks.ink}` }, overall.band),
        h("br", null),
        `${overall.likely}, ${overall.of}. ${words.result.confidence}: ${confidence.level}; ${answered}.`,
        h("br", null),
        overall.sentence,
      ),
    ),
  );
}

/** A bar a layer with its score, its status and its sentence. */
export function layerBars({ layers: lines }: Report, likely: string, { inks, serif, sans }: Look) {
  const rows = lines.flatMap(({ name, score, status, sentence, range: [low, high], accent, rangeOnly }) => {
    const color = accent ? inks.line : inks.ink;
    return [
      row(
        cell(`${underHairline(inks, "14px 0 6px")};${sans(15, 20, "bold")};color:${color}`, {}, name),
        cell(
          `${underHairline(inks, "14px 0 6px")};${sans(15, 20)};color:${color}`,
          { align: "right" },
          h("span", { style: serif(22, 20) }, String(score)),
          "\u00a0 ",
          h("b", null, status),
        ),
      ),
      row(cell("padding:0 0 6px", { colspan: 2 }, scoreBar(rangeOnly ? 0 : score, accent, inks))),
      row(
        cell(
          `padding:0 0 14px;${sans(13, 18)};color:${inks.faint}`,
          { colspan: 2 },
          `${fill(likely, { low, high })}. ${sentence}`,
        ),
      ),
    ];
  });
  return table({ width: "100%" }, ...rows);
}
