import PDFDocument from "pdfkit";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import { checks, confidence, contradictions, method, unknown } from "./basis.ts";
import { collecting } from "./collect.ts";
import { cost } from "./cost.ts";
import { evidence, fixes, order } from "./findings.ts";
import { knownOf, registerFonts } from "./fonts.ts";
import { dominant, head } from "./head.ts";
import { layerBars } from "./layer-bars.ts";
import { measures, printable } from "./measures.ts";
import { dryPen, type Pen, penOn } from "./pen.ts";
import { openSheet, type Sheet } from "./sheet.ts";
import { SHEET, TYPE } from "./type-styles.ts";

/** What a PDF is made of. No address and no reference is among it, so none can be printed. */
export interface PdfSource {
  report: Report;
  words: PageWords;
  site: Site;
  /** When the sitting was completed, in milliseconds since 1970: the date of the document. */
  completedAt: number;
}

/** A last page that ends above this was not worth a sheet of paper. */
const WORTH_A_PAGE = 330;

/** The report on A4, tagged, with its fonts. The same source gives the same bytes. */
export async function reportPdf(source: PdfSource): Promise<Buffer> {
  const { site } = source;
  const doc = open(source);
  const collected = collecting(doc);
  const inks = site.colours.light;
  const measured = measures(knownOf(site.faces));
  const layOut = (pen: Pen, roomy: boolean) => drawn(source, openSheet(pen, measured, { doc, inks, roomy }));
  const { y, pages } = layOut(dryPen(), true);
  const saves = y < WORTH_A_PAGE && layOut(dryPen(), false).pages < pages;
  footers(layOut(penOn(doc, inks), !saves), source);
  doc.end();
  return collected();
}

/** Draws all parts but the foot of each page. */
function drawn({ report, words, site }: PdfSource, sheet: Sheet): Sheet {
  head(sheet, report, words, site);
  dominant(sheet, report);
  layerBars(sheet, report, words);
  evidence(sheet, report);
  fixes(sheet, report, words);
  order(sheet, report);
  cost(sheet, report, words);
  checks(sheet, report);
  unknown(sheet, report, words);
  contradictions(sheet, report);
  confidence(sheet, report);
  method(sheet, report, words, site);
  return sheet;
}

function open({ report, site, completedAt }: PdfSource): PDFKit.PDFDocument {
  const { title } = report;
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    // Else pdfkit reads the measures of Helvetica, in which nothing is set.
    font: "",
    displayTitle: true,
    lang: site.language,
    info: {
      Title: title,
      Author: site.name,
      Subject: report.verdict.title,
      Creator: site.name,
      CreationDate: new Date(completedAt),
    },
  });
  registerFonts(doc, site.faces);
  escapeMetadata(doc);
  return doc;
}

/** pdfkit writes the names into its XML as they are, so a brand with an ampersand would break it. */
function escapeMetadata(doc: PDFKit.PDFDocument): void {
  const { endMetadata } = doc;
  const safe = (value: unknown) =>
    typeof value === "string" ? value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;") : value;
  doc.endMetadata = () => {
    doc.info = Object.fromEntries(Object.entries(doc.info).map(([name, value]) => [name, safe(value)]));
    endMetadata.call(doc);
  };
}

function footers({ doc, art, inks }: Sheet, { report, words, site }: PdfSource): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 1; page <= count; page += 1) {
    doc.switchToPage(start + page - 1);
    art(() => {
      const y = SHEET.bottom + 17;
      doc.lineWidth(0.6).strokeColor(inks.rule).moveTo(SHEET.left, y).lineTo(SHEET.right, y).stroke();
      doc.font(TYPE.small.face).fontSize(TYPE.small.size).fillColor(inks.faint);
      const at = { lineBreak: false, width: SHEET.right - SHEET.left };
      doc.text(printable([site.name, report.instrument, report.date].join("    ")), SHEET.left, y + 8, at);
      doc.text(fill(words.pdf.page, { page, pages: count }), SHEET.left, y + 8, { ...at, align: "right" });
    }, "Pagination");
  }
}
