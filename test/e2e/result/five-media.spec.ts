import { fixFor, textFor } from "#src/instruments/variants.ts";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { completed, post, reportTo } from "#test/support/browser/visitor.ts";
import { bank } from "#test/support/factories.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { theMailTo } from "#test/support/server/mail.ts";

/** Words without breaks and in one case: a line may end anywhere. */
const run = (text: string) => text.replace(/[\s\u00a0]+/gu, "");

test("one assessment says the same verdict, scores, fixes and cost on page, in HTML, text, PDF and card", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E2");
  await post(server, paths.sizing(reference), { z_opps: "12", z_acv: "15000", z_win: "22" });
  await reportTo(server, reference, "five@firm.example");
  await post(server, paths.sharing(reference));

  await page.goto(paths.result(reference));
  const onPage = await page.locator("main").innerText();
  const { html, text } = await theMailTo(server, "five@firm.example");
  const pdf = await page.request.get(paths.pdf(reference));
  const printed = (await readPdf(await pdf.body())).texts.join("");
  await page.setContent(html);
  const inHtml = await page.locator("body").innerText();

  // Example E2 of the method, section 13; the fixes are those of the three answers at credit 0.
  const scores = ["Revenue Visibility40", "Pipeline Integrity15", "Velocity and Flow30", "Learning Loops35"];
  const situation = { solo: false, paper: true, answers: {} };
  const fixes = bank.items.flatMap((item) => {
    const fix = ["P1", "P4", "P5"].includes(item.id) ? fixFor(bank, item, "a", situation) : null;
    return fix ? [fix.title, fix.proof ?? item.proof].map((text) => textFor(text, situation)) : [];
  });
  const said = [
    "You have a tool, not yet a system.",
    "Your dominant failure layer is Pipeline Integrity.",
    "Fragmented",
    "£52,000 to £150,000",
    ...fixes,
  ];
  for (const medium of [onPage, inHtml, text, printed])
    expect(said.filter((words) => !run(medium).includes(run(words)))).toEqual([]);
  for (const score of scores) expect(run(text.replaceAll(": ", ""))).toContain(run(score));

  await page.goto(paths.result(reference));
  const card = await page.locator(`img[src="${paths.card(reference)}"]`).getAttribute("alt");
  for (const score of [...scores, "System Resilience40", "Fragmented", "27"])
    expect(run(card ?? "")).toContain(run(score));
  const shared = (await page.getByRole("main").innerHTML()).match(/\/shared\/[\w-]+/)?.[0] ?? "";
  await page.goto(shared);
  await expect(page.getByRole("main")).toContainText("Fragmented");
  await expect(page.getByRole("main")).not.toContainText("You have a tool");
});
