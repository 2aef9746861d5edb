import { type ComponentChild, h } from "preact";
import type { Site } from "#src/words/site.ts";
import { cell, darkMode, row, table } from "./tables.ts";

/** The sheet of a message: one column, 600 pixels wide at most, from the rows of `block`. */
export function messageSheet({ colours }: Pick<Site, "colours">, ...rows: ComponentChild[]) {
  const style = `width:100%;max-width:600px;border-top:3px solid ${colours.light.line}`;
  return table({ width: 600, bgcolor: colours.light.surface, style }, ...rows);
}

/** A whole HTML message around its sheet. `preheader` is what a list of mails shows beside the subject, and nothing else. */
export function messagePage(
  { language, colours }: Pick<Site, "language" | "colours">,
  subject: string,
  sheet: ComponentChild,
  preheader?: string,
) {
  return h(
    "html",
    { lang: language },
    h(
      "head",
      null,
      h("meta", { charset: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("style", { dangerouslySetInnerHTML: { __html: darkMode(colours) } }),
      h("title", null, subject),
    ),
    h(
      "body",
      { style: "margin:0;padding:0", bgcolor: colours.light.paper },
      preheader && h("div", { style: "display:none;max-height:0;overflow:hidden" }, preheader),
      table({ width: "100%", bgcolor: colours.light.paper }, row(cell("padding:24px 0", { align: "center" }, sheet))),
    ),
  );
}
