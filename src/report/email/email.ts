import { h } from "preact";
import { render } from "preact-render-to-string";
import { LIGHT } from "#src/ink.ts";
import type { Report } from "#src/report/report.ts";
import { fill } from "#src/words/phrase.ts";
import { checks, evidence, firstAct, fixes, order, unknown } from "./findings.ts";
import { layers, readout } from "./log.ts";
import { messagePage, messageSheet } from "./page.ts";
import { block, cell, row, sans, serif, table } from "./parts.ts";
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
    block("padding:28px 28px 0", masthead(site.name, `${report.instrument}, ${report.date}`)),
    block(
      `padding:40px 28px 0;${serif(34, 38)};color:${LIGHT.ink};letter-spacing:-.5px`,
      h("h1", { style: `margin:0;${serif(34, 38)};color:${LIGHT.ink}` }, report.verdict.title),
    ),
    block(`padding:16px 28px 0;${sans(17, 26)};color:${LIGHT.quiet}`, report.verdict.sentence),
    block("padding:20px 28px 0", firstAct(report, words)),
    ...(report.verdict.early ? [block(`padding:12px 28px 0;${SMALL}`, report.verdict.early)] : []),
    block("padding:28px 28px 0", readout(report, words)),
    block(HEAD, heading(report.dominant.headline)),
    block(
      `padding:0 28px 16px;${sans(15, 23)};color:${LIGHT.quiet}`,
      [report.dominant.note, report.dominant.mostLikely, report.dominant.basis, report.unreliable]
        .filter(Boolean)
        .join(" "),
    ),
    block("padding:0 28px", layers(report, mail.likely, line)),
    block(`padding:0 28px;${SMALL}`, mail.plumb),
    block(HEAD, heading(report.evidence.heading)),
    block(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.evidence.intro),
    block("padding:0 28px", evidence(report)),
    block(HEAD, heading(report.fixes.heading)),
    block(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.fixes.intro),
    block("padding:0 28px", fixes(report, words, line)),
    block(HEAD, heading(report.order.heading)),
    block(`padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`, report.order.sentence),
    block("padding:12px 28px 0", order(report)),
    block("padding:28px 28px 0", cost(report)),
    block(HEAD, heading(report.checks.heading)),
    block("padding:0 28px", checks(report)),
    ...(report.unknown
      ? [
          block(HEAD, heading(report.unknown.heading)),
          block(`padding:0 28px 12px;${sans(15, 23)};color:${LIGHT.quiet}`, report.unknown.intro),
          block("padding:0 28px", unknown(report.unknown, words)),
        ]
      : []),
    block(HEAD, heading(report.confidence.heading)),
    block(
      `padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`,
      [report.confidence.sentence, ...report.confidence.flags].join(" "),
    ),
    block("padding:32px 28px 0", button(mail.open, resultUrl)),
    ...(callUrl
      ? [
          block(HEAD, heading(site.call.headline)),
          block(
            `padding:0 28px;${sans(15, 23)};color:${LIGHT.quiet}`,
            `${site.call.offer} `,
            h("a", { href: callUrl, style: `color:${LIGHT.ink}` }, mail.call),
          ),
        ]
      : []),
    block(
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
        h("br", null),
        part.constants,
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
    block(`padding:24px;${sans(15, 23)};color:${LIGHT.quiet}`, part.heading, h("br", null), ...lines),
  );
}

function button(label: string, href: string) {
  const style = `${sans(16, 20, "bold")};background-color:${LIGHT.ink};color:${LIGHT.onInk};text-decoration:none`;
  return table({}, row(cell("padding:15px 26px", { bgcolor: LIGHT.ink }, h("a", { href, style }, label))));
}
