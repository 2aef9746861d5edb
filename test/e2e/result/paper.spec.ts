import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { words } from "#test/support/words.ts";

const NUMBERS = { z_opps: "12", z_acv: "15000", z_win: "22", z_cycle: "60", z_open: "47", z_miss: "25" };

for (const name of ["E1", "E2", "E4", "all unknown"] as const)
  test(`the result of ${name} prints on two A4 pages, without the way back to it`, async ({ page, server }) => {
    const reference = await completed(server, name);
    if (name === "E2") await post(server, paths.sizing(reference), NUMBERS);
    await page.goto(paths.result(reference));
    const heading = await page.getByRole("heading", { level: 1 }).innerText();
    const printed = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })) }).promise;
    expect(printed.numPages).toBe(2);
    let text = "";
    for (const number of [1, 2]) {
      const { items } = await (await printed.getPage(number)).getTextContent();
      text += items.map((item) => ("str" in item ? item.str : "")).join(" ");
    }
    expect(text.replace(/\s+/g, " ")).toContain(heading.replace(/\s+/g, " "));
    expect(text).not.toContain(reference);
    expect(text).not.toContain(words.pages.mail.title);
    expect(text.replace(/\s+/g, "")).toContain(`${server.url}/method`);
  });

test("editors' preview is no page of the site that visitors see", async ({ request }) => {
  expect((await request.get("/preview")).status()).toBe(404);
});
