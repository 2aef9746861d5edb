import type { Page } from "@playwright/test";
import { contrast, INK_KEYS, type Ink, inkAt, MARK, PAIRS, TEXT } from "#src/ink.ts";

/** What stands on what: two colours as the browser computes them, and an element where it is so. */
interface Seen {
  front: string;
  ground: string;
  kind: "text" | "control";
  where: string;
}

/** Every pair that the page shows as it stands: text on its ground, the border of a field on what is around it. */
function seenOn(page: Page): Promise<Seen[]> {
  return page.evaluate(() => {
    const isClear = (colour: string) => /^rgba\(.*, 0\)$|^transparent$/.test(colour);
    const groundOf = (from: Element | null): string => {
      for (let at = from; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!isClear(backgroundColor)) return backgroundColor;
      }
      return "none";
    };
    const found = new Map<string, Seen>();
    const add = (front: string, ground: string, kind: Seen["kind"], element: Element) => {
      const where = `${element.localName}.${element.getAttribute("class") ?? ""}`;
      found.set([front, ground, kind].join(), { front, ground, kind, where });
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!element?.checkVisibility({ visibilityProperty: true }) || !texts.currentNode.textContent?.trim()) continue;
      if (element.closest("svg, script, style, option")) continue;
      add(getComputedStyle(element).color, groundOf(element), "text", element);
    }
    for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      const { borderTopColor, borderTopWidth, color } = getComputedStyle(field);
      if (!field.checkVisibility() || field.closest(".trap")) continue;
      add(color, groundOf(field), "text", field);
      if (Number.parseFloat(borderTopWidth) > 0) add(borderTopColor, groundOf(field.parentElement), "control", field);
    }
    return [...found.values()];
  });
}

const hex = (colour: string) =>
  `#${(colour.match(/[\d.]+/g) ?? []).map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;

/** What a page shows: "text faint on sunk", "control edge on paper", each with an element where it is so. A colour that is no ink is
 * named as it is. The inks of `inks` must differ from each other. */
export async function inkPairsOn(page: Page, inks: Ink): Promise<[pair: string, where: string][]> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
  const keys = new Map(INK_KEYS.map((key) => [inkAt(inks, key), key]));
  const named = (colour: string) => keys.get(hex(colour)) ?? colour;
  return (await seenOn(page)).map(({ kind, front, ground, where }) => [
    `${kind} ${named(front)} on ${named(ground)}`,
    where,
  ]);
}

/**
 * What of the page as it stands is too faint on its ground, a line for each pair of colours: a text, a field's text or its border.
 * Stricter than WCAG 2.2 (1.4.3, 1.4.11), as `PAIRS` is: a large text needs what a small one needs. A colour that is no plain
 * one, or has no ground, is named too. What stands over a picture, is see-through by `opacity` or is drawn in SVG is left to axe,
 * which looks at the page first.
 */
export async function faintOn(page: Page): Promise<string[]> {
  const isPlain = (colour: string) => /^#[0-9a-f]{6}$/.test(colour);
  const faint = (await seenOn(page)).filter(({ kind, front, ground }) => {
    const [one, other] = [hex(front), hex(ground)];
    return !isPlain(one) || !isPlain(other) || contrast(one, other) < (kind === "text" ? TEXT : MARK);
  });
  return faint.map(({ kind, front, ground, where }) => `${kind} ${front} on ${ground}: ${where}`);
}

/** The pairs that the contrast of a brand's colours is checked by, written the same way. */
export const CHECKED: readonly string[] = PAIRS.flatMap(([front, ground, least]) =>
  (least >= TEXT ? ["text", "control"] : ["control"]).map((kind) => `${kind} ${front} on ${ground}`),
);
