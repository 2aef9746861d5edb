import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface EmailSource {
  report: Report;
  words: PageWords;
  site: Site;
  resultUrl: string;
  notYouUrl: string;
}

/** The text part of the report e-mail: the same words in the same order, for programs that show no HTML. */
export function emailText({ report, words, site, resultUrl, notYouUrl }: EmailSource): string {
  const { verdict, overall, dominant, evidence, fixes, order, cost, confidence } = report;
  const mail = words.mailWords;
  const parts: (string | null)[][] = [
    [`${report.instrument}, ${report.date}`],
    [verdict.title, verdict.sentence, verdict.early],
    [
      `${overall.score} of 100: ${overall.band}. ${overall.likely}. ${words.result.confidence}: ${confidence.level}.`,
      overall.sentence,
    ],
    [dominant.headline, dominant.note, dominant.mostLikely, dominant.basis, report.unreliable],
    report.layers.map(
      ({ name, score, status, range: [low, high], sentence }) =>
        `${name}: ${score}, ${status}. ${fill(mail.likely, { low, high })}. ${sentence}`,
    ),
    [evidence.heading, ...evidence.rows.map(({ question, answer, why }) => `- ${question} "${answer}". ${why}`)],
    [
      fixes.heading,
      fixes.intro,
      ...fixes.list.map(
        ({ title, body, owner, withinDays, proof }, place) =>
          `${place + 1}. ${title}. ${body} (${fill(words.result.within, { owner, days: withinDays })})\n   ${words.result.doneWhen}: ${proof}`,
      ),
      ...fixes.protect.map(
        ({ topic, layer, proof }) => `- ${topic} (${layer}). ${words.result.protectProof}: ${proof}`,
      ),
    ],
    [
      order.heading,
      order.sentence,
      ...order.list.map(
        ({ name, score, status, notes }, place) => `${place + 1}. ${name}: ${score}, ${status}. ${notes.join(" ")}`,
      ),
    ],
    cost.shown
      ? [
          cost.heading,
          `${cost.headline} ${cost.small}`.trim(),
          cost.scenario,
          ...cost.formula.map(([label, value]) => `${label}: ${value}`),
          cost.constants,
          ...cost.beside.map(({ figure, text }) => `${figure}: ${text}`),
          ...cost.levers.map(([lever, effect]) => `${lever}: ${effect}`),
        ]
      : [cost.heading, cost.why],
    [`${mail.open}: ${resultUrl}`, mail.anyone],
    [
      fill(mail.asked, { site: site.name }),
      fill(mail.replyTo, { email: site.sender.replyTo }),
      `${mail.notYou}: ${notYouUrl}`,
    ],
  ];
  return `${parts.map((part) => part.filter((line) => line !== null && line !== "").join("\n")).join("\n\n")}\n`;
}
