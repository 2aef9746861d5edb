import type { Frame, Page } from "@playwright/test";

/** Puts every text of the page into `<font><font>`, in place of the text node that stood there, as a browser's translation does. */
export async function translate(place: Page | Frame): Promise<void> {
  await place.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter(({ data }) => data.trim())) {
      if (text.parentElement?.closest("script, style, textarea, option")) continue;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}
