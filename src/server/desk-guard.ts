import { readSession } from "#src/accounts/sessions/session.ts";
import { paths } from "#src/paths.ts";
import { routeOf } from "#src/routes.ts";

interface Asking {
  request: Request;
  url: URL;
  routePattern: string;
  locals: App.Locals;
}

/** `answer` in place of the page; `signIn` stands for the sign-in page with status 401, never for its handler. */
type Judged = { signIn?: true; answer?: Response; setCookies: string[] };

/**
 * Judges a request to a route that is for staff, by the route it matched, however its address was written (H8), and puts
 * who asks into the locals. Every other is let through unread.
 */
export async function guardDesk({ request, url, routePattern, locals }: Asking): Promise<Judged> {
  const { guarded } = routeOf(routePattern);
  if (guarded !== "staff" && guarded !== "enrolling") return { setCookies: [] };
  const { person, complete, sessionId, setCookies } = await readSession(locals.app, request.headers);
  if (person && sessionId) {
    locals.sessionId = sessionId;
    if (complete) locals.staff = person;
    else locals.enrolling = person;
    if (complete || guarded === "enrolling") return { setCookies };
    return { answer: new Response(null, { status: 303, headers: { location: paths.secondStep } }), setCookies };
  }
  if (url.pathname.endsWith(".csv")) return { answer: new Response(null, { status: 401 }), setCookies };
  return { signIn: true, setCookies };
}
