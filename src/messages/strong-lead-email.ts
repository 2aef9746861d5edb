import { h } from "preact";
import { render } from "preact-render-to-string";
import { explainLead } from "#src/leads/desk/explain-lead.ts";
import type { Report } from "#src/report/report.ts";
import type { LeadScore } from "#src/scoring/lead-score.ts";
import type { DeskWords } from "#src/words/desk.ts";
import { fill } from "#src/words/phrase.ts";

export interface StrongLeadEmailSource {
  report: Pick<Report, "verdict" | "dominant">;
  words: DeskWords;
  score: LeadScore;
  /** Name or firm where one was given, else the address. */
  who: string;
  leadUrl: string;
}

/** The message that tells staff of a lead's first grade A: the three parts in words, the finding, where to read on. */
export function strongLeadEmail({ report, words, score, who, leadUrl }: StrongLeadEmailSource) {
  const { strongLead } = words;
  const { need, fit, intent } = explainLead(score, words);
  const rounded = {
    score: score.score,
    need: Math.round(score.need),
    fit: score.fit,
    intent: Math.round(score.intent),
  };
  const lines = [
    `${strongLead.intro} ${who}`,
    fill(strongLead.score, rounded),
    fill(strongLead.need, { sentence: need }),
    fill(strongLead.fit, { sentence: fit }),
    fill(strongLead.intent, { sentence: intent }),
    `${report.verdict.title} ${report.dominant.headline}`,
  ];
  const body = h(
    "body",
    null,
    ...lines.map((line) => h("p", null, line)),
    h("p", null, h("a", { href: leadUrl }, strongLead.open)),
  );
  return {
    subject: fill(strongLead.subject, { score: score.score, who }),
    html: `<!doctype html>${render(h("html", { lang: "en" }, h("head", null, h("title", null, strongLead.intro)), body))}`,
    text: `${[...lines, `${strongLead.open}: ${leadUrl}`].join("\n\n")}\n`,
  };
}
