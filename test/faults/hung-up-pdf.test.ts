import type { APIContext } from "astro";
import { expect, test } from "vitest";
import { limited } from "#src/forms/ask.ts";
import { GET } from "#src/pages/results/[reference]/report.pdf.ts";
import type { Pdfs } from "#src/report/pdf/cache.ts";
import { embeddedLife } from "#test/support/embedded-life.ts";
import { sitting } from "#test/support/founder-life.ts";

test("whoever hangs up while a PDF waits for its turn is no fault: it is answered as a busy press", async () => {
  const { life } = await embeddedLife();
  const { reference } = await sitting(life, "E1");
  const leaving = new AbortController();
  const pdf: Pdfs = async (asked, reader) => {
    const under = life.app.pdf({ ...asked, completedAt: 0 });
    const made = life.app.pdf(asked, reader);
    leaving.abort();
    await Promise.allSettled([under, made]);
    return made;
  };
  const context = {
    locals: { app: { ...life.app, pdf }, client: { address: "192.0.2.7" } },
    params: { reference },
    request: new Request("https://plumb.example/", { signal: leaving.signal }),
  };
  const answer = await GET(context as unknown as APIContext);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe(limited(life.app.words.pages.pdf.busy, 60).sentence);
});
