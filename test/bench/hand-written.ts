import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { QuestionView } from "#src/assessments/question-view.ts";
import { ROOT } from "#test/support/root.ts";

const PREACT = readFileSync(join(ROOT, "node_modules/preact/dist/preact.min.umd.js"), "utf8");

/** What a person would write by hand for the same questions: one question at a time, each answer sent behind the tap. */
const PAGE = (questions: readonly QuestionView[]) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Questions</title>
<link rel="icon" href="data:,"></head><body><main id="app"></main><script src="/preact.js"></script>
<script type="application/json" id="questions">${JSON.stringify(questions).replaceAll("<", "\\u003c")}</script>
<script src="/app.js"></script></body></html>`;

const APP = `const { h, render } = preact;
const questions = JSON.parse(document.getElementById("questions").textContent);
const root = document.getElementById("app");
const show = (place) => {
  const { id, prompt, help, options, unsure } = questions[place];
  const all = unsure ? [...options, { id: "dk", label: unsure }] : options;
  const choose = (option) => {
    fetch("/answers", { method: "POST", keepalive: true, body: JSON.stringify({ item: id, option }) });
    if (place + 1 < questions.length) show(place + 1); else location.assign("/done");
  };
  render(h("form", { key: id, onSubmit: (event) => { event.preventDefault(); choose(event.submitter.value); } },
    h("p", null, "Question " + (place + 1) + " of " + questions.length), h("h1", null, prompt), h("p", null, help),
    all.map((one) => h("button", { key: one.id, name: "answer", value: one.id }, one.label))), root);
};
show(0);`;

const DONE = "<!doctype html><html lang=en><title>Done</title><link rel=icon href=data:,><h1>Done</h1></html>";

interface File {
  type: string;
  body: Buffer;
  headers?: Record<string, string>;
}

/**
 * Serves that page, compressed once, on a loopback port, and beside it under `plain` a page as it is given, with headers of its
 * own: what a policy asks of the browser is no matter of the page.
 */
export async function serveHandWritten(questions: readonly QuestionView[], plain: string, headers = {}) {
  const file = (type: string, text: string): File => ({ type, body: brotliCompressSync(text) });
  const files: Record<string, File> = {
    "/": file("text/html", PAGE(questions)),
    "/preact.js": file("text/javascript", PREACT),
    "/app.js": file("text/javascript", APP),
    "/plain": { ...file("text/html", plain), headers },
    "/done": file("text/html", DONE),
  };
  const server = createServer((request, response) => {
    request.resume();
    const found = files[request.url ?? ""];
    if (!found) return void response.writeHead(204).end();
    response
      .writeHead(200, {
        ...found.headers,
        "content-type": `${found.type}; charset=utf-8`,
        "content-encoding": "br",
      })
      .end(found.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    plain: `http://127.0.0.1:${port}/plain`,
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
