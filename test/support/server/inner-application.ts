import type { IncomingMessage } from "node:http";
import { DatabaseError } from "#db/client/errors.ts";
import type { AstroHandler, ShellLocals } from "#src/server/http/shell-options.ts";

export const OWN_POLICY = "script-src 'self'; frame-ancestors 'none'";
export const PAGE = `<!doctype html><title>Page</title>${"<p>Page</p>".repeat(500)}`;

/** A small application that behaves as Astro's handler does: headers by writeHead, empty answers on errors, `next`. */
export const application: AstroHandler = (incoming, res, next, locals) => {
  const req = incoming as IncomingMessage & { body: Buffer };
  const { client, failed, app } = locals as ShellLocals & { app: string };
  const path = req.url?.split("?")[0];
  if (path === "/page") {
    res.writeHead(200, { "content-type": "text/html", "content-security-policy": OWN_POLICY });
    return res.end(PAGE);
  }
  if (path === "/bare") return res.writeHead(200, { "content-type": "text/plain" }).end("bare");
  if (path === "/weak") return res.writeHead(200, { "content-security-policy": "script-src 'self'" }).end("weak");
  if (path === "/echo" || path === "/hooks/resend") {
    res.writeHead(200, { "content-type": "application/json" });
    return res.end(JSON.stringify({ bytes: req.body.length, address: client.address, app, headers: req.headers }));
  }
  if (path === "/results/V1StGXR8_Z5jdHi6B-myTw")
    return res.writeHead(200, { "cache-control": "public" }).end("result");
  if (path === "/limited") return res.writeHead(429, { "retry-after": "60" }).end();
  if (path === "/read-only") return res.writeHead(405, { allow: "GET, HEAD" }).end();
  if (path === "/own-422") return res.writeHead(422, { "content-type": "text/plain" }).end("own words");
  if (path === "/throw") throw new Error("secret detail of /srv/file.ts for ann@example.com");
  if (path === "/empty-500") return res.writeHead(500, null as never).end();
  if (path === "/plain-500") {
    res.statusCode = 500;
    return res.end("Internal Server Error");
  }
  if (path === "/full") {
    failed(new DatabaseError("DATABASE_FULL"));
    return res.writeHead(500, { "content-type": "text/html", "set-cookie": "a=b" }).end("the inner error page");
  }
  return next();
};
