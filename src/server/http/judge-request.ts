import type { IncomingMessage } from "node:http";
import { routeAt } from "#src/server/routing/match-route.ts";
import { readPath } from "#src/server/routing/request-path.ts";
import { checkHost } from "./check-host.ts";
import { declaresMore } from "./read-body.ts";
import { mayWrite } from "./unsafe-methods.ts";

export interface RequestRules {
  allowedHosts: readonly string[];
  /** The public origin, without a slash at its end. */
  publicUrl: string;
  bodyBytes: number;
}

const FORGEABLE = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"];
const SAFE = ["GET", "HEAD"];

/**
 * Judges the head of a request in this order: host, path, method, size, coding, sender. Returns the decoded path or the
 * status to refuse with. A request that passes is left with a target in origin form and without forwarding headers,
 * which anyone can write and nothing behind the guard may read.
 */
export function judgeRequest(req: IncomingMessage, rules: RequestRules): { path: string } | { status: number } {
  const { method = "", headers } = req;
  const host = checkHost(
    req.url ?? "",
    hostsIn(req.rawHeaders),
    rules.allowedHosts,
    rules.publicUrl.startsWith("https:"),
  );
  if ("status" in host) return host;
  const path = readPath(host.target);
  if ("status" in path) return path;
  if (!SAFE.includes(method) && method !== "POST") return { status: 405 };
  if (declaresMore(req, rules.bodyBytes)) return { status: 413 };
  if ((headers["content-encoding"] ?? "identity") !== "identity") return { status: 415 };
  const sender = { fetchSite: headers["sec-fetch-site"] as string | undefined, origin: headers.origin };
  if (!SAFE.includes(method) && !routeAt(path.path)?.exempt && !mayWrite(sender, rules.publicUrl)) {
    return { status: 403 };
  }
  req.url = host.target;
  for (const name of FORGEABLE) if (name in headers) delete headers[name];
  return path;
}

/** Each Host as it was sent: `headers` keeps the first alone. */
const hostsIn = (raw: readonly string[]) =>
  raw.filter((_, place) => place % 2 === 1 && raw[place - 1]?.toLowerCase() === "host");
