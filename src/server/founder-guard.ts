import { readFounder } from "#src/progress/sign-in/read-founder.ts";
import { tokenIn } from "#src/progress/sign-in/session-cookie.ts";
import { routeOf } from "#src/routes.ts";

interface Asking {
  request: Request;
  routePattern: string;
  locals: App.Locals;
}

/** `answer` in place of the page; `signIn` stands for the sign-in page with status 401, never for the page's own handler. */
type Judged = { signIn?: true; answer?: Response };

/**
 * Judges a request to a route that is for a founder, by the route it matched, however its address was written, and puts
 * whose mailbox it is into the locals. Every other is let through unread.
 */
export async function guardFounder({ request, routePattern, locals }: Asking): Promise<Judged> {
  const { guarded } = routeOf(routePattern);
  if (guarded !== "founder") return {};
  const token = tokenIn(request.headers, locals.app.publicUrl);
  const founder = token === null ? null : await readFounder(locals.app, token);
  if (founder) {
    locals.founder = founder;
    return {};
  }
  return routePattern.endsWith(".json") ? { answer: new Response(null, { status: 401 }) } : { signIn: true };
}
