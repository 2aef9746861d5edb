import { defineMiddleware } from "astro:middleware";
import type { APIContext, MiddlewareNext } from "astro";
import { FormError } from "#src/forms/read-form.ts";
import { auditRefusal } from "#src/server/audit-refusal.ts";
import { guardDesk } from "#src/server/desk-guard.ts";
import { guardFounder } from "#src/server/founder-guard.ts";
import { readPage } from "#src/server/read-first.ts";
import { paths } from "./paths.ts";
import { routeOf } from "./routes.ts";
import { isCut } from "./tokens.ts";

/**
 * A page takes GET and HEAD, and POST where its row of `routes.ts` says so; to whom it is not for it answers with a
 * sign-in page and 401. What a page throws goes to the shell, which logs it; a body that is no form is the visitor's to
 * mend. In `astro dev`, where no shell runs, the context is built here.
 */
export const onRequest = defineMiddleware(async (context, next) => {
  const { request, routePattern, params, locals, url, isPrerendered } = context;
  if (isPrerendered) return next();
  if (import.meta.env.DEV) {
    const { devApp } = await import("#src/server/dev-app.ts");
    Object.assign(locals, {
      app: await devApp(),
      client: { address: "127.0.0.1" },
      requestId: "dev",
      failed: console.error,
    });
  }
  const { post, framed } = routeOf(routePattern);
  // An address that has lost its end leads to the page that says how that comes about.
  const cut = !framed && [params.reference, params.share, params.token].some((part) => part && isCut(part));
  try {
    if (cut) return await next(new Request(new URL("/404", url)));
    const { signIn, answer, setCookies } = await guardDesk({ request, url, routePattern, locals });
    if (signIn) return withCookies(await next(signInRequest(request, url)), setCookies, 401);
    const founder = await guardFounder({ request, routePattern, locals });
    if (founder.signIn) return withCookies(await next(new Request(new URL(paths.founderSignIn, url))), [], 401);
    if (request.method === "POST" && !post) return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    const answered = answer ?? founder.answer ?? (await readThenLayOut(context, next));
    await auditRefusal(answered.status, { request, routePattern, locals });
    return withCookies(answered, setCookies);
  } catch (error) {
    if (error instanceof FormError) return new Response(null, { status: 400 });
    locals.failed(error);
    return new Response(null, { status: 500 });
  }
});

async function readThenLayOut(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, request } = context;
  const answer = await readPage(context);
  if (answer) return new Response(answer.body, answer);
  const laidOut = await next();
  const { content, fresh } = locals.page ?? { content: null };
  return content === null ? laidOut : locals.app.pages.keep(content, fresh, request, laidOut);
}

/**
 * A request of our own for the sign-in page: never a POST, so that no handler behind it takes what was sent. It leads back
 * to the page asked for, or to the page whose form was sent.
 */
function signInRequest({ method, headers }: Request, url: URL): Request {
  const next = method === "POST" ? (headers.get("referer") ?? undefined) : url.pathname + url.search;
  return new Request(new URL(paths.signIn(next), url));
}

/** The same answer with the session's cookies, and with another status where one is given. */
function withCookies(answer: Response, setCookies: readonly string[], status = answer.status): Response {
  if (setCookies.length === 0 && status === answer.status) return answer;
  const changed = new Response(answer.body, { status, headers: answer.headers });
  for (const cookie of setCookies) changed.headers.append("set-cookie", cookie);
  return changed;
}
