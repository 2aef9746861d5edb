import type { Page } from "@playwright/test";

/** Words in cells of tables that do not stand in one line: their column is narrower than its longest word. */
export function brokenWords(page: Page, cells = "th, td"): Promise<string[]> {
  return page.locator(`:is(${cells}):visible`).evaluateAll((all) =>
    all.flatMap((cell) => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const broken: string[] = [];
      while (walker.nextNode()) {
        for (const { 0: word, index } of (walker.currentNode.textContent ?? "").matchAll(/[^\s\p{P}\p{S}]+/gu)) {
          const range = document.createRange();
          range.setStart(walker.currentNode, index);
          range.setEnd(walker.currentNode, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
        }
      }
      return broken;
    }),
  );
}
