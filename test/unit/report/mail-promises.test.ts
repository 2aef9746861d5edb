import { describe, expect, test } from "vitest";
import { composeReport } from "#src/messages/report.ts";
import { bank } from "#test/support/factories.ts";
import { SAMPLES, sampleSource } from "#test/support/sample-reports.ts";
import { site, words } from "#test/support/words.ts";

const URLS = { resultUrl: "https://x.example/r", callUrl: "https://x.example/c", notYouUrl: "https://x.example/n" };
const HEAD = { from: "d@x.example", site, words };

function mailOf(sample: string, isLate = false) {
  const { report } = sampleSource(sample);
  const { html, text } = composeReport({ to: "a@x.example", report, ...URLS, isLate, file: null }, HEAD);
  const preheader = /<body[^>]*><div[^>]*>([^<]*)<\/div>/.exec(html)?.[1] ?? "";
  return { report, html, text, preheader };
}

describe.each(SAMPLES)("The report mail of %s", (sample) => {
  const { report, text, preheader } = mailOf(sample);

  test("names beside its subject the layer whose answers it shows", () => {
    const shown = bank.items.find(({ prompt }) => text.includes(`- ${prompt} “`));
    const layer = bank.layers.find(({ id }) => id === shown?.layer)?.name;
    expect(bank.layers.filter(({ name }) => preheader.includes(name)).map(({ name }) => name)).toEqual([layer]);
  });

  test("speaks of a first fix only where it has one, and of several only where it has several", () => {
    const { list, intro } = report.fixes;
    const said = `${preheader} ${text.replace(intro, "")}`;
    if (list.length === 0) expect(said).not.toMatch(/first fix/i);
    if (list.length < 2) expect(said).not.toMatch(/first fixes/i);
  });

  test("says until when what is unknown may be answered: for thirty days after completion, at 09:30 on 22 November 2026", () => {
    expect(text.match(/Answer (it|them) before .{1,20}(?=:|, or)/g) ?? []).toEqual(
      report.unknown ? [`Answer ${report.unknown.rows.length === 1 ? "it" : "them"} before 22 December 2026`] : [],
    );
  });

  test("leads to unknown answers no more once they can be given no more", () => {
    const late = mailOf(sample, true);
    expect(`${late.html} ${late.text}`).not.toMatch(/#unknown|Answer (it|them) before/);
  });

  test("sends nobody who works alone to a colleague", () => {
    const team = sample === "solo-consultant" ? "alone" : "not alone";
    if (team === "alone") expect(text).not.toMatch(/colleague/i);
    else if (report.unknown) expect(text).toMatch(/ask a colleague/);
  });
});
