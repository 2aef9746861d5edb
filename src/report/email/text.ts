import type { Since } from "#src/report/parts/source.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface EmailSource {
  report: Report;
  words: PageWords;
  site: Site;
  resultUrl: string;
  /** Where a call is asked for; none where the site offers none. */
  callUrl?: string | null;
  notYouUrl: string;
  /** Whether unknown answers may be given no more: then nothing leads there. */
  isLate?: boolean;
}

function sinceText({ lines, lede, done, fell, moved }: Since): string[] {
  const fallen = fell
    ? [`${fell.heading}:`, ...fell.lines.map(({ prompt, from, to }) => `- ${prompt} ${from} > ${to}`)]
    : [];
  const called = done ? [`${done.heading}: ${done.lines.join("; ")}`] : [];
  return [lines.join(" "), lede, ...called, ...fallen, moved];
}

/** The text part of the report e-mail: the same words in the same order, for programs that show no HTML. */
export function emailText({ report, words, site, resultUrl, callUrl, notYouUrl, isLate }: EmailSource): string {
  const { verdict, overall, dominant, evidence, fixes, order, cost, checks, unknown, contradictions, confidence } =
    report;
  const mail = words.mailWords;
  const parts: (string | null)[][] = [
    [`${report.instrument}, ${report.date}`],
    report.since ? sinceText(report.since) : [],
    [
      verdict.title,
      verdict.sentence,
      ...(verdict.misses
        ? [
            `${verdict.misses.heading}:`,
            ...verdict.misses.rows.map(({ topic, finding, act }) => `- ${topic}. ${finding} ${act}`),
            verdict.misses.unknown,
            verdict.misses.besides,
          ]
        : []),
      `${words.result.doFirst}: ${verdict.doFirst}`,
      `${words.result.notThat}: ${verdict.notThat}`,
      verdict.early,
    ],
    [
      `${overall.score} ${overall.of}: ${overall.band}. ${overall.likely}. ${words.result.confidence}: ${confidence.level}; ${report.answered}.`,
      overall.sentence,
    ],
    [dominant.headline, dominant.note, dominant.mostLikely, report.unreliable],
    report.layers.map(
      ({ name, score, status, range: [low, high], sentence }) =>
        `${name}: ${score}, ${status}. ${fill(words.result.likely, { low, high })}. ${sentence}`,
    ),
    [
      evidence.heading,
      evidence.intro,
      ...evidence.rows.map(({ question, answer, why }) => `- ${question} “${answer}”. ${why}`.trim()),
      evidence.atFull,
    ],
    [
      fixes.heading,
      fixes.intro,
      ...fixes.list.map(
        ({ title, layer, body, when, proof }, place) =>
          `${place + 1}. ${title}. ${layer}. ${body} (${when})\n   ${words.result.doneWhen}: ${proof}`,
      ),
      ...fixes.protect.map(
        ({ topic, layer, proof }) => `- ${topic} (${layer}). ${words.result.protectProof}: ${proof}`,
      ),
    ],
    [
      order.heading,
      order.sentence,
      ...order.list.map(({ name, score, status, act, notes }, place) =>
        `${place + 1}. ${name}: ${score}, ${status}. ${[...(act ? [`${act}.`] : []), ...notes].join(" ")}`.trim(),
      ),
    ],
    cost.shown
      ? [
          cost.heading,
          `${cost.headline} ${cost.small}`.trim(),
          cost.scenario,
          ...cost.formula.map(([label, value]) => `${label}: ${value}`),
          cost.formula.length > 0 ? cost.constants : null,
          ...(cost.share
            ? [
                `${cost.share.title}. ${cost.share.lead}`,
                ...cost.share.rows.map(({ name, share }) => `${name}: ${share}`),
              ]
            : []),
          ...cost.beside.map(({ figure, text }) => `${figure}: ${text}`),
          ...(cost.levers.length > 0 ? [`${cost.leversTitle}:`] : []),
          ...cost.levers.map(([lever, effect]) => `${lever}: ${effect}`),
          cost.together,
        ]
      : [cost.heading, cost.why],
    ...checks.list.map(({ title, lead, count, lines }) => [
      `${title}: ${count}. ${lead}`,
      ...lines.map(({ word, text, said }) => `- ${word}: ${text}. ${said}`),
    ]),
    unknown
      ? [
          unknown.heading,
          unknown.intro,
          ...unknown.rows.map(
            ({ question, layer, lookUp, inFix, decides }) =>
              `- ${[question, `(${layer})`, decides].filter(Boolean).join(" ")}\n  ${inFix ?? `${words.result.lookUp}: ${lookUp}`}`,
          ),
          ...(isLate ? [] : [`${unknown.close}: ${resultUrl}#unknown`]),
        ]
      : [],
    contradictions.questions.length > 0
      ? [
          contradictions.heading,
          contradictions.sentence,
          ...contradictions.questions.map((question) => `- ${question}`),
        ]
      : [],
    [confidence.heading, confidence.sentence, ...confidence.flags],
    [`${mail.open}: ${resultUrl}`, mail.anyone],
    callUrl ? [site.call.headline, site.call.offer, `${mail.call}: ${callUrl}`] : [],
    [
      fill(mail.asked, { site: site.name }),
      fill(mail.replyTo, { email: site.sender.replyTo }),
      `${mail.notYou}: ${notYouUrl}`,
    ],
  ];
  const written = parts.map((part) => part.filter((line) => line !== null && line !== "").join("\n"));
  return `${written.filter((part) => part !== "").join("\n\n")}\n`;
}
