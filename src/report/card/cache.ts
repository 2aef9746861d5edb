import { createHash } from "node:crypto";
import type { PageImage, ResultImage } from "./card.ts";
import { cardFacts } from "./facts.ts";

/** The card of a result in one of its shapes, or the card of a public page. */
export type CardRequest = Pick<ResultImage, "report" | "shape"> | Pick<PageImage, "title" | "line">;
export type Cards = (request: CardRequest) => Promise<Buffer>;

/** What is the same on every card of a site. */
export type CardFrame = Pick<ResultImage, "site" | "plumb"> & Pick<PageImage, "layers">;

/** About 100 KB each. */
const MOST = 100;

/** Draws a card. Loads the renderer at the first one, so that a server starts without it. */
async function drawCard(frame: CardFrame, request: CardRequest): Promise<Buffer> {
  const { cardImage, pageCard } = await import("./card.ts");
  return "report" in request ? cardImage({ ...frame, ...request }) : pageCard({ ...frame, ...request });
}

/**
 * Cards by the hash of what they show. A card is drawn once however many ask for it at the same time; the `most` asked
 * for last are kept; one that failed is drawn again. Whether a result is still there is asked before its card is.
 */
export function cardCache(frame: CardFrame, draw = drawCard, most = MOST): Cards {
  const kept = new Map<string, Promise<Buffer>>();
  return (request) => {
    const key = hashOf(frame, request);
    const card = kept.get(key) ?? draw(frame, request);
    kept.delete(key);
    kept.set(key, card);
    card.catch(() => kept.get(key) === card && kept.delete(key));
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return card;
  };
}

function hashOf({ site, plumb, layers }: CardFrame, request: CardRequest): string {
  const shown =
    "report" in request
      ? [request.shape, site.name, site.mark, plumb, cardFacts(request.report)]
      : ["page", site.name, site.mark, layers, request.title, request.line];
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url");
}
