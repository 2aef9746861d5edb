import type { IncomingMessage } from "node:http";
import type { Asked, Page } from "#src/forms/pages/asked.ts";
import { readQuestion } from "#src/forms/pages/question.ts";
import { readResult } from "#src/forms/pages/result.ts";
import { readStart } from "#src/forms/pages/start.ts";
import { FormError } from "#src/forms/read-form.ts";
import { auditRefusal } from "./audit-refusal.ts";
import type { AstroHandler } from "./http/shell-options.ts";
import { matchAt } from "./routing/match-route.ts";

/** Pages that many ask for: what they are made of is read, and a form that was sent is taken, before any layout. */
const READERS: Readonly<Record<string, (asked: Asked) => Promise<Page | Response | null>>> = {
  "/[instrument]": readStart,
  "/[instrument]/[reference]/[step]": readQuestion,
  "/results/[reference]": readResult,
};

/** The answer to a request that needs no layout, or that is kept; null where a page is to be laid out, of `locals.page`. */
export async function readPage(asked: Asked): Promise<Response | null> {
  const { locals, request, routePattern } = asked;
  const page = await READERS[routePattern]?.(asked);
  if (!page || page instanceof Response) return page ?? null;
  locals.page = page;
  return page.content === null ? null : locals.app.pages.find(page.content, page.fresh, request);
}

/**
 * Answers what needs no layout before Astro is entered, whose way to a page takes longer than reading it. All else is
 * Astro's: what it lays out, and what is not found.
 */
export function readFirst(render: AstroHandler): AstroHandler {
  return async (req, res, next, given) => {
    const locals = given as App.Locals;
    const asked = askedBy(req as IncomingMessage & { body: Buffer }, locals);
    const answer = asked && (await answerTo(asked));
    if (!asked || !answer || answer.status === 404) return void (await render(req, res, next, locals));
    await auditRefusal(answer.status, asked);
    res.writeHead(answer.status, Object.fromEntries(answer.headers));
    res.end(answer.body && Buffer.from(await answer.arrayBuffer()));
  };
}

async function answerTo(asked: Asked): Promise<Response | null> {
  try {
    return await readPage(asked);
  } catch (error) {
    if (error instanceof FormError) return new Response(null, { status: 400 });
    throw error;
  }
}

/** What is asked of a page that is read first; null for every other, and for an address with anything encoded in it. */
function askedBy(req: IncomingMessage & { body: Buffer }, locals: App.Locals): Asked | null {
  const { method = "GET", headers } = req;
  const url = new URL(req.url ?? "/", locals.app.publicUrl);
  const found = url.pathname.includes("%") ? undefined : matchAt(url.pathname);
  if (!found || !Object.hasOwn(READERS, found.pattern) || (method === "POST" && !found.route.post)) return null;
  const body = method === "POST" ? new Uint8Array(req.body) : null;
  const request = new Request(url, { method, headers: headers as Record<string, string>, body });
  return { locals, request, url, routePattern: found.pattern, params: found.params };
}
