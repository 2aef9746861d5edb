import type { APIRoute } from "astro";
import { instrumentOf } from "#src/forms/attempt-of.ts";
import { questionsOf } from "#src/forms/questions.ts";

const FOR_EVER = "public, max-age=31536000, immutable";

/** All questions of one published version, in order: what a question page's script shows after its first. */
export const GET: APIRoute = ({ locals, params, url }) => {
  const instrument = instrumentOf(params.instrument);
  const bank = locals.app.banks.all.find(({ bankVersion }) => bankVersion === params.version);
  if (!instrument || !bank) return Response.json({ error: "There are no such questions." }, { status: 404 });
  const { json, path } = questionsOf(bank, instrument);
  const kept = path === url.pathname + url.search ? FOR_EVER : "no-cache";
  return new Response(json, { headers: { "content-type": "application/json", "cache-control": kept } });
};
