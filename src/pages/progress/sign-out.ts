import type { APIRoute } from "astro";
import { seeOther } from "#src/accounts/see-other.ts";
import { paths } from "#src/paths.ts";
import { sessionCookie, tokenIn } from "#src/progress/sign-in/session-cookie.ts";
import { signOut } from "#src/progress/sign-in/sign-out.ts";

/** Ends this founder's session on the server, and makes the browser forget its cookie. */
export const POST: APIRoute = async ({ locals: { app, founder }, request }) => {
  const token = tokenIn(request.headers, app.publicUrl);
  if (!founder || token === null) return new Response(null, { status: 404 });
  await signOut(app, token);
  return seeOther(`${paths.founderSignIn}?out=1`, [sessionCookie(app.publicUrl, null)]);
};
