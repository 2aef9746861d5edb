import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Article } from "#src/articles/article.ts";
import { articlesOf, termsOf } from "#src/articles/cross-links.ts";
import { figureValues, fillTokens, tokensIn, tokenValues } from "#src/articles/figures.ts";
import { finishHtml } from "#src/articles/finish-html.ts";
import { countWords, libraryFaults } from "#src/articles/library-faults.ts";
import { linksIn, readLink } from "#src/articles/links.ts";
import { loadReading } from "#src/articles/reading.ts";
import { CONTENT } from "#src/content.ts";
import { typeset } from "#src/typeset.ts";
import { asked } from "#test/support/factories.ts";

const { library, source, words } = loadReading();
const { articles, terms } = library;
const methodSections = [
  "answers",
  "blind-spots",
  "layers",
  "bands",
  "dominant",
  "order",
  "verdict",
  "four-yes",
  "confidence",
  "range",
  "cost",
  "change",
  "agreement",
];
const faultsWith = (change: Partial<typeof library>) =>
  libraryFaults({ ...library, ...change }, { ...source, methodSections });
const one = (slug: string) => articles.find((article) => article.slug === slug) as Article;
const changed = (slug: string, change: Partial<Article>) =>
  articles.map((article) => (article.slug === slug ? { ...article, ...change } : article));

describe("The library", () => {
  it("has at least fourteen articles and forty terms, five examples, and no fault", () => {
    expect(articles.length).toBeGreaterThanOrEqual(14);
    expect(terms.length).toBeGreaterThanOrEqual(40);
    expect(library.examples).toHaveLength(5);
    expect(faultsWith({})).toEqual([]);
    for (const layer of source.bank.layers.map(({ id }) => id))
      expect(articles.map((article) => article.layer)).toContain(layer);
  });

  it("refuses an article that is too short or too long", () => {
    const { body } = one("phantom-pipeline");
    expect(faultsWith({ articles: changed("phantom-pipeline", { body: body.slice(0, 2000) }) }).join()).toMatch(
      /phantom-pipeline\.md: has \d+ words, not 900 to 1600/,
    );
    expect(
      faultsWith({ articles: changed("phantom-pipeline", { body: `${body} ${"word ".repeat(800)}` }) }).join(),
    ).toMatch(/has \d+ words/);
  });

  it("refuses links that lead nowhere, in bodies and heads, each by its file", () => {
    const { body } = one("phantom-pipeline");
    const links = "[a](article:nothing) [b](glossary:nothing) [c](item:Z9) [d](https://firm.example) [e](item)";
    const faults = faultsWith({
      articles: changed("phantom-pipeline", { body: `${body} ${links}`, related: ["phantom-pipeline", "gone"] }),
    });
    expect(faults).toEqual([
      "articles/phantom-pipeline.md: leads to article gone, which is not there.",
      "articles/phantom-pipeline.md: is related to itself.",
      "articles/phantom-pipeline.md: leads to article nothing, which is not there.",
      "articles/phantom-pipeline.md: leads to glossary nothing, which is not there.",
      "articles/phantom-pipeline.md: leads to item Z9, which is not there.",
      "articles/phantom-pipeline.md: has the link https://firm.example, which is no link of ours.",
      "articles/phantom-pipeline.md: has the link item, which is no link of ours.",
    ]);
    const bands = terms.map((term) =>
      term.slug === "band" ? { ...term, see: ["gone"], items: ["Z9"], method: "no" } : term,
    );
    expect(faultsWith({ terms: bands })).toEqual([
      "glossary/band.md: leads to glossary gone, which is not there.",
      "glossary/band.md: leads to item Z9, which is not there.",
      "glossary/band.md: names the section no, which the method page does not have.",
    ]);
    const alone = terms.map((term) => (term.slug === "band" ? { ...term, items: [], method: undefined } : term));
    expect(faultsWith({ terms: alone })).toEqual(["glossary/band.md: names neither an item nor a section."]);
  });

  it("refuses a number that nothing computes, and a figure that no sentence uses", () => {
    const { body, figures } = one("phantom-pipeline");
    expect(
      faultsWith({ articles: changed("phantom-pipeline", { body: `${body} {{open.percent}} {{other.low}}` }) }),
    ).toEqual([
      "articles/phantom-pipeline.md: nothing computes {{open.percent}}.",
      "articles/phantom-pipeline.md: nothing computes {{other.low}}.",
    ]);
    const more = { ...figures, extra: { kind: "sample", sample: "agency" } } as const;
    expect(faultsWith({ articles: changed("phantom-pipeline", { figures: more }) })).toEqual([
      "articles/phantom-pipeline.md: the figure extra is not used.",
    ]);
  });

  it("refuses an example whose acts and answers do not tell the same story", () => {
    const examples = library.examples.map((example) =>
      example.slug === "agency"
        ? { ...example, did: [{ when: "Week 1", what: "Two things.", moved: [asked("V2"), "P5", "R5", "L1"] }] }
        : example,
    );
    expect(faultsWith({ examples })).toEqual([
      "examples/agency.yaml: no act moved the answer to V5.",
      "examples/agency.yaml: the answer to L1 did not move.",
    ]);
  });

  it("links terms and articles both ways", () => {
    for (const article of articles) {
      expect(termsOf(library, article).length, article.slug).toBeGreaterThanOrEqual(5);
      for (const term of termsOf(library, article)) expect(articlesOf(library, term)).toContain(article);
    }
    for (const term of terms) expect(articlesOf(library, term).length, term.slug).toBeGreaterThan(0);
    expect(terms.filter(({ items }) => items.length > 0).length).toBeGreaterThan(25);
    expect(new Set(terms.flatMap(({ method }) => method ?? [])).size).toBeGreaterThan(7);
  });
});

describe("Figures", () => {
  it("count doubtful deals as the method does: 8 a month for 60 days make 15.8, and 40 less 1.25 times that 20", () => {
    const values = figureValues(source, { kind: "deals", z_opps: 8, z_cycle: 60, z_open: 40 });
    expect(values).toEqual({ listed: "40", expected: "15.8", doubtful: "20" });
  });

  it("put the money of the method's example E3 as its report does", () => {
    const layers = { visibility: 50, integrity: 65, flow: 50, learning: 60, resilience: 60 };
    const sizing = { z_opps: 10, z_acv: 24_000, z_win: 20 };
    const money = (currency: string) => figureValues(source, { kind: "money", currency, layers, sizing });
    expect(money("GBP")).toEqual({ annual: "£576,000", low: "£39,000", high: "£110,000" });
    expect(money("EUR")).toMatchObject({ annual: "€576,000" });
  });

  it("say the gap in percent: one layer missing altogether loses 3% to 8%, so 3.1% to 8.7% more would come", () => {
    const layers = { visibility: 0, integrity: 100, flow: 100, learning: 100, resilience: 100 };
    expect(figureValues(source, { kind: "gap", layers })).toEqual({ low: "3.1", high: "8.7" });
  });

  it("read a sample as its result page does: E2 is 27, Fragmented, a tool without a system", () => {
    const values = figureValues(source, { kind: "sample", sample: "software-firm" });
    expect(values).toMatchObject({
      overall: "27",
      band: "Fragmented",
      verdict: "You have a tool, not yet a system.",
      dominant: "Pipeline Integrity",
      integrity: "15",
    });
  });

  it("read the money of a sample from its result: E2 has a gap of 52,000 to 150,000 on 475,200 a year, and missed 158,400", () => {
    const figure = { kind: "sample", sample: "software-firm" } as const;
    expect(figureValues(source, { ...figure, currency: "GBP" })).toMatchObject({
      annual: "£475,200",
      low: "£52,000",
      high: "£150,000",
      forecastGap: "£158,400",
    });
    expect(figureValues(source, figure)).not.toHaveProperty("annual");
    const { model } = source.bank;
    const unsure = { ...model, dominant: { ...model.dominant, blindShare: 0 } };
    const hidden = { ...source, bank: { ...source.bank, model: unsure } };
    expect(figureValues(hidden, { ...figure, currency: "GBP" })).not.toHaveProperty("annual");
  });

  it("fill every token of every article, and refuse one without a value", () => {
    for (const { slug, body, figures } of articles) {
      expect(tokensIn(body).length, slug).toBeGreaterThan(0);
      expect(fillTokens(body, tokenValues(source, figures)), slug).not.toContain("{{");
    }
    expect(() => fillTokens("{{a.low}}", new Map())).toThrow("Nothing computes {{a.low}}.");
  });
});

describe("What Markdown made", () => {
  it("gets addresses, marked numbers with one note, and tables that scroll by themselves", () => {
    const html =
      '<h2 id="x">A <em>head</em></h2><table><thead><tr><th></th><th>B</th></tr></thead><tbody><tr><td>{{a.low}}</td></tr></tbody></table><p><a href="item:P2">q</a> <a href="method">m</a> {{a.low}}</p>';
    expect(finishHtml(html, { values: new Map([["a.low", "<1"]]), note: "<p>Note</p>" })).toBe(
      '<h2 id="x">A <em>head</em></h2><div class="prose__scroll" tabindex="0" role="group" aria-label="A head"><table><thead><tr><td></td><th scope="col">B</th></tr></thead><tbody><tr><td><span class="computed num">&lt;1</span></td></tr></tbody></table></div><p>Note</p><p><a href="/method#question-P2">q</a> <a href="/method">m</a> <span class="computed num">&lt;1</span></p>',
    );
    expect(() => finishHtml('<a href="javascript:alert(1)">x</a>', { values: new Map() })).toThrow("no link of ours");
  });

  it("has quotation marks as a printer sets them", () => {
    expect(typeset(`"So," it's ('said') "no".`)).toBe("“So,” it’s (‘said’) “no”.");
  });

  it("counts words as a reader does", () => {
    expect(countWords("One [two three](glossary:four-five) six, £7,000 is 8%. | a |")).toBe(8);
  });

  it("reads only links of its own kinds", () => {
    expect(linksIn("[a](article:b) [c](method)").map(readLink)).toEqual([
      { kind: "article", target: "b" },
      { kind: "method", target: "" },
    ]);
    for (const written of ["method:x", "article", "article:a:b", "/a", "mailto:x"])
      expect(readLink(written)).toBeNull();
  });
});

describe("Words", () => {
  const FORBIDDEN =
    /\b(quiz|survey|pillar|percentile|benchmark|validated|unlock\w*|leverag\w*|game.chang\w*|seamless\w*|robust\w*|synerg\w*|best.in.class|world.class|supercharg\w*|our clients|we have seen|in today's)\b|!|—/i;
  const texts: [file: string, text: string][] = [
    ...articles.map(({ slug }): [string, string] => [`articles/${slug}.md`, read(`articles/${slug}.md`)]),
    ...terms.map(({ slug }): [string, string] => [`glossary/${slug}.md`, read(`glossary/${slug}.md`)]),
    ...library.examples.map(({ slug }): [string, string] => [`examples/${slug}.yaml`, read(`examples/${slug}.yaml`)]),
    ["words/reading.yaml", JSON.stringify(words.reading)],
  ];

  it.each(texts)("of %s are plain: no hype, no exclamation mark, no em dash", (_file, text) => {
    expect(FORBIDDEN.exec(text)?.[0]).toBeUndefined();
  });

  it.each(articles.map(({ slug }) => slug))("of %s name a source wherever they quote a study", (slug) => {
    const { body, sources } = one(slug);
    const quotes = /\b(researchers|audit of|study of|studied|as reported by|published in|according to)\b[^.]*\d/i.test(
      body,
    );
    if (quotes) expect(sources.length).toBeGreaterThan(0);
    for (const { claim } of sources) {
      const figures = claim.match(/\d[\d,.]*\d|\d/g) ?? [];
      for (const figure of figures) expect(body).toContain(figure);
    }
  });

  it.each(articles.map(({ slug }) => slug))(
    "of %s answer at once: 40 to 75 words in the box, 30 to 80 in an answer",
    (slug) => {
      const { answer, questions } = one(slug);
      expect(countWords(answer)).toBeGreaterThanOrEqual(40);
      expect(countWords(answer)).toBeLessThanOrEqual(75);
      for (const question of questions) {
        expect(countWords(question.answer), question.ask).toBeGreaterThanOrEqual(30);
        expect(countWords(question.answer), question.ask).toBeLessThanOrEqual(80);
      }
    },
  );
});

function read(file: string): string {
  return readFileSync(join(CONTENT, file), "utf8");
}
