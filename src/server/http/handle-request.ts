import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route } from "#src/routes.ts";
import type { Answered } from "#src/server/metrics.ts";
import { routeAround } from "#src/server/routing/match-route.ts";
import { rightPath } from "#src/server/routing/right-path.ts";
import { SECOND } from "#src/time.ts";
import { clientAddress } from "./client-address.ts";
import { pageCompression } from "./compress.ts";
import { failureAnswer } from "./failure-answer.ts";
import { requestIdOf, watchForwarded } from "./forwarded.ts";
import { commonHeaders, secureHeaders } from "./headers.ts";
import { judgeRequest } from "./judge-request.ts";
import { inFrame, type ProblemPages, sendProblem, wantsJson } from "./problem-page.ts";
import { BodyAborted, BodyTooLarge, discard, readBody } from "./read-body.ts";
import { renderPage } from "./render-page.ts";
import { sendHealth } from "./send-health.ts";
import { sendMetrics } from "./send-metrics.ts";
import { serveStatic } from "./serve-static.ts";
import type { ShellOptions } from "./shell-options.ts";

/** The most that is read and forgotten of a body that was refused, before its connection is closed. */
const MOST_DISCARDED = 1_048_576;

const LONGEST_LOGGED = 512;
const NO_BODY = Buffer.alloc(0);

type Options = ShellOptions & { problems: ProblemPages; lastOnItsConnection: (res: ServerResponse) => boolean };

function redirect(res: ServerResponse, to: string): void {
  res.writeHead(308, { location: to, "content-length": "0" }).end();
}

/** Makes the function that answers every request that node:http could parse; it never rejects. */
export function requestHandler(options: Options): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const { env, log, clock, problems } = options;
  const rules = { ...env, bodyBytes: env.limits.bodyBytes };
  const common = commonHeaders(env.publicUrl.startsWith("https:"));
  const forwarded = watchForwarded(env.trustedProxies, log);
  const files = serveStatic(options.clientDir, env.publicUrl);
  const compress = pageCompression();

  return async (req, res) => {
    const started = clock();
    const requestId = requestIdOf(req.headers["x-request-id"], env.trustedProxies);
    const { method, url: target } = req;
    let path: string | undefined;
    let route: Route = {};
    let framedBy: readonly string[] = [];
    let unread = Number(req.headers["content-length"] ?? 0) > 0 || req.headers["transfer-encoding"] !== undefined;
    let refused = false;
    let by: Answered["by"] = "shell";
    res.on("error", () => {});
    res.once("close", () => {
      const outcome = res.writableFinished ? {} : { unfinished: true };
      log.info("request", {
        requestId,
        method,
        path: target?.slice(0, LONGEST_LOGGED),
        status: res.statusCode,
        ms: clock() - started,
        ...outcome,
      });
      const seconds = (clock() - started) / SECOND;
      options.metrics?.answered({ method: method ?? "", by, status: res.statusCode, seconds });
    });
    secureHeaders(res, {
      common: { ...common, "x-request-id": requestId },
      path: () => path,
      route: () => route,
      closing: () => (refused && unread) || options.lastOnItsConnection(res),
      framedBy: () => framedBy,
    });
    const refuse = (status: number, perhapsSaved = false) => {
      if (status === 405 && !res.hasHeader("allow")) res.setHeader("allow", "GET, HEAD, POST");
      const wait = status === 429 ? Number(res.getHeader("retry-after")) : 0;
      const page = problems({ status, wait, perhapsSaved }, wantsJson(req));
      refused = true;
      sendProblem(
        res,
        status,
        framedBy.length > 0 ? inFrame(page) : page,
        unread ? discard(req, MOST_DISCARDED) : undefined,
      );
    };
    const fail = (error: unknown) => {
      log.error("request-failed", { requestId, method, path: target?.slice(0, LONGEST_LOGGED), error });
      if (res.headersSent) return void res.destroy();
      const { status, retryAfter, perhapsSaved } = failureAnswer(error);
      if (retryAfter) res.setHeader("retry-after", retryAfter);
      refuse(status, perhapsSaved);
    };

    try {
      const forwardedFor = req.headers["x-forwarded-for"] as string | undefined;
      forwarded.see(forwardedFor);
      const judged = judgeRequest(req, rules);
      if ("status" in judged) return refuse(judged.status);
      path = judged.path;
      route = routeAround(path);
      if (route.framed) framedBy = await options.embedOrigins();
      const right = req.method === "GET" || req.method === "HEAD" ? rightPath(path) : null;
      if (right !== null) return redirect(res, encodeURI(right) + (/\?.*$/.exec(req.url ?? "")?.[0] ?? ""));
      if (path === "/health") return await sendHealth(req, res, options, forwarded.state());
      if (path === "/metrics" && (await sendMetrics(req, res, options))) return;
      const body = unread ? await readBody(req, env.limits.bodyBytes) : NO_BODY;
      unread = false;
      by = "file";
      // No built file is private.
      if (!route.private && files(req, res, path)) return;
      by = "page";
      const address = clientAddress(req.socket.remoteAddress, forwardedFor, env.trustedProxies);
      compress(req, res);
      await renderPage({ ...options, fail, refuse }, Object.assign(req, { body }), res, { address, requestId });
    } catch (error) {
      if (error instanceof BodyTooLarge) refuse(413);
      else if (error instanceof BodyAborted) res.destroy();
      else fail(error);
    }
  };
}
