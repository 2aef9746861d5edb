/** A card as the answer to a request. Without `maxAge` it says nothing about keeping: private paths are never kept. */
export function cardAnswer(png: Buffer, maxAge?: number): Response {
  const keep = maxAge === undefined ? {} : { "cache-control": `public, max-age=${maxAge}` };
  return new Response(new Uint8Array(png), { headers: { "content-type": "image/png", ...keep } });
}
