import { defineMiddleware } from "astro:middleware";
import type { APIContext, MiddlewareNext } from "astro";
import { recordRefusal } from "#src/accounts/record-refusal.ts";
import type { Asked } from "#src/forms/pages/asked.ts";
import { type QuestionPage, readQuestion } from "#src/forms/pages/question.ts";
import { type ResultPage, readResult } from "#src/forms/pages/result.ts";
import { FormError } from "#src/forms/read-form.ts";
import { guardDesk } from "#src/server/desk-guard.ts";
import { guardFounder } from "#src/server/founder-guard.ts";
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

/** Pages that many ask for and that are kept: what they are made of is read, and a form that was sent is taken, before any layout. */
const READERS: Readonly<Record<string, (asked: Asked) => Promise<QuestionPage | ResultPage | Response | null>>> = {
  "/results/[reference]": readResult,
  "/[instrument]/[reference]/[step]": readQuestion,
};

async function readThenLayOut(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, request, routePattern } = context;
  const page = await READERS[routePattern]?.(context);
  if (!page) return next();
  if (page instanceof Response) return page;
  const { pages } = locals.app;
  locals.page = page;
  const { content, fresh } = page;
  return pages.find(content, fresh, request) ?? pages.keep(content, fresh, request, await next());
}

/** Refused authorisation and limits reached go to the audit trail; where that cannot be written, the answer goes out all the same. */
async function auditRefusal(
  status: number,
  { request, routePattern, locals }: Pick<APIContext, "request" | "routePattern" | "locals">,
): Promise<void> {
  const { app, staff } = locals;
  const kind = status === 429 ? "limit-reached" : status === 403 && staff ? "refused" : null;
  if (kind === null) return;
  const refusal = { kind, staffId: staff?.id ?? null, what: `${request.method} ${routePattern}` } as const;
  await recordRefusal(app, refusal).catch((error: unknown) => app.log.error("refusal-not-recorded", { error }));
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
