import { defineMiddleware } from "astro:middleware";
import { POST_ROUTES } from "./paths.ts";

/**
 * A page takes GET and HEAD; only the listed routes take POST. What a page throws goes to the shell, which logs it; a
 * body that is no form is the visitor's to mend. In `astro dev`, where no shell runs, the context is built here.
 */
export const onRequest = defineMiddleware(async ({ request, routePattern, locals, isPrerendered }, next) => {
  if (isPrerendered) return next();
  if (import.meta.env.DEV) {
    const { devApp } = await import("./server/dev-app.ts");
    Object.assign(locals, {
      app: await devApp(),
      client: { address: "127.0.0.1" },
      requestId: "dev",
      failed: console.error,
    });
  }
  const takesPost = POST_ROUTES.some((route) => route === routePattern);
  if (request.method === "POST" && !takesPost)
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  try {
    return await next();
  } catch (error) {
    if ((error as { code?: unknown }).code === "FORM") return new Response(null, { status: 400 });
    locals.failed(error);
    return new Response(null, { status: 500 });
  }
});
