import type { IncomingMessage } from "node:http";
import type { Answer } from "#src/forms/pages/answer.ts";
import type { Asked, Page } from "#src/forms/pages/asked.ts";
import { readQuestion } from "#src/forms/pages/question.ts";
import { readResult } from "#src/forms/pages/result.ts";
import { readStart } from "#src/forms/pages/start.ts";
import { FormError, type FormRequest } from "#src/forms/read-form.ts";
import { auditRefusal } from "./audit-refusal.ts";
import type { AstroHandler } from "./http/shell-options.ts";
import { matchAt } from "./routing/match-route.ts";

type Reader = (asked: Asked) => Promise<Page | Answer | null>;

const URLENCODED = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

/** Pages that many ask for: what they are made of is read, and a form that was sent is taken, before any layout. */
const READERS: Readonly<Record<string, Reader>> = {
  "/[instrument]": readStart,
  "/[instrument]/[reference]/[step]": readQuestion,
  "/results/[reference]": readResult,
};

/**
 * The answer to a request that needs no layout, or that is kept; null where a page is to be laid out, of `locals.page`. A
 * request is read once for each route that it comes to: a form is not taken twice, nor a page kept as another.
 */
export async function readPage(asked: Asked): Promise<Answer | null> {
  const { locals, routePattern } = asked;
  if (locals.read?.routePattern !== routePattern) {
    const read = await readBy(READERS[routePattern], asked);
    const page = read && !("status" in read) ? read : undefined;
    locals.page = page;
    locals.read = { routePattern, answer: page ? keptOf(page, asked) : (read as Answer | null) };
  }
  return locals.read.answer;
}

async function readBy(reader: Reader | undefined, asked: Asked): Promise<Page | Answer | null> {
  try {
    return (await reader?.(asked)) ?? null;
  } catch (error) {
    if (error instanceof FormError) return { status: 400, headers: {}, body: null };
    throw error;
  }
}

function keptOf({ content, fresh }: Page, { locals, request }: Asked): Answer | null {
  return content === null ? null : locals.app.pages.find(content, fresh, request);
}

/**
 * Answers what needs no layout before Astro is entered, whose way to a page takes longer than reading it. All else is
 * Astro's: what it lays out, and what is not found.
 */
export function readFirst(render: AstroHandler): AstroHandler {
  return async (req, res, next, given) => {
    const locals = given as App.Locals;
    const asked = askedBy(req as IncomingMessage & { body: Buffer }, locals);
    const answer = asked && (await readPage(asked));
    if (!asked || !answer || answer.status === 404) return void (await render(req, res, next, locals));
    await auditRefusal(answer.status, asked);
    const { status, headers, body } = answer;
    res.writeHead(status, { ...headers, "content-length": body?.length ?? 0 });
    res.end(body);
  };
}

/** What is asked of a page that is read first; null for every other, and for an address with anything encoded in it. */
function askedBy(
  { method = "GET", url = "", headers, body }: IncomingMessage & { body: Buffer },
  locals: App.Locals,
): Asked | null {
  const [path = ""] = url.split("?", 1);
  const found = path.includes("%") ? null : matchAt(path);
  if (!found || !Object.hasOwn(READERS, found.pattern)) return null;
  // Who may see a guarded page is asked behind this.
  if (found.route.guarded || (method === "POST" && !found.route.post)) return null;
  const header = (name: string) => headers[name]?.toString() ?? null;
  const request = {
    method,
    headers: { get: header },
    formData: () => formIn(body, header("content-type") ?? ""),
  };
  const { pattern: routePattern, params } = found;
  return { locals, request, url: { searchParams: new URLSearchParams(url.slice(path.length)) }, routePattern, params };
}

/** What a body says as a form; what is urlencoded is read without the streams of a response, which take longer than an answer to keep. */
async function formIn(body: Buffer, type: string): ReturnType<FormRequest["formData"]> {
  if (URLENCODED.test(type)) return new URLSearchParams(body.toString());
  return new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
}
