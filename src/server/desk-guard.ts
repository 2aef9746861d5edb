import { readSession } from "#src/accounts/sessions/session.ts";
import { paths } from "#src/paths.ts";

/** The routes of the desk that are open to everybody: each asks for a password, a code or a link of its own. */
const OPEN = ["/desk/sign-in", "/desk/sign-in/code", "/desk/join/[token]"];
/** What somebody may reach who has given the password and has no second step yet. */
const FOR_ENROLLING = ["/desk/account/second-step", "/desk/sign-out"];

interface Asking {
  request: Request;
  url: URL;
  routePattern: string;
  locals: App.Locals;
}

/** `answer` in place of the page; `signIn` stands for the sign-in page with status 401, never for its handler. */
type Judged = { signIn?: true; answer?: Response; setCookies: string[] };

/**
 * Judges a request to the desk by the route it matched, however its address was written (H8), and puts who asks into the
 * locals. A route outside the desk is let through unread.
 */
export async function guardDesk({ request, url, routePattern, locals }: Asking): Promise<Judged> {
  if (!/^\/desk(\/|$)/.test(routePattern) || OPEN.includes(routePattern)) return { setCookies: [] };
  const { person, complete, sessionId, setCookies } = await readSession(locals.app, request.headers);
  if (person && sessionId) {
    locals.sessionId = sessionId;
    if (complete) locals.staff = person;
    else locals.enrolling = person;
    if (complete || FOR_ENROLLING.includes(routePattern)) return { setCookies };
    return { answer: new Response(null, { status: 303, headers: { location: paths.secondStep } }), setCookies };
  }
  if (url.pathname.endsWith(".csv")) return { answer: new Response(null, { status: 401 }), setCookies };
  return { signIn: true, setCookies };
}
