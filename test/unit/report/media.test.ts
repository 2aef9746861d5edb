import { beforeAll, describe, expect, it } from "vitest";
import { reportEmail } from "#src/report/email/email.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import type { Report } from "#src/report/report.ts";
import { fill } from "#src/words/phrase.ts";
import { run, seen } from "#test/support/media.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { SAMPLES, sampleSource } from "#test/support/sample-reports.ts";
import { words } from "#test/support/words.ts";

/** What each medium must say of an assessment, as the page takes it from the report. */
function facts(report: Report): string[] {
  const { verdict, overall, dominant, layers, unreliable, evidence, fixes, order, cost } = report;
  const { checks, unknown, confidence, answered } = report;
  const { misses } = verdict;
  const whole = (...parts: (string | number | null)[]) => parts.filter((part) => part !== null).map(String);
  return [
    ...whole(verdict.title, verdict.sentence, verdict.early, overall.score, overall.band, overall.likely, answered),
    ...whole(verdict.doFirst, verdict.notThat),
    ...(misses ? whole(misses.unknown, misses.besides) : []),
    ...(misses?.rows ?? []).flatMap(({ topic, finding, act }) => [topic, finding, act]),
    ...whole(overall.sentence, dominant.headline, dominant.note, dominant.mostLikely, unreliable),
    ...layers.flatMap(({ name, score, status, range: [low, high], sentence }) => [
      ...whole(name, score, status, sentence),
      fill(words.pages.result.likely, { low, high }),
    ]),
    ...evidence.rows.flatMap(({ question, answer, why }) => [question, answer, why]),
    ...whole(fixes.intro),
    ...fixes.list.flatMap(({ title, body, when, proof }) => [title, body, when, proof]),
    ...fixes.protect.flatMap(({ topic, layer, proof }) => [topic, layer, proof]),
    ...whole(order.sentence),
    ...order.list.flatMap(({ name, score, status, act, notes }) => whole(name, `${score}, ${status}.`, act, ...notes)),
    ...checks.list.flatMap(({ title, lead, count, lines }) => [
      ...[title, lead, count],
      ...lines.flatMap(({ word, text, said }) => [word, text, said]),
    ]),
    ...(unknown ? [unknown.heading, unknown.intro] : []),
    ...(unknown?.rows ?? []).flatMap(({ question, layer, lookUp, decides }) => whole(question, layer, lookUp, decides)),
    ...[confidence.heading, confidence.sentence, ...confidence.flags],
    ...(cost.shown
      ? [
          ...whole(cost.headline, cost.small, cost.scenario, cost.constants),
          ...cost.formula.flat(),
          ...cost.beside.flatMap(({ figure, text }) => [figure, text]),
          ...cost.levers.flat(),
          ...(cost.levers.length > 0 ? [cost.leversTitle] : []),
          ...whole(cost.together),
          ...(cost.share ? [cost.share.title, cost.share.lead] : []),
          ...(cost.share?.rows ?? []).flatMap(({ name, share }) => [`${name}`, String(share)]),
        ]
      : [cost.why]),
  ];
}

describe.each(SAMPLES)("The media of the sample %s", (name) => {
  const source = sampleSource(name);
  const { report, site } = source;
  const email = reportEmail({
    report,
    words: words.pages,
    site,
    resultUrl: "https://plumb.example/results/abc",
    notYouUrl: "https://plumb.example/not-you/abc",
  });
  let pdf = "";
  beforeAll(async () => {
    pdf = run((await readPdf(await reportPdf(source))).texts.join(""));
  });

  it.each([
    ["the text of the e-mail", () => run(email.text)],
    ["the HTML of the e-mail", () => run(seen(email.html))],
    ["the PDF", () => pdf],
  ] as const)("say the same in %s as on the page", (_, said) => {
    const text = said();
    expect(facts(report).filter((fact) => !text.includes(run(fact)))).toEqual([]);
  });

  it("say in the PDF what the page adds to the message", () => {
    const { contradictions, confidence, method } = report;
    const { leak, recoverable } = words.pages.pdf;
    const more = [
      ...[contradictions.sentence, ...contradictions.questions],
      ...confidence.facts.flatMap(({ figure, text }) => [figure, text]),
      ...[method.heading, report.bankVersion, report.modelVersion],
      ...(report.cost.shown ? [leak, recoverable] : []),
    ];
    expect(more.filter((fact) => !pdf.includes(run(fact)))).toEqual([]);
  });
});
