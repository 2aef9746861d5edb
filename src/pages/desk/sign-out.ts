import type { APIRoute } from "astro";
import { seeOther } from "#src/accounts/see-other.ts";
import { signOut } from "#src/accounts/sessions/sign-out.ts";
import { paths } from "#src/paths.ts";

/** Ends this session; also for somebody who has no second step yet. */
export const POST: APIRoute = async ({ locals: { app, staff, enrolling, sessionId } }) => {
  const person = staff ?? enrolling;
  if (!person || !sessionId) return new Response(null, { status: 404 });
  return seeOther(paths.signIn(), await signOut(app, { staffId: person.id, sessionId }));
};
