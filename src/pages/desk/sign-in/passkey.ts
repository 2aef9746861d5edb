import type { APIRoute } from "astro";
import { z } from "zod";
import { jsonAnswer } from "#src/accounts/json-answer.ts";
import { passkeyAnswer } from "#src/accounts/passkeys/answer.ts";
import { askForPasskey, signInByPasskey } from "#src/accounts/passkeys/sign-in.ts";
import { nextPath } from "#src/accounts/sign-in/next-path.ts";

const body = z.strictObject({ answer: passkeyAnswer.optional(), next: z.string().max(2000).optional() });

/** Without an answer: a challenge for a passkey. With one: the session, and where to go. */
export const POST: APIRoute = async ({ locals: { app, client }, request }) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return jsonAnswer({ error: "unread" }, [], 400);
  const { answer, next } = parsed.data;
  const clientHash = app.hashClient(client.address);
  const { headers } = request;
  const done = answer
    ? await signInByPasskey(app, { headers, answer, clientHash })
    : await askForPasskey(app, clientHash);
  if (done.status === "offered") return jsonAnswer({ options: done.options }, done.setCookies);
  if (done.status === "in") return jsonAnswer({ location: nextPath(app.publicUrl, next) }, done.setCookies);
  if (done.status === "refused") return jsonAnswer({ error: "refused" }, [], 401);
  const limited = jsonAnswer({ error: "limited" }, [], 429);
  limited.headers.set("retry-after", String(done.retryAfterSeconds));
  return limited;
};
