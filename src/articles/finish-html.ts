import { fillTokens } from "./figures.ts";
import { addressOf, readLink } from "./links.ts";

const BLOCK_END = /<\/(?:p|table|ul|ol|blockquote)>/g;

interface Finishing {
  values: ReadonlyMap<string, string>;
  /** Put after the block in which the first computed number stands, as HTML. */
  note?: string;
}

/**
 * What Markdown made of a body, finished: links of the content become addresses, tokens become numbers that are marked
 * as computed, and a table may scroll by itself, by keyboard too.
 * @throws {RangeError} for a link or a token that leads nowhere.
 */
export function finishHtml(html: string, { values, note = "" }: Finishing): string {
  const linked = html.replace(/href="([^"]*)"/g, (whole, written: string) => {
    if (written.startsWith("#")) return whole;
    const link = readLink(written);
    if (!link) throw new RangeError(`${written} is no link of ours.`);
    return `href="${addressOf(link)}"`;
  });
  const noted = afterFirstToken(linked, note);
  return wrapTables(fillTokens(noted, values, (value) => `<span class="computed num">${escapeHtml(value)}</span>`));
}

/** A text as HTML says it, inside an element or an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function afterFirstToken(html: string, note: string): string {
  const first = html.indexOf("{{");
  if (first < 0) return html;
  BLOCK_END.lastIndex = first;
  const end = BLOCK_END.exec(html);
  const place = end ? end.index + end[0].length : html.length;
  return html.slice(0, place) + note + html.slice(place);
}

/** A table is named after the heading over it. */
function wrapTables(html: string): string {
  let heading = "";
  return html.replace(
    /<h[23][^>]*>(.*?)<\/h[23]>|<table>|<\/table>|<th>\s*<\/th>|<th([ >])/gs,
    (found, title, rest) => {
      if (title !== undefined) heading = title.replace(/<[^>]*>/g, "");
      if (found === "<table>")
        return `<div class="prose__scroll" tabindex="0" role="group" aria-label="${heading}"><table>`;
      if (found === "</table>") return "</table></div>";
      if (/^<th>\s*<\/th>$/.test(found)) return "<td></td>";
      return rest === undefined ? found : `<th scope="col"${rest}`;
    },
  );
}
