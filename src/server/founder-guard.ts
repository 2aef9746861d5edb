import { readFounder } from "#src/progress/sign-in/read-founder.ts";
import { tokenIn } from "#src/progress/sign-in/session-cookie.ts";

/** The routes below the founder's page that are open to everybody: each asks for an address or a link of its own. */
const OPEN = ["/progress/sign-in", "/progress/sign-in/[token]"];

interface Asking {
  request: Request;
  routePattern: string;
  locals: App.Locals;
}

/** `answer` in place of the page; `signIn` stands for the sign-in page with status 401, never for the page's own handler. */
type Judged = { signIn?: true; answer?: Response };

/**
 * Judges a request to the founder's page and what is below it by the route it matched, however its address was written,
 * and puts whose mailbox it is into the locals. Every other route is let through unread.
 */
export async function guardFounder({ request, routePattern, locals }: Asking): Promise<Judged> {
  if (!/^\/progress(\/|$)/.test(routePattern) || OPEN.includes(routePattern)) return {};
  const token = tokenIn(request.headers, locals.app.publicUrl);
  const founder = token === null ? null : await readFounder(locals.app, token);
  if (founder) {
    locals.founder = founder;
    return {};
  }
  return routePattern.endsWith(".json") ? { answer: new Response(null, { status: 401 }) } : { signIn: true };
}
