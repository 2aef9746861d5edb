import { paths } from "#src/paths.ts";

/**
 * Where to go after signing in: the path and query that `next` names, where it is a page of the desk of this very origin,
 * else the inbox. What `next` says is resolved as a browser would, so no way of writing another origin gets through.
 */
export function nextPath(publicUrl: string, next: string | undefined): string {
  if (!next || !URL.canParse(next, publicUrl)) return paths.desk();
  const { origin, pathname, search } = new URL(next, publicUrl);
  const ofDesk = /^\/desk(\/|$)/.test(pathname) && !/%2f|%5c|\/\//i.test(pathname);
  const ofSignIn = /^\/desk\/(sign-in|sign-out|join)(\/|$)/.test(pathname);
  return origin === new URL(publicUrl).origin && ofDesk && !ofSignIn ? pathname + search : paths.desk();
}
