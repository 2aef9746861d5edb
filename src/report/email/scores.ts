import { h } from "preact";
import { LIGHT } from "#src/ink.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { cell, row, sans, scoreBar, serif, table, underHairline } from "./tables.ts";

/** The overall score beside what it means. */
export function overallScore({ overall, confidence, answered }: Report, words: PageWords) {
  const top = `border-top:2px solid ${LIGHT.ink}`;
  return table(
    { width: "100%" },
    row(
      cell(
        `${top};padding-top:12px;${serif(64, 64)};color:${LIGHT.ink}`,
        { width: 150, valign: "top" },
        String(overall.score),
      ),
      cell(
        `${top};padding-top:16px;${sans(15, 23)};color:${LIGHT.quiet}`,
        { valign: "top" },
        h("span", { style: `${serif(24, 30)};color:${LIGHT.ink}` }, overall.band),
        h("br", null),
        `${overall.likely}, of 100. ${words.result.confidence}: ${confidence.level}; ${answered}.`,
        h("br", null),
        overall.sentence,
      ),
    ),
  );
}

/** A bar a layer with its score, its status and its sentence. */
export function layerBars({ layers: lines }: Report, likely: string, line: string) {
  const rows = lines.flatMap(({ name, score, status, sentence, range: [low, high], accent, rangeOnly }) => {
    const color = accent ? line : LIGHT.ink;
    return [
      row(
        cell(`${underHairline("14px 0 6px")};${sans(15, 20, "bold")};color:${color}`, {}, name),
        cell(
          `${underHairline("14px 0 6px")};${sans(15, 20)};color:${color}`,
          { align: "right" },
          h("span", { style: serif(22, 20) }, String(score)),
          "\u00a0 ",
          h("b", null, status),
        ),
      ),
      row(cell("padding:0 0 6px", { colspan: 2 }, scoreBar(rangeOnly ? 0 : score, accent, line))),
      row(
        cell(
          `padding:0 0 14px;${sans(13, 18)};color:${LIGHT.faint}`,
          { colspan: 2 },
          `${fill(likely, { low, high })}. ${sentence}`,
        ),
      ),
    ];
  });
  return table({ width: "100%" }, ...rows);
}
