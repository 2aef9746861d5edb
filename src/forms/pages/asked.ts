import type { APIContext } from "astro";

/** What is known of a request before its page is laid out. */
export type Asked = Pick<APIContext, "locals" | "params" | "request" | "routePattern" | "url">;
