/** A card as the answer to a request. Without `maxAge` it says nothing about keeping: private paths are never kept. */
export function cardResponse(png: Buffer, maxAge?: number): Response {
  const headers = new Headers({ "content-type": "image/png" });
  if (maxAge !== undefined) headers.set("cache-control", `public, max-age=${maxAge}`);
  return new Response(new Uint8Array(png), { headers });
}
