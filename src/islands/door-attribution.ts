/**
 * On a page that a stranger may land on: a link to another such page, the two doors among them, says where the visitor
 * came from as it is followed, so that it is known after several pages. Nothing is stored.
 */
import { CAMPAIGN_TAGS } from "#src/names/attribution.ts";

/** The pages that a stranger may land on. The first group is a door. */
const OPEN =
  /^\/(?:(snapshot|diagnostic)|(?:articles|glossary|examples|practice)(?:\/[\w-]+)?|method|services|about|contact|privacy|accessibility)?\/?$/;

const names: readonly string[] = [...CAMPAIGN_TAGS, "referrer_host", "landing_path"];
const landing = new Map<string, string>();
for (const [name, value] of new URLSearchParams(location.search)) {
  const known = name.toLowerCase();
  if (names.includes(known) && !landing.has(known)) landing.set(known, value);
}
const from = new URL(document.referrer || location.href);
if (from.origin !== location.origin && !landing.has("referrer_host")) landing.set("referrer_host", from.hostname);
/** Who came from nowhere carries nothing from page to page; a door says on which page it was opened. */
const came = landing.size > 0;
if (!landing.has("landing_path")) landing.set("landing_path", location.pathname);

function carry({ target }: Event): void {
  const link = (target as Element).closest?.("a");
  // Within one page another query would load it again.
  if (!link || link.origin !== location.origin || link.pathname === location.pathname) return;
  const open = OPEN.exec(link.pathname);
  if (!open || !(came || open[1])) return;
  const query = new URLSearchParams(link.search);
  for (const [name, value] of landing) if (!query.has(name)) query.set(name, value);
  link.search = String(query);
}
if (OPEN.test(location.pathname))
  for (const act of ["click", "auxclick", "contextmenu"]) addEventListener(act, carry, true);
