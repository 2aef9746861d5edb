import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, get, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import autocannon from "autocannon";
import { paths } from "#src/paths.ts";
import { completed, startAttempt } from "#test/support/browser/visitor.ts";
import { startServer } from "#test/support/server/server.ts";
import { buildSite, startSite } from "./start.ts";
import type { Row } from "./table.ts";

const ROUNDS = 5;
const CONNECTIONS = 8;
const TICK_MILLISECONDS = 10;
/** As browsers ask. */
const CODING = { "accept-encoding": "gzip, deflate, br, zstd" };

/** What Astro itself allows: a page of 40 elements without a component, and one that lays a ready string out. */
const ASTRO_PAGES = {
  elements: `<!doctype html><html><head><title>Elements</title></head><body>${'<p class="note"><b>{Astro.url.pathname}</b></p>'.repeat(20)}</body></html>`,
  string: `---\nconst text = "<p class='note'><b>Ready</b></p>".repeat(20);\n---\n<!doctype html><html><head><title>String</title></head><body><Fragment set:html={text} /></body></html>`,
};

interface Answer {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

if (process.argv[2] === "hello")
  process.once("message", ({ coding, body }: { coding: string; body: string }) => hello(coding, body));

/** A bare server that says the same bytes. */
function hello(coding: string, body: string): void {
  const bytes = Buffer.from(body, "base64");
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html", "content-encoding": coding }).end(bytes),
  );
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.(typeof address === "object" ? address?.port : null);
  });
}

/**
 * Answers that one core gives in a second, of processor time, beside those of a bare server with the same bytes in the same
 * coding: it holds on a busy machine.
 */
export async function pages(folder: string): Promise<Row[]> {
  const site = await startSite(await buildSite(join(folder, "site"), ASTRO_PAGES));
  const server = await startServer();
  try {
    const here = (path: string, count: number) => ({ url: server.url + path, pid: server.pid, count });
    const there = (path: string) => ({ url: site.url + path, pid: site.pid, count: 1500 });
    const result = paths.result(await completed(server, "E2"));
    const question = paths.question("diagnostic", await startAttempt(server, "diagnostic"), 1);
    const article = paths.article("phantom-pipeline");
    return [
      { ...(await rowOf("Question page", here(question, 1000))), goal: { least: 0.06 } },
      { ...(await rowOf("Result page", here(result, 1000))), goal: { least: 0.05 } },
      { ...(await rowOf("Static page", here(article, 4000))), goal: { least: 0.5 } },
      await rowOf("An Astro page of 40 plain elements", there("/elements")),
      await rowOf("An Astro page that lays out a ready string", there("/string")),
    ];
  } finally {
    await Promise.all([server.stop(), site.stop()]);
  }
}

async function rowOf(what: string, asked: { url: string; pid: number; count: number }): Promise<Row> {
  const { url, pid, count } = asked;
  const { headers, body } = await answerOf(url);
  const floor = fork(import.meta.filename, ["hello"]);
  floor.send({ coding: headers["content-encoding"] ?? "identity", body: body.toString("base64") });
  const [port] = await once(floor, "message");
  const least = await costOf(`http://127.0.0.1:${port}/`, floor.pid ?? 0, 6000);
  const cost = await costOf(url, pid, count);
  floor.kill();
  const of = `a bare server with the same ${body.length} bytes`;
  return { what, unit: "a second of one core", here: 1000 / cost, floor: 1000 / least, of };
}

/** Milliseconds of processor time, in all threads, for one answer: the best of some rounds. */
async function costOf(url: string, pid: number, count: number): Promise<number> {
  const ask = (amount: number) => autocannon({ url, connections: CONNECTIONS, amount, headers: CODING });
  await ask(count / 2);
  const costs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = spent(pid);
    const { non2xx, errors } = await ask(count);
    if (non2xx + errors > 0) throw new Error(`${url} did not always answer.`);
    costs.push((spent(pid) - before) / count);
  }
  return Math.min(...costs);
}

/** Milliseconds that a process has spent on a processor so far. */
function spent(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS;
}

function answerOf(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: CODING }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ headers: response.headers, body: Buffer.concat(chunks) });
    }).on("error", reject);
  });
}
