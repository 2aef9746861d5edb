import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { paths } from "#src/paths.ts";
import type { Route } from "#src/routes.ts";

/** For prerendered pages, which carry Astro's whole policy in a meta element; both then apply. */
export const SHORT_POLICY = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** For every response that brings no policy of its own. */
export const FALLBACK_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const POLICY = "content-security-policy";
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
  common: Readonly<Record<string, string>>;
  path: () => string | undefined;
  route: () => Route;
  closing: () => boolean;
  framedBy: () => readonly string[];
}

/**
 * Adds the common headers and the policy at the moment the head is written, when Astro's own headers are known.
 * @param common what every response carries: `commonHeaders`, and the id of the request.
 * @param path the decoded path, or undefined where the request was refused before it was read.
 * @param route the nearest route at or above it.
 * @param closing whether the connection should end after this response.
 * @param framedBy the origins that may show this response in a frame.
 */
export function secureHeaders(res: ServerResponse, { common, path, route, closing, framedBy }: Response): void {
  const writeHead = res.writeHead;
  res.writeHead = function secured(this: ServerResponse, status: number, ...rest: unknown[]) {
    const message = typeof rest[0] === "string" ? rest.shift() : undefined;
    const { framed, private: isPrivate } = route();
    // Handed over at once: each header that is set before is checked twice.
    const headers: Headers = {
      ...res.getHeaders(),
      ...lowered(rest[0] as GivenHeaders),
      ...common,
      ...((framed || path() === paths.embedScript) && SHARED_HEADERS),
      ...(isPrivate && PRIVATE_HEADERS),
      ...(closing() && { connection: "close" }),
    };
    setPolicy(headers, status, framedBy());
    if (message) res.statusMessage = message as string;
    return writeHead.call(res, status, headers) as typeof res;
  } as typeof res.writeHead;
}

const PRIVATE_HEADERS = { "cache-control": "no-store", "x-robots-tag": "noindex" };

/** A page that asks for isolation itself may load, and show in a frame, only what says that it agrees. */
const SHARED_HEADERS = {
  "cross-origin-resource-policy": "cross-origin",
  "cross-origin-embedder-policy": "require-corp",
};

type Headers = Record<string, OutgoingHttpHeader>;

function setPolicy(headers: Headers, status: number, framedBy: readonly string[]): void {
  const own = headers[POLICY];
  if (own === undefined) {
    // A browser copies the headers of a 304 over the stored page's: a policy here would replace the page's own.
    if (status === 304) return;
    headers[POLICY] = FALLBACK_POLICY;
  } else if (!String(own).includes("frame-ancestors")) headers[POLICY] = [...[own].flat().map(String), SHORT_POLICY];
  if (framedBy.length === 0) return;
  headers[POLICY] = [headers[POLICY]]
    .flat()
    .map((one) => String(one).replace(NO_FRAMES, `frame-ancestors ${framedBy.join(" ")}`));
}

type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined | null;

/** Headers as they may be given to `writeHead`, by their names in lower case. */
function lowered(given: GivenHeaders): Headers {
  const entries = Array.isArray(given)
    ? given.flatMap((name, place) => (place % 2 === 0 ? [[name, given[place + 1]] as const] : []))
    : Object.entries(given ?? {});
  const headers: Headers = {};
  for (const [name, value] of entries) if (value !== undefined) headers[String(name).toLowerCase()] = value;
  return headers;
}
