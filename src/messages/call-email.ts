import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";

export interface CallEmailSource {
  report: Report;
  words: PageWords;
  address: string;
  phone: string | null;
  when: string | null;
  resultUrl: string;
}

/** The message that tells staff of a call request. It goes to the consultancy only, so it may carry what was typed. */
export function callEmail({ report, words, address, phone, when, resultUrl }: CallEmailSource) {
  const { callMail } = words;
  const { score, band } = report.overall;
  const lines = [
    fill(callMail.intro, { address }),
    ...(when ? [fill(callMail.when, { when })] : []),
    ...(phone ? [fill(callMail.phone, { phone })] : []),
    `${report.verdict.title} ${report.dominant.headline}`,
  ];
  const body = h(
    "body",
    null,
    ...lines.map((line) => h("p", null, line)),
    h("p", null, h("a", { href: resultUrl }, callMail.open)),
  );
  return {
    subject: fill(callMail.subject, { instrument: report.instrument, score, band }),
    html: `<!doctype html>${render(h("html", { lang: "en" }, h("head", null, h("title", null, callMail.intro)), body))}`,
    text: `${[...lines, `${callMail.open}: ${resultUrl}`].join("\n\n")}\n`,
  };
}
