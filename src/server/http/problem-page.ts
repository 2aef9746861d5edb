import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { ProblemWords } from "#src/words/pages.ts";
import { fill, waitFor } from "#src/words/phrase.ts";
import { FALLBACK_POLICY, SHORT_POLICY } from "./headers.ts";

/** For a folder without the built template: in English, whatever the language of the site. */
const MINIMAL = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%title%</title></head>
<body><main><h1>%title%</h1><p>%sentence%</p><p><a href="/">Home page</a></p></main></body></html>
`;

export interface ProblemPage {
  headers: Record<string, string>;
  body: string;
}

interface Problem {
  status: number;
  /** Seconds until there is room again; 0 where that is not known. */
  wait?: number;
  /** A write whose answer was lost. */
  perhapsSaved?: boolean;
}

export type ProblemPages = (problem: Problem, json: boolean) => ProblemPage;

/**
 * Reads the template `problem/index.html` of `clientDir` once, and returns what makes a problem page from it: `%title%`
 * and `%sentence%` filled in and escaped. Without the template it is a plain page. As JSON it is `{"error": sentence}`.
 */
export function problemPages(clientDir: string, words: ProblemWords): ProblemPages {
  const template = readTemplate(join(clientDir, "problem", "index.html"));
  const policy = template === undefined ? FALLBACK_POLICY : SHORT_POLICY;
  return (problem, json) => {
    const said = saidOf(words, problem);
    if (json) return page("application/json", FALLBACK_POLICY, `${JSON.stringify({ error: said.sentence })}\n`);
    const filled = (template ?? MINIMAL).replace(/%(title|sentence)%/g, (_, key: keyof typeof said) =>
      escapeHtml(said[key]),
    );
    return page("text/html; charset=utf-8", policy, filled);
  };
}

/** The page for a frame: its links lead to pages that no frame may show, so each opens a tab of its own. */
export function inFrame({ headers, body }: ProblemPage): ProblemPage {
  return { headers, body: body.replaceAll("<a ", '<a target="_blank" rel="noopener" ') };
}

/** Whether the client asked for JSON, by Accept or by what it sent. */
export function wantsJson({ headers }: Pick<IncomingMessage, "headers">): boolean {
  const accept = headers.accept ?? "";
  if (accept.includes("text/html")) return false;
  return accept.includes("application/json") || /^application\/json\b/i.test(headers["content-type"] ?? "");
}

/**
 * Answers with a problem page; headers set on the response before, such as Retry-After, stay. The client has
 * all of it at once, but the response (and a connection that is to close with it) ends only after `before`.
 */
export function sendProblem(
  res: ServerResponse,
  status: number,
  { headers, body }: ProblemPage,
  before?: Promise<void>,
): void {
  for (const name of ["content-length", "content-encoding", "etag", "last-modified"]) res.removeHeader(name);
  res.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  if (!before) return void res.end(body);
  res.write(body);
  void before.then(() => res.end());
}

function page(type: string, policy: string, body: string): ProblemPage {
  const headers = { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" };
  return { headers, body };
}

function saidOf({ statuses, limited, perhapsSaved }: ProblemWords, problem: Problem) {
  const { status, wait = 0 } = problem;
  if (problem.perhapsSaved) return perhapsSaved;
  const said = statuses[status as keyof typeof statuses] ?? statuses[status < 500 ? 400 : 500];
  return wait > 0 ? { ...said, sentence: fill(limited, { when: waitFor(wait) }) } : said;
}

function readTemplate(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
