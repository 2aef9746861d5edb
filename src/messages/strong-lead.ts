import type { Message } from "#db/schema/deliveries.ts";
import { explainLead } from "#src/leads/desk/explain-lead.ts";
import type { Report } from "#src/report/report.ts";
import type { LeadScore } from "#src/scoring/lead-score.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";
import { theirResult } from "./their-result.ts";

export interface StrongLead {
  /** An address of staff; null for the first of the site. */
  to: string | null;
  report: Pick<Report, "verdict" | "dominant">;
  score: LeadScore;
  /** Name or firm where one was given, else the address. */
  who: string;
  leadUrl: string;
}

/** The mail that tells staff of a lead's first grade A: the three parts in words, the finding, where to read on. */
export function composeStrongLead({ to, report, score, who, leadUrl }: StrongLead, head: Letterhead): Message {
  const words = head.words.desk.strongLead;
  const { need, fit, intent } = explainLead(score, head.words, head.site.language);
  const rounded = { need: Math.round(score.need), fit: score.fit, intent: Math.round(score.intent) };
  return letterTo(head, to ?? head.site.staffAddress, {
    subject: fill(words.subject, { score: score.score, who }),
    title: fill(words.title, { who }),
    intro: fill(words.score, { score: score.score, ...rounded }),
    action: { label: words.open, url: leadUrl },
    afterwards: [
      fill(words.need, { sentence: need }),
      fill(words.fit, { sentence: fit }),
      fill(words.intent, { sentence: intent }),
      theirResult(report, head.words.desk),
    ],
  });
}
