import { founderOf } from "#src/progress/sign-in/founder-of.ts";
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
  const founder = await founderOf(locals.app, request.headers);
  if (founder) {
    locals.founder = founder;
    return {};
  }
  return routePattern.endsWith(".json") ? { answer: new Response(null, { status: 401 }) } : { signIn: true };
}
