import { cookiesOf } from "#src/cookies.ts";
import { SECOND } from "#src/time.ts";
import { isToken } from "#src/tokens.ts";
import { SESSION_AT_MOST } from "./session-rules.ts";

/** The token that a request's session cookie carries, or null where it carries none of the right form. */
export function tokenIn(headers: Pick<Headers, "get">, publicUrl: string): string | null {
  return cookiesOf(headers, nameFor(publicUrl)).find(isToken) ?? null;
}

/** The Set-Cookie value that hands a browser its session; a null token makes it forget the one it has. */
export function sessionCookie(publicUrl: string, token: string | null): string {
  const lasts = token === null ? 0 : SESSION_AT_MOST / SECOND;
  const secure = isSecure(publicUrl) ? "; Secure" : "";
  return `${nameFor(publicUrl)}=${token ?? ""}; Path=/; Max-Age=${lasts}; HttpOnly; SameSite=Lax${secure}`;
}

/** The prefix keeps the cookie from being set by another host or over plain http, and needs https. */
function nameFor(publicUrl: string): string {
  return isSecure(publicUrl) ? "__Host-progress" : "progress";
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}
