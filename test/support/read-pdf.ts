import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A structure element as read back; content that is not an element is left out. */
export interface Tag {
  role: string;
  alt?: string;
  children: Tag[];
}

interface Outline {
  title: string;
}

/** A PDF as a reader's program sees it. */
export interface ReadPdf {
  pages: number;
  /** The text of each page in the order of its content, artifacts included. */
  texts: string[];
  /** How far up each page its last line of text stands, in points from the bottom, page numbers left out. */
  feet: number[];
  /** The structure trees of all pages in order. */
  tags: Tag[];
  outline: string[];
  info: Record<string, unknown>;
  marked: boolean;
  displaysTitle: boolean;
  annotations: number;
}

/** Below this, in points from the bottom, stands the line with the page's number. */
const FOOTER = 50;

type Node = { role?: string; alt?: string; children?: Node[] };

const tagsOf = ({ children = [] }: Node): Tag[] =>
  children.flatMap(({ role, alt, children: inner }) =>
    role ? [{ role, ...(alt && { alt }), children: tagsOf({ children: inner ?? [] }) }] : [],
  );

/** Reads bytes with Mozilla's pdf.js. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false });
  const document = await task.promise;
  const preferences = (await document.getViewerPreferences()) as { DisplayDocTitle?: boolean } | null;
  const read: ReadPdf = {
    pages: document.numPages,
    texts: [],
    feet: [],
    tags: [],
    outline: ((await document.getOutline()) as Outline[] | null)?.map(({ title }) => title) ?? [],
    info: (await document.getMetadata()).info as Record<string, unknown>,
    marked: (await document.getMarkInfo())?.Marked === true,
    displaysTitle: preferences?.DisplayDocTitle === true,
    annotations: 0,
  };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    read.texts.push(items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : "")).join(""));
    const heights = items.flatMap((item) => ("str" in item && item.str.trim() ? [Number(item.transform[5])] : []));
    read.feet.push(Math.min(...heights.filter((height) => height > FOOTER)));
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) read.tags.push(...tagsOf(tree));
    read.annotations += (await page.getAnnotations()).length;
  }
  await task.destroy();
  return read;
}

/** Every element under these, depth first, in reading order. */
export function walk(tags: readonly Tag[]): Tag[] {
  return tags.flatMap((tag) => [tag, ...walk(tag.children)]);
}
