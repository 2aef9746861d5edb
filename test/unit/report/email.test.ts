import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONTENT, readContent } from "#src/content.ts";
import { sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import { paths } from "#src/paths.ts";
import { reportEmail } from "#src/report/email/email.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { bank, banks } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const PUBLIC_URL = "https://plumb.example";
/** Gmail clips a message that is larger. */
const LARGEST = 102 * 1024;

/** The five samples with what section 13 of the method says of them. Amounts only where it names them. */
const SAMPLES = [
  { file: "solo-consultant", fixes: 3, scores: [13, 0, 13, 25, 13], overall: "9", band: "Improvised", range: null },
  {
    file: "software-firm",
    fixes: 3,
    scores: [40, 15, 30, 35, 40],
    overall: "27",
    band: "Fragmented",
    range: "£52,000 to £150,000",
  },
  {
    file: "agency",
    fixes: 3,
    scores: [50, 65, 50, 60, 60],
    overall: "55",
    band: "Taking shape",
    range: "£39,000 to £110,000",
  },
  { file: "boutique", fixes: 2, scores: [100, 100, 75, 88, 50], overall: "73", band: "Taking shape", range: null },
  { file: "new-coo", fixes: 3, scores: [50, 10, 15, 20, 50], overall: "23", band: "Improvised", range: null },
];

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decoded = (html: string) =>
  html
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole);
/** What a reader sees: no tags, no head, blanks run together. */
const seen = (html: string) =>
  decoded(html.replace(/<head>.*<\/head>/s, " ").replace(/<[^>]+>/g, " ")).replace(/\s+/gu, " ");
const oneLine = (text: string) => text.replace(/\s+/gu, " ");

function mail(file: string) {
  const sample = readContent(join(CONTENT, "samples"), `${file}.yaml`, samplesFile);
  const scored = sampleAnswers(bank, sample);
  const { instrument, context, sizing } = sample;
  const result = score(bank, instrument, { answers: scored, context, sizing });
  const completedAt = Date.UTC(2026, 10, 22, 9);
  const assessment = { instrument, completedAt, scored, revision: 1, sizing, currency: site.currency, result };
  const made = report({ banks, words, site, assessment });
  const resultUrl = paths.absolute(PUBLIC_URL, paths.result("reference-of-128-bits"));
  const notYouUrl = paths.absolute(PUBLIC_URL, paths.notYou("delivery.signature"));
  const { subject, html, text } = reportEmail({ report: made, words: words.pages, site, resultUrl, notYouUrl });
  return { result, made, subject, html, text, resultUrl, notYouUrl, both: [seen(html), oneLine(text)] };
}

const attribute = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => decoded(value));

describe.each(SAMPLES)("The report e-mail of $file", ({ file, fixes, scores, overall, band, range }) => {
  const { result, made, subject, html, text, resultUrl, notYouUrl, both } = mail(file);

  it("says the overall score and the band in the subject, the HTML and the text", () => {
    for (const part of [subject, ...both]) {
      expect(part).toMatch(new RegExp(`\\b${overall}\\b`));
      expect(part).toContain(band);
    }
  });

  it("says the verdict, the dominant layer and why in both parts", () => {
    const { verdict, dominant } = made;
    const said = [
      verdict.title,
      verdict.sentence,
      verdict.early,
      dominant.headline,
      dominant.note,
      dominant.mostLikely,
    ];
    for (const part of both)
      for (const sentence of [...said, made.unreliable]) if (sentence) expect(part).toContain(sentence);
  });

  it("says each layer with its score, its status, its likely range and its sentence, in order, in both parts", () => {
    expect(made.layers.map(({ score: points }) => points)).toEqual(scores);
    for (const part of both) {
      let place = 0;
      for (const { name, score: points, status, sentence, range: likely } of made.layers) {
        const [low, high] = likely;
        const line = new RegExp(`${name}:? ${points},? ${status}\\b.{0,8}Likely ${low} to ${high}\\. `);
        const found = part.slice(place).search(line);
        expect(found).toBeGreaterThanOrEqual(0);
        place += found;
        expect(part.slice(place)).toContain(sentence);
      }
    }
  });

  it("shows the answers behind the layer in both parts", () => {
    expect(made.evidence.rows.length).toBeGreaterThan(1);
    for (const part of both)
      for (const { question, answer, why } of made.evidence.rows) {
        expect(part).toContain(question);
        expect(part).toContain(answer);
        expect(part).toContain(why);
      }
  });

  it("gives the first fixes in order, each with owner, days and proof, in both parts", () => {
    expect(made.fixes.list.map(({ item }) => item)).toEqual(result.fixes.map(({ item }) => item));
    expect(made.fixes.list).toHaveLength(fixes);
    for (const part of both) {
      let place = 0;
      for (const { title, body, when, proof } of made.fixes.list) {
        for (const sentence of [title, body, when, proof]) expect(part.slice(place)).toContain(sentence);
        place = part.indexOf(title, place);
      }
    }
  });

  it("gives the order of work in both parts", () => {
    for (const part of both) {
      expect(part).toContain(made.order.sentence);
      for (const [place, { name, notes }] of made.order.list.entries())
        for (const sentence of [`${place + 1}. ${name}`, ...notes]) expect(part).toContain(sentence);
    }
  });

  it("gives the cost with its formula and constants in both parts, or says why there is none", () => {
    const { cost } = made;
    expect(cost.shown).toBe(file !== "new-coo");
    const lines = cost.shown
      ? [cost.headline, cost.small, cost.scenario, cost.constants, ...cost.formula.flat().map(oneLine)]
      : [cost.why];
    const beside = cost.shown ? cost.beside.flatMap(({ figure, text: line }) => [figure, line]) : [];
    for (const part of both) {
      for (const line of [...lines, ...beside]) expect(part).toContain(line);
      if (range) expect(part).toContain(range);
      else expect(part).not.toMatch(/\p{Sc}/u);
    }
  });

  it("links to the result, to its open questions and to the way out in both parts, absolute and from PUBLIC_URL", () => {
    const links = [notYouUrl, resultUrl, ...(made.unknown ? [`${resultUrl}#unknown`] : [])].toSorted();
    expect(attribute(html, "href").toSorted()).toEqual(links);
    expect((text.match(/https?:\/\/\S+/g) ?? []).toSorted()).toEqual(links);
    for (const link of attribute(html, "href")) expect(link).toMatch(/^https:\/\/plumb\.example\//);
  });

  it("says that anyone with the link can read the answers, and on which site it was asked for", () => {
    for (const part of both) {
      expect(part).toContain("Anyone with this link can read your answers.");
      expect(part).toContain(site.name);
      expect(part).toContain(site.sender.replyTo);
    }
  });

  it("is small enough not to be clipped", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(LARGEST);
    expect(Buffer.byteLength(text)).toBeLessThan(LARGEST);
  });

  it("uses only what mail programs show: tables and inline styles, nothing that has to be fetched", () => {
    expect(html).not.toMatch(/<(svg|script|link|img|form|iframe|video|object|base)\b/i);
    expect(html).not.toMatch(/\s(class|id|src|srcset|background|on\w+)=/i);
    for (const style of attribute(html, "style"))
      expect(style).not.toMatch(/url\(|var\(|\bflex\b|\bgrid\b|position:|float:|calc\(|@/i);
    for (const [, tag = ""] of html.matchAll(/<table\b([^>]*)>/g)) expect(tag).toContain('role="presentation"');
  });

  it("has a doctype, a language, a title, and a hidden preheader that comes first", () => {
    expect(html).toMatch(/^<!doctype html><html lang="en-GB">/);
    expect(html).toContain('<meta charset="utf-8"');
    expect(decoded(html.match(/<title>(.*?)<\/title>/)?.[1] ?? "")).toBe(subject);
    expect(html).toMatch(/<body[^>]*><div style="[^"]*display:none[^"]*">[^<]{40,150}<\/div>/);
  });

  it("puts no layer first in the preheader but the one that the order of work begins with", () => {
    const preheader = decoded(html.match(/<body[^>]*><div[^>]*>([^<]*)<\/div>/)?.[1] ?? "");
    const first = bank.layers.find(({ id }) => id === result.sequence[0])?.name;
    for (const { name } of bank.layers) if (preheader.includes(`${name} comes first`)) expect(name).toBe(first);
  });

  it("leaves no brace, no number that is none, and no exclamation mark", () => {
    for (const part of [subject, ...both]) expect(part).not.toMatch(/[{}!]|undefined|NaN|\bnull\b|\[object/);
  });

  it("is the same every time, so that a retry sends the same bytes", () => {
    const again = mail(file);
    expect(again.html).toBe(html);
    expect(again.text).toBe(text);
  });
});

describe("The report e-mail", () => {
  it("says of E2 what the method says, in both parts", () => {
    const { both } = mail("software-firm");
    for (const part of both) {
      for (const fact of ["Your dominant failure layer is Pipeline Integrity.", "Likely between 22 and 32", "£475,200"])
        expect(part).toContain(fact);
      for (const fact of ["£158,400", "17 of 47", "10.9%", "32.3%", "22 November 2026"]) expect(part).toContain(fact);
    }
  });

  it("keeps what an address of the site may contain out of the markup", () => {
    const source = mail("agency");
    const notYouUrl = `${PUBLIC_URL}/not-you/"><script>alert(1)</script>`;
    const { html } = reportEmail({
      report: source.made,
      words: words.pages,
      site,
      resultUrl: source.resultUrl,
      notYouUrl,
    });
    expect(html).not.toContain("<script");
  });
});
