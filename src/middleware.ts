import { defineMiddleware } from "astro:middleware";
import { POST_ROUTES } from "./paths.ts";

/** A page takes GET and HEAD; only the listed routes take POST. What a page throws goes to the shell, which logs it. */
export const onRequest = defineMiddleware(async ({ request, routePattern, locals, isPrerendered }, next) => {
  if (isPrerendered) return next();
  const takesPost = POST_ROUTES.some((route) => route === routePattern);
  if (request.method === "POST" && !takesPost)
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  try {
    return await next();
  } catch (error) {
    locals.failed(error);
    return new Response(null, { status: 500 });
  }
});
