import { paths } from "#src/paths.ts";

export const LINK_KINDS = ["article", "glossary", "item", "method"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** A link as the content writes it, such as `article:phantom-pipeline`, `item:P2` or `method`. */
export interface ContentLink {
  kind: LinkKind;
  target: string;
}

const MARKDOWN_LINK = /\]\(([^)\s]*)\)/g;

/** What a link of the content leads to, or null for one that the content may not have. */
export function readLink(written: string): ContentLink | null {
  const [kind = "", target = "", ...rest] = written.split(":");
  const known = LINK_KINDS.find((one) => one === kind);
  if (!known || rest.length > 0 || (target === "") !== (known === "method")) return null;
  return { kind: known, target };
}

/** Every link of a Markdown body, as written. */
export function linksIn(body: string): string[] {
  return [...body.matchAll(MARKDOWN_LINK)].map(([, written = ""]) => written);
}

/** A Markdown body whose links to items lead where `place` says. */
export function withItems(body: string, place: (item: string) => string): string {
  return body.replace(/\]\(item:(\w+)\)/g, (_, item: string) => `](item:${place(item)})`);
}

export function addressOf({ kind, target }: ContentLink): string {
  if (kind === "article") return paths.article(target);
  if (kind === "glossary") return paths.term(target);
  return kind === "item" ? paths.methodItem(target) : paths.method();
}
