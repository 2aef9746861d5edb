import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { messagePage, messageSheet } from "./page.ts";
import { bar, block, cell, INK, row, sans, serif, table } from "./parts.ts";
import { type EmailSource, emailText } from "./text.ts";

const HEAD = `padding:40px 28px 12px;${serif(26, 32)};color:${INK.ink}`;
const SMALL = `${sans(13, 20)};color:${INK.faint}`;
const ruled = (padding: string) => `padding:${padding};border-top:1px solid ${INK.rule}`;

/** Subject, HTML and text of the report e-mail: the same words as the page, laid out in tables (platform, E-mail HTML). */
export function reportEmail(source: EmailSource): { subject: string; html: string; text: string } {
  const { report, words } = source;
  const facts = { instrument: report.instrument, score: report.overall.score, band: report.overall.band };
  const subject = fill(words.mailWords.subject, facts);
  const html = `<!doctype html>${render(page(source, subject))}`;
  return { subject, html, text: emailText(source) };
}

function page({ report, words, site, resultUrl, notYouUrl }: EmailSource, subject: string) {
  const mail = words.mailWords;
  const preheader = fill(mail.preheader, { layer: report.dominant.emphasis });
  const sheet = messageSheet(
    block("padding:28px 28px 0", masthead(site.name, `${report.instrument}, ${report.date}`)),
    block(
      `padding:40px 28px 0;${serif(38, 42)};color:${INK.ink};letter-spacing:-.5px`,
      h("h1", { style: `margin:0;${serif(38, 42)};color:${INK.ink}` }, report.verdict.title),
    ),
    block(`padding:16px 28px 0;${sans(17, 26)};color:${INK.quiet}`, report.verdict.sentence),
    ...(report.verdict.early ? [block(`padding:12px 28px 0;${SMALL}`, report.verdict.early)] : []),
    block("padding:28px 28px 0", readout(report, words)),
    block(HEAD, heading(report.dominant.headline)),
    block(
      `padding:0 28px 16px;${sans(15, 23)};color:${INK.quiet}`,
      [report.dominant.note, report.dominant.mostLikely, report.dominant.basis, report.unreliable]
        .filter(Boolean)
        .join(" "),
    ),
    block("padding:0 28px", layers(report, mail.likely)),
    block(`padding:0 28px;${SMALL}`, mail.plumb),
    block(HEAD, heading(report.evidence.heading)),
    block("padding:0 28px", evidence(report)),
    block(HEAD, heading(report.fixes.heading)),
    block(`padding:0 28px 12px;${sans(15, 23)};color:${INK.quiet}`, report.fixes.intro),
    block("padding:0 28px", fixes(report, words)),
    block(HEAD, heading(report.order.heading)),
    block(`padding:0 28px;${sans(15, 23)};color:${INK.quiet}`, report.order.sentence),
    block("padding:12px 28px 0", order(report)),
    block("padding:28px 28px 0", cost(report)),
    block("padding:32px 28px 0", button(mail.open, resultUrl)),
    block(
      `padding:40px 28px 32px;${SMALL}`,
      `${mail.anyone} ${fill(mail.asked, { site: site.name })} ${fill(mail.replyTo, { email: site.sender.replyTo })} `,
      h("a", { href: notYouUrl, style: `color:${INK.faint}` }, mail.notYou),
    ),
  );
  return messagePage(site.language, subject, sheet, preheader);
}

const heading = (words: string) => h("h2", { style: `margin:0;${serif(26, 32)};color:${INK.ink}` }, words);

function masthead(brand: string, line: string) {
  return table(
    { width: "100%" },
    row(
      cell(`${serif(20, 24).replace("font:", "font:bold ")};color:${INK.ink}`, {}, brand),
      cell(`${sans(13, 24)};color:${INK.faint}`, { align: "right" }, line),
    ),
  );
}

function readout({ overall, confidence }: Report, words: PageWords) {
  const top = `border-top:2px solid ${INK.ink}`;
  return table(
    { width: "100%" },
    row(
      cell(
        `${top};padding-top:12px;${serif(64, 64)};color:${INK.ink}`,
        { width: 150, valign: "top" },
        String(overall.score),
      ),
      cell(
        `${top};padding-top:16px;${sans(15, 23)};color:${INK.quiet}`,
        { valign: "top" },
        h("span", { style: `${serif(24, 30)};color:${INK.ink}` }, overall.band),
        h("br", null),
        `${overall.likely}, of 100. ${words.result.confidence}: ${confidence.level}.`,
        h("br", null),
        overall.sentence,
      ),
    ),
  );
}

function layers({ layers: lines }: Report, likely: string) {
  const rows = lines.flatMap(({ name, score, status, sentence, range: [low, high], lead }) => {
    const color = lead ? INK.line : INK.ink;
    return [
      row(
        cell(`${ruled("14px 0 6px")};${sans(15, 20, "bold")};color:${color}`, {}, name),
        cell(
          `${ruled("14px 0 6px")};${sans(15, 20)};color:${color}`,
          { align: "right" },
          h("span", { style: serif(22, 20) }, String(score)),
          "\u00a0 ",
          h("b", null, status),
        ),
      ),
      row(cell("padding:0 0 6px", { colspan: 2 }, bar(score, lead))),
      row(
        cell(
          `padding:0 0 14px;${sans(13, 18)};color:${INK.faint}`,
          { colspan: 2 },
          `${fill(likely, { low, high })}. ${sentence}`,
        ),
      ),
    ];
  });
  return table({ width: "100%" }, ...rows);
}

function evidence({ evidence: { rows } }: Report) {
  const lines = rows.map(({ question, answer, why }) =>
    block(
      `${ruled("12px 0")};${sans(14, 20)};color:${INK.quiet}`,
      question,
      h("br", null),
      h("span", { style: `${serif(18, 24)};color:${INK.ink}` }, answer),
      h("br", null),
      why,
    ),
  );
  return table({ width: "100%" }, ...lines);
}

function fixes({ fixes: { list, protect } }: Report, words: PageWords) {
  const numbered = (place: number, title: string, body: string, lead: string, proof: string) =>
    row(
      cell(`${ruled("18px 0")};${serif(30, 30)};color:${INK.line}`, { width: 44, valign: "top" }, String(place + 1)),
      cell(
        `${ruled("18px 0")};${sans(16, 24)};color:${INK.quiet}`,
        {},
        h("span", { style: `${serif(20, 26)};color:${INK.ink}` }, title),
        h("br", null),
        body,
        h("br", null),
        h("span", { style: sans(14, 22) }, h("b", { style: `color:${INK.ink}` }, lead), ` ${proof}`),
      ),
    );
  const rows = [
    ...list.map(({ title, body, owner, withinDays, proof }, place) =>
      numbered(
        place,
        title,
        `${body} (${fill(words.result.within, { owner, days: withinDays })})`,
        `${words.result.doneWhen}:`,
        proof,
      ),
    ),
    ...protect.map(({ topic, layer, proof }, place) =>
      numbered(place, topic, layer, `${words.result.protectProof}:`, proof),
    ),
  ];
  return table({ width: "100%" }, ...rows);
}

function order({ order: { list } }: Report) {
  const rows = list.map(({ name, score, status, notes }, place) =>
    block(
      `${ruled("10px 0")};${sans(14, 21)};color:${INK.quiet}`,
      h("b", { style: `color:${INK.ink}` }, `${place + 1}. ${name}`),
      ` ${score}, ${status}. ${notes.join(" ")}`,
    ),
  );
  return table({ width: "100%" }, ...rows);
}

function cost({ cost: part }: Report) {
  const lines = part.shown
    ? [
        h("span", { style: `${serif(28, 36)};color:${INK.ink}` }, part.headline),
        h("br", null),
        ...[part.small, part.scenario].filter(Boolean).map((line) => h("span", null, `${line} `)),
        ...part.formula.flatMap(([label, value]) => [h("br", null), `${label}: `, h("b", null, value)]),
        h("br", null),
        part.constants,
        ...part.beside.flatMap(({ figure, text }) => [h("br", null), h("b", null, figure), ` ${text}`]),
        ...part.levers.flatMap(([lever, effect]) => [h("br", null), `${lever}: `, h("b", null, effect)]),
      ]
    : [part.why];
  return table(
    { width: "100%", bgcolor: INK.paper },
    block(`padding:24px;${sans(15, 23)};color:${INK.quiet}`, part.heading, h("br", null), ...lines),
  );
}

function button(label: string, href: string) {
  const style = `${sans(16, 20, "bold")};color:${INK.onInk};text-decoration:none`;
  return table({}, row(cell("padding:15px 26px", { bgcolor: INK.ink }, h("a", { href, style }, label))));
}
