import type { Page } from "@playwright/test";

/** Words that do not stand in one line: what holds them is narrower than its longest word. The parts of a link may break. */
export function brokenWords(page: Page, within = "main"): Promise<string[]> {
  return page.locator(`:is(${within}):visible`).evaluateAll((all) =>
    all.flatMap((part) => {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      const broken: string[] = [];
      while (walker.nextNode()) {
        const text = (walker.currentNode.textContent ?? "").replace(/\S+\/\S*/g, (link) => " ".repeat(link.length));
        for (const { 0: word, index } of text.matchAll(/[^\s\p{P}\p{S}]+/gu)) {
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
