import type { APIRoute } from "astro";
import { seeOther } from "../../accounts/see-other.ts";
import { paths } from "../../paths.ts";
import { sessionCookie, tokenIn } from "../../progress/session-cookie.ts";
import { signOut } from "../../progress/sign-out.ts";

/** Ends this founder's session on the server, and makes the browser forget its cookie. */
export const POST: APIRoute = async ({ locals: { app, founder }, request }) => {
  const token = tokenIn(request.headers, app.publicUrl);
  if (!founder || token === null) return new Response(null, { status: 404 });
  await signOut(app, token);
  return seeOther(`${paths.founderSignIn}?out=1`, [sessionCookie(app.publicUrl, null)]);
};
