import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { CONTENT } from "#src/content.ts";
import { pdfName } from "#src/report/pdf/name.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import { SHEET } from "#src/report/pdf/type-styles.ts";
import { score } from "#src/scoring/score.ts";
import { anySubmission, bank } from "#test/support/factories.ts";
import { type ReadPdf, readPdf, walk } from "#test/support/read-pdf.ts";
import { COMPLETED_AT, pdfSource, SAMPLES, sampleSource } from "#test/support/sample-reports.ts";
import { site, words } from "#test/support/words.ts";

/** Of poppler-utils; the test that asks it is left out where it is not there. */
const PDFTOTEXT = "pdftotext";
const HEADING = /^H(\d)$/;

describe.each(SAMPLES)("The PDF of the sample %s", (name) => {
  const source = sampleSource(name);
  const { report } = source;
  let bytes: Buffer;
  let read: ReadPdf;
  beforeAll(async () => {
    bytes = await reportPdf(source);
    read = await readPdf(bytes);
  });

  it("has two to five pages, numbered, and less than 200 KB", () => {
    expect(read.pages).toBeGreaterThanOrEqual(2);
    expect(read.pages).toBeLessThanOrEqual(5);
    for (const [place, text] of read.texts.entries()) expect(text).toContain(`${place + 1} of ${read.pages}`);
    expect(bytes.length).toBeLessThan(200_000);
  });

  it("leaves no page but the last more than a third empty", () => {
    const third = SHEET.height - SHEET.bottom + (SHEET.bottom - SHEET.top) / 3;
    expect(read.feet.slice(0, -1).filter((foot) => foot > third)).toEqual([]);
  });

  it("says its language, its title and whose it is, and shows the title", () => {
    expect(read.info).toMatchObject({
      Language: site.language,
      Author: site.name,
      Title: `${report.instrument}: ${report.overall.band}, ${report.overall.score} of 100`,
    });
    expect(read.displaysTitle).toBe(true);
    expect(read.marked).toBe(true);
  });

  it("has one first heading, the verdict, and skips no level", () => {
    const levels = walk(read.tags).flatMap(({ role }) => HEADING.exec(role)?.[1] ?? []);
    expect(levels[0]).toBe("1");
    expect(levels.filter((level) => level === "1")).toHaveLength(1);
    for (const [place, level] of levels.entries())
      expect(Number(level)).toBeLessThanOrEqual(Number(levels[place - 1] ?? 0) + 1);
  });

  it("has a bookmark for the verdict and for each section", () => {
    const { verdict, dominant, evidence, fixes, order, cost, checks, unknown, contradictions, confidence, method } =
      report;
    const sections = [evidence, fixes, order, cost, checks, unknown, contradictions, confidence, method];
    const headings = sections.flatMap((section) => (section ? [section.heading] : []));
    expect(read.outline).toEqual([verdict.title, dominant.headline, ...headings]);
    expect(walk(read.tags).filter(({ role }) => role === "H2")).toHaveLength(headings.length + 1);
  });

  it("has tables whose rows begin with a header, and headers with a scope", () => {
    const tables = walk(read.tags).filter(({ role }) => role === "Table");
    const { cost } = report;
    const ofCost = cost.shown ? 1 + Number(cost.levers.length > 0) + Number(cost.share !== null) : 0;
    expect(tables).toHaveLength(1 + ofCost);
    for (const table of tables)
      for (const row of walk([table]).filter(({ role }) => role === "TR")) {
        expect(row.children[0]?.role).toBe("TH");
        expect(row.children.every(({ role }) => role === "TH" || role === "TD")).toBe(true);
      }
    const cells = walk(tables).filter(({ role }) => role === "TH");
    const scopes = bytes.toString("latin1").match(/\/Scope \/(Row|Column)/g) ?? [];
    expect(scopes).toHaveLength(cells.length);
  });

  it("has lists of items only", () => {
    for (const list of walk(read.tags).filter(({ role }) => role === "L"))
      expect(new Set(list.children.map(({ role }) => role))).toEqual(new Set(["LI"]));
  });

  it("gives every figure an alternative text with its numbers", () => {
    const figures = walk(read.tags).filter(({ role }) => role === "Figure");
    const cost = report.cost.shown && report.cost.ends[1] > 0 ? 1 : 0;
    expect(figures).toHaveLength(1 + report.layers.length + cost);
    for (const [place, { name: layer, score: points, status, range }] of report.layers.entries())
      expect(figures[place + 1]?.alt).toBe(`${layer}: ${points} of 100, ${status}. Likely ${range[0]} to ${range[1]}.`);
    for (const { alt } of figures) expect(alt).toMatch(/\d/);
  });

  it("embeds all its fonts", () => {
    const text = bytes.toString("latin1");
    expect(text.match(/\/FontFile2/g)).toHaveLength(3);
    expect(text).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
  });

  it("holds no link and nothing that could be one", () => {
    const all = [...read.texts, ...read.outline, JSON.stringify(read.info), JSON.stringify(read.tags)].join(" ");
    expect(all).not.toMatch(/https?:|www\.|\/results\//i);
    expect(read.annotations).toBe(0);
  });

  it("has the same bytes for the same report", async () => {
    expect((await reportPdf(sampleSource(name))).equals(bytes)).toBe(true);
    expect((await reportPdf({ ...source, completedAt: COMPLETED_AT + 86_400_000 })).equals(bytes)).toBe(false);
  });
});

describe("The PDF of any result", () => {
  it("has two to five pages", async () => {
    for (const instrument of ["snapshot", "diagnostic"] as const)
      await fc.assert(
        fc.asyncProperty(anySubmission(instrument), async (given) => {
          const result = score(bank, instrument, given);
          const sizing = given.sizing ?? {};
          const bytes = await reportPdf(
            pdfSource({ instrument, scored: given.answers, sizing, currency: "INR", result }),
          );
          const pages = bytes.toString("latin1").match(/\/Type \/Page\n/g)?.length ?? 0;
          expect(pages).toBeGreaterThanOrEqual(2);
          expect(pages).toBeLessThanOrEqual(5);
        }),
        { numRuns: 25 },
      );
  });

  it("takes a brand with signs that mean something to XML and in file names", async () => {
    const name = "Müller & <Söhne>";
    const source = { ...sampleSource("agency"), site: { ...site, name } };
    const bytes = await reportPdf(source);
    const read = await readPdf(bytes);
    expect(read.info.Author).toBe(name);
    expect(read.texts[0]).toContain(name);
    expect(bytes.toString("utf8")).toContain("<rdf:li>Müller &amp; &lt;Söhne&gt;</rdf:li>");
    expect(pdfName({ name }, source.report, COMPLETED_AT)).toBe("muller-sohne-revenue-diagnostic-2026-11-22.pdf");
  });

  it("has a name that gives nothing away", () => {
    expect(pdfName(site, sampleSource("agency").report, COMPLETED_AT)).toBe(
      "plumbline-revenue-diagnostic-2026-11-22.pdf",
    );
  });

  it("keeps words in reading order for other programs too", async (context) => {
    const source = sampleSource("software-firm");
    const bytes = await reportPdf(source);
    let text: string;
    try {
      text = execFileSync(PDFTOTEXT, ["-raw", "-", "-"], { input: bytes, encoding: "utf8" });
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return context.skip("pdftotext is not installed");
      throw error;
    }
    const flat = text.replace(/\s+/g, " ");
    const { verdict, dominant, evidence, fixes, order, cost } = source.report;
    const places = [verdict.title, dominant.headline, evidence.heading, fixes.heading, order.heading, cost.heading].map(
      (words) => flat.indexOf(words),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it("finds every sign of its words in its fonts", async () => {
    const bytes = readFileSync(join(CONTENT, "words/report.yaml"), "utf8");
    const bankWords = JSON.stringify(bank.items) + JSON.stringify(bank.contradictions) + JSON.stringify(words.pages);
    const signs = new Set([...bytes, ...bankWords].filter((sign) => sign > "\u007e"));
    const known = new Set("£§·×÷éü‘’“”–—…€→←−");
    expect([...signs].filter((sign) => !known.has(sign))).toEqual([]);
  });
});
