import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { paths } from "#src/paths.ts";
import { routeAround } from "#src/routes.ts";

/** For prerendered pages, which carry Astro's whole policy in a meta element; both then apply. */
export const SHORT_POLICY = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** For every response that brings no policy of its own. */
export const FALLBACK_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const NO_FRAMES = "frame-ancestors 'none'";

/** The headers that every response carries (H5), those written on a bare socket included; the policy comes apart. */
export function commonHeaders(https: boolean): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(https && { "strict-transport-security": "max-age=31536000" }),
  };
}

interface Response {
  https: boolean;
  path: () => string | undefined;
  closing: () => boolean;
  framedBy: () => readonly string[];
}

/**
 * Adds the common headers and the policy at the moment the head is written, when Astro's own headers are known.
 * @param https whether PUBLIC_URL is https.
 * @param path the decoded path, or undefined where the request was refused before it was read.
 * @param closing whether the connection should end after this response.
 * @param framedBy the origins that may show this response in a frame.
 */
export function secureHeaders(res: ServerResponse, { https, path, closing, framedBy }: Response): void {
  const writeHead = res.writeHead;
  res.writeHead = function secured(this: ServerResponse, status: number, ...rest: unknown[]) {
    const message = typeof rest[0] === "string" ? rest.shift() : undefined;
    setAll(res, rest[0] as GivenHeaders);
    setAll(res, commonHeaders(https));
    setPolicy(res, status, framedBy());
    const here = path() ?? "";
    const route = routeAround(here);
    if (route.framed || here === paths.embedScript) setAll(res, SHARED_HEADERS);
    if (route.private) setAll(res, { "cache-control": "no-store", "x-robots-tag": "noindex" });
    if (closing()) res.setHeader("connection", "close");
    if (message) res.statusMessage = message as string;
    return writeHead.call(res, status) as typeof res;
  } as typeof res.writeHead;
}

/** A page that asks for isolation itself may load, and show in a frame, only what says that it agrees. */
const SHARED_HEADERS = {
  "cross-origin-resource-policy": "cross-origin",
  "cross-origin-embedder-policy": "require-corp",
};

function setPolicy(res: ServerResponse, status: number, framedBy: readonly string[]): void {
  const own = res.getHeader("content-security-policy");
  if (own === undefined) {
    // A browser copies the headers of a 304 over the stored page's: a policy here would replace the page's own.
    if (status !== 304) res.setHeader("content-security-policy", FALLBACK_POLICY);
  } else if (!String(own).includes("frame-ancestors")) {
    res.setHeader("content-security-policy", [...[own].flat().map(String), SHORT_POLICY]);
  }
  const policy = res.getHeader("content-security-policy");
  if (framedBy.length === 0 || policy === undefined) return;
  const opened = [policy].flat().map((one) => String(one).replace(NO_FRAMES, `frame-ancestors ${framedBy.join(" ")}`));
  res.setHeader("content-security-policy", opened);
}

type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined | null;

function setAll(res: ServerResponse, headers: GivenHeaders): void {
  if (Array.isArray(headers)) {
    for (let index = 0; index + 1 < headers.length; index += 2) {
      res.setHeader(String(headers[index]), headers[index + 1] as string);
    }
    return;
  }
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) res.setHeader(name, value);
}
