import type { APIRoute } from "astro";
import { z } from "zod";
import { jsonAnswer } from "#src/accounts/json-answer.ts";
import { addPasskey, offerPasskey } from "#src/accounts/passkeys/add-passkey.ts";
import { newPasskey } from "#src/accounts/passkeys/answer.ts";
import { limited } from "#src/forms/ask.ts";
import { paths } from "#src/paths.ts";
import { remark } from "#src/typed-text.ts";

const body = z.union([
  z.strictObject({ password: z.string().max(2000) }),
  z.strictObject({ answer: newPasskey, name: remark }),
]);

/** With the password: what a browser needs to make a passkey. With what it made: keeps it, and says where to go. */
export const POST: APIRoute = async ({ locals: { app, staff }, request }) => {
  if (!staff) return new Response(null, { status: 404 });
  const words = app.words.desk.access;
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return jsonAnswer({ error: words.passkeys.failed }, [], 400);
  const { headers } = request;
  if ("answer" in parsed.data) {
    const added = await addPasskey(app, { staffId: staff.id, headers, ...parsed.data });
    if (!added) return jsonAnswer({ error: words.passkeys.failed }, [], 422);
    return jsonAnswer({ location: `${paths.account}?done=passkey` });
  }
  const proved = await offerPasskey(app, { staff, headers, password: parsed.data.password });
  if (proved.status === "proved") return jsonAnswer({ options: proved.value.options }, proved.value.setCookies);
  if (proved.status === "wrong") return jsonAnswer({ error: words.authenticator.wrongPassword }, [], 422);
  const { retryAfterSeconds } = proved;
  const { sentence } = limited(words.authenticator.limited, retryAfterSeconds);
  const answer = jsonAnswer({ error: sentence }, [], 429);
  answer.headers.set("retry-after", String(retryAfterSeconds));
  return answer;
};
