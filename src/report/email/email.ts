import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Report } from "#src/report/report.ts";
import { fill } from "#src/words/phrase.ts";
import { checks, contradictions, evidence, firstAct, fixes, order, since, unknown } from "./findings.ts";
import { messagePage, messageSheet } from "./page.ts";
import { layerBars, overallScore } from "./scores.ts";
import { cell, fullRow, type Look, lookOf, row, table } from "./tables.ts";
import { type EmailSource, emailText } from "./text.ts";

/** Subject, HTML and text of the report e-mail: the same words as the page, laid out in tables (platform, E-mail HTML). */
export function reportEmail(source: EmailSource): { subject: string; html: string; text: string } {
  const { report, words } = source;
  const facts = { instrument: report.instrument, score: report.overall.score, band: report.overall.band };
  const subject = fill(words.mailWords.subject, facts);
  const html = `<!doctype html>${render(page(source, subject))}`;
  return { subject, html, text: emailText(source) };
}

function page({ report, words, site, resultUrl, callUrl, notYouUrl, isLate }: EmailSource, subject: string) {
  const mail = words.mailWords;
  const look = lookOf(site);
  const { inks, serif, sans } = look;
  const head = `padding:40px 28px 12px;${serif(26, 32)};color:${inks.ink}`;
  const small = `${sans(13, 20)};color:${inks.faint}`;
  const heading = (words: string) => h("h2", { style: `margin:0;${serif(26, 32)};color:${inks.ink}` }, words);
  const preheader = fill(mail.preheader[holds(report)], { layer: report.evidence.layer });
  const sheet = messageSheet(
    site,
    fullRow("padding:28px 28px 0", masthead(site.name, `${report.instrument}, ${report.date}`, look)),
    ...(report.since ? [fullRow("padding:32px 28px 0", since(report.since, look))] : []),
    fullRow(
      `padding:40px 28px 0;${serif(34, 38)};color:${inks.ink};letter-spacing:-.5px`,
      h("h1", { style: `margin:0;${serif(34, 38)};color:${inks.ink}` }, report.verdict.title),
    ),
    fullRow(`padding:16px 28px 0;${sans(17, 26)};color:${inks.quiet}`, report.verdict.sentence),
    fullRow("padding:20px 28px 0", firstAct(report, words, look)),
    ...(report.verdict.early ? [fullRow(`padding:12px 28px 0;${small}`, report.verdict.early)] : []),
    fullRow("padding:28px 28px 0", overallScore(report, words, look)),
    fullRow(head, heading(report.dominant.headline)),
    fullRow(
      `padding:0 28px 16px;${sans(15, 23)};color:${inks.quiet}`,
      [report.dominant.note, report.dominant.mostLikely, report.unreliable].filter(Boolean).join(" "),
    ),
    fullRow("padding:0 28px", layerBars(report, words.result.likely, look)),
    fullRow(`padding:0 28px;${small}`, mail.plumb),
    fullRow(head, heading(report.evidence.heading)),
    fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${inks.quiet}`, report.evidence.intro),
    fullRow("padding:0 28px", evidence(report, look)),
    fullRow(head, heading(report.fixes.heading)),
    fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${inks.quiet}`, report.fixes.intro),
    fullRow("padding:0 28px", fixes(report, words, look)),
    fullRow(head, heading(report.order.heading)),
    fullRow(`padding:0 28px;${sans(15, 23)};color:${inks.quiet}`, report.order.sentence),
    fullRow("padding:12px 28px 0", order(report, look)),
    fullRow("padding:28px 28px 0", cost(report, look)),
    fullRow(head, heading(report.checks.heading)),
    fullRow("padding:0 28px", checks(report, look)),
    ...(report.unknown
      ? [
          fullRow(head, heading(report.unknown.heading)),
          fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${inks.quiet}`, report.unknown.intro),
          fullRow("padding:0 28px", unknown(report.unknown, words, look)),
          !isLate &&
            fullRow(
              `padding:12px 28px 0;${sans(15, 23)}`,
              h("a", { href: `${resultUrl}#unknown`, style: `color:${inks.ink}` }, report.unknown.close),
            ),
        ]
      : []),
    ...(report.contradictions.questions.length > 0
      ? [
          fullRow(head, heading(report.contradictions.heading)),
          fullRow(`padding:0 28px 12px;${sans(15, 23)};color:${inks.quiet}`, report.contradictions.sentence),
          fullRow("padding:0 28px", contradictions(report, look)),
        ]
      : []),
    fullRow(head, heading(report.confidence.heading)),
    fullRow(
      `padding:0 28px;${sans(15, 23)};color:${inks.quiet}`,
      [report.confidence.sentence, ...report.confidence.flags].join(" "),
    ),
    fullRow("padding:32px 28px 0", button(mail.open, resultUrl, look)),
    ...(callUrl
      ? [
          fullRow(head, heading(site.call.headline)),
          fullRow(
            `padding:0 28px;${sans(15, 23)};color:${inks.quiet}`,
            `${site.call.offer} `,
            h("a", { href: callUrl, style: `color:${inks.ink}` }, mail.call),
          ),
        ]
      : []),
    fullRow(
      `padding:40px 28px 32px;${small}`,
      `${mail.anyone} ${fill(mail.asked, { site: site.name })} ${fill(mail.replyTo, { email: site.sender.replyTo })} `,
      h("a", { href: notYouUrl, style: `color:${inks.faint}` }, mail.notYou),
    ),
  );
  return messagePage(site, subject, sheet, preheader);
}

/** What the message holds to be done. */
const holds = ({ fixes: { list } }: Report) => (list.length === 0 ? "protect" : list.length === 1 ? "fix" : "fixes");

function masthead(brand: string, what: string, { inks, serif, sans }: Look) {
  return table(
    { width: "100%" },
    row(
      cell(`${serif(20, 24, "bold")};color:${inks.ink}`, {}, brand),
      cell(`padding-left:16px;${sans(13, 24)};color:${inks.faint}`, { align: "right" }, what),
    ),
  );
}

function cost({ cost: part }: Report, { inks, serif, sans }: Look) {
  const lines = part.shown
    ? [
        h("span", { style: `${serif(28, 36)};color:${inks.ink}` }, part.headline),
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
    { width: "100%", bgcolor: inks.paper },
    fullRow(`padding:24px;${sans(15, 23)};color:${inks.quiet}`, h("b", null, part.heading), h("br", null), ...lines),
  );
}

function button(label: string, href: string, { inks, sans }: Look) {
  const style = `${sans(16, 20, "bold")};background-color:${inks.ink};color:${inks.onInk};text-decoration:none`;
  return table({}, row(cell("padding:15px 26px", { bgcolor: inks.ink }, h("a", { href, style }, label))));
}
