import { createHash } from "node:crypto";
import { lru } from "#src/lru.ts";
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

/** Cards by the hash of what they show, of one site. Whether a result is still there is asked before its card is. */
export function cardCache(frame: CardFrame, draw = drawCard, most = MOST): Cards {
  const cards = lru<Buffer>(most);
  return (request) => cards(hashOf(request), () => draw(frame, request));
}

function hashOf(request: CardRequest): string {
  const shown =
    "report" in request ? [request.shape, cardFacts(request.report)] : ["page", request.title, request.line];
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url");
}
