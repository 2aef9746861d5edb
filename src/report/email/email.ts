import { h } from "preact";
import { render } from "preact-render-to-string";
import { LIGHT } from "#src/ink.ts";
import type { Report } from "#src/report/report.ts";
import { fill } from "#src/words/phrase.ts";
import { checks, evidence, firstAct, fixes, order, since, unknown } from "./findings.ts";
import { messagePage, messageSheet } from "./page.ts";
import { layerBars, overallScore } from "./scores.ts";
import { cell, fullRow, row, sans, serif, table } from "./tables.ts";
import { type EmailSource, emailText } from "./text.ts";

const HEAD = `padding:40px 28px 12px;${serif(26, 32)};color:${LIGHT.ink}`;
const SMALL = `${sans(13, 20)};color:${LIGHT.faint}`;

/** Subject, HTML and text of the report e-mail: the same words as the page, laid out in tables (platform, E-mail HTML). */
export function reportEmail(source: EmailSource): { subject: string; html: string; text: string } {
  const { report, words } = source;
  const facts = { instrument: report.instrument, score: report.overall.score, band: report.overall.band };
  const subject = fill(words.mailWords.subject, facts);
  const html = `<!doctype html>${render(page(source, subject))}`;
  return { subject, html, text: emailText(source) };
}

function page({ report, words, site, resultUrl, callUrl, notYouUrl }: EmailSource, subject: string) {
  const mail = words.mailWords;
  const { line } = site.colours.light;
  const preheader = fill(mail.preheader, { layer: report.dominant.emphasis });
  const sheet = messageSheet(
    site,
    fullRow("padding:28px 28px 0", masthead(site.name, `${report.instrument}, ${report.date}`)),
    ...(report.since ? [fullRow("padding:32px 28px 0", since(report.since))] : []),
    fullRow(
      `padding:40px 28px 0;${serif(34, 38)};color:${LIGHT.ink};letter-spacing:-.5px`,
      h("h1", { style: `margin:0;${serif(34, 38)};color:${LIGHT.ink}` }, report.verdict.title),
    ),
    fullRow(`padding:16px 28px 0;${sans(17, 26)};color:${LIGHT.quiet}`, report.verdict.sentence),
    fullRow("padding:20px 28px 0", firstAct(report, words)),
    ...(report.verdict.early ? [fullRow(`padding:12px 28px 0;${SMALL}`, report.verdict.early)] : []),
    fullRow("padding:28px 28px 0", overallScore(report, words)),
    fullRow(HEAD, heading(report.dominant.headline)),
    fullRow(
      `padding:0 28px 16px;${sans(15, 23)};color:${LIGHT.quiet}`,
      [report.dominant.note, report.dominant.mostLikely, report.unreliable].filter(Boolean).join(" "),
    ),
    fullRow("padding:0 28px", layerBars(report, mail.likely, line)),
    fullRow(`padding:0 28px;${SMALL}`, mail.plumb),
    fullRow(HEAD, heading(report.evidence.heading)),
    fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.evidence.intro),
    fullRow("padding:0 28px", evidence(report)),
    fullRow(HEAD, heading(report.fixes.heading)),
    fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.fixes.intro),
    fullRow("padding:0 28px", fixes(report, words, line)),
    fullRow(HEAD, heading(report.order.heading)),
    fullRow(`padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`, report.order.sentence),
    fullRow("padding:12px 28px 0", order(report)),
    fullRow("padding:28px 28px 0", cost(report)),
    fullRow(HEAD, heading(report.checks.heading)),
    fullRow("padding:0 28px", checks(report)),
    ...(report.unknown
      ? [
          fullRow(HEAD, heading(report.unknown.heading)),
          fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.unknown.intro),
          fullRow("padding:0 28px", unknown(report.unknown, words)),
          fullRow(
            `padding:12px 28px 0;${sans(15, 23)}`,
            h("a", { href: `${resultUrl}#unknown`, style: `color:${LIGHT.ink}` }, mail.close),
          ),
        ]
      : []),
    fullRow(HEAD, heading(report.confidence.heading)),
    fullRow(
      `padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`,
      [report.confidence.sentence, ...report.confidence.flags].join(" "),
    ),
    fullRow("padding:32px 28px 0", button(mail.open, resultUrl)),
    ...(callUrl
      ? [
          fullRow(HEAD, heading(site.call.headline)),
          fullRow(
            `padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`,
            `${site.call.offer} `,
            h("a", { href: callUrl, style: `color:${LIGHT.ink}` }, mail.call),
          ),
        ]
      : []),
    fullRow(
      `padding:40px 28px 32px;${SMALL}`,
      `${mail.anyone} ${fill(mail.asked, { site: site.name })} ${fill(mail.replyTo, { email: site.sender.replyTo })} `,
      h("a", { href: notYouUrl, style: `color:${LIGHT.faint}` }, mail.notYou),
    ),
  );
  return messagePage(site, subject, sheet, preheader);
}

const heading = (words: string) => h("h2", { style: `margin:0;${serif(26, 32)};color:${LIGHT.ink}` }, words);

function masthead(brand: string, what: string) {
  return table(
    { width: "100%" },
    row(
      cell(`${serif(20, 24).replace("font:", "font:bold ")};color:${LIGHT.ink}`, {}, brand),
      cell(`${sans(13, 24)};color:${LIGHT.faint}`, { align: "right" }, what),
    ),
  );
}

function cost({ cost: part }: Report) {
  const lines = part.shown
    ? [
        h("span", { style: `${serif(28, 36)};color:${LIGHT.ink}` }, part.headline),
        h("br", null),
        ...[part.small, part.scenario].filter(Boolean).map((line) => h("span", null, `${line} `)),
        ...part.formula.flatMap(([label, value]) => [h("br", null), `${label}: `, h("b", null, value)]),
        ...(part.formula.length > 0 ? [h("br", null), part.constants] : []),
        ...(part.share ? [h("br", null), `${part.share.title}. ${part.share.lead}`] : []),
        ...(part.share?.rows ?? []).flatMap(({ name, share }) => [
          h("br", null),
          `${name}: `,
          h("b", null, String(share)),
        ]),
        ...part.beside.flatMap(({ figure, text }) => [h("br", null), h("b", null, figure), `: ${text}`]),
        ...(part.levers.length > 0 ? [h("br", null), `${part.leversTitle}:`] : []),
        ...part.levers.flatMap(([lever, effect]) => [h("br", null), `${lever}: `, h("b", null, effect)]),
        ...(part.together ? [h("br", null), part.together] : []),
      ]
    : [part.why];
  return table(
    { width: "100%", bgcolor: LIGHT.paper },
    fullRow(`padding:24px;${sans(15, 23)};color:${LIGHT.quiet}`, part.heading, h("br", null), ...lines),
  );
}

function button(label: string, href: string) {
  const style = `${sans(16, 20, "bold")};background-color:${LIGHT.ink};color:${LIGHT.onInk};text-decoration:none`;
  return table({}, row(cell("padding:15px 26px", { bgcolor: LIGHT.ink }, h("a", { href, style }, label))));
}
