import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { mailForm } from "#test/support/browser/taking.ts";
import { answered, completed, finish, post } from "#test/support/browser/visitor.ts";
import { answersOf, bank, creditsOf } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const PHONE = { width: 390, height: 844 };

/** Two thirds of the 11,200 px that a result took at 390 px before it was folded. */
const TALLEST = 7470;

/** The Diagnostic of E2 with one answer of four layers not known. */
async function withFourUnknown(server: Server): Promise<string> {
  const answers = { ...answersOf("E2"), V3: "dk", P4: "dk", F6: "dk", R6: "dk" };
  const reference = await answered(server, "diagnostic", answers);
  expect((await finish(server, "diagnostic", reference, answers)).status).toBe(303);
  return reference;
}

/** A Diagnostic at full marks but for one answer: its cost lies at the very beginning of the scale. */
async function withALittleCost(server: Server): Promise<string> {
  const best = bank.items.map(({ id, options }) => [id, options.findLast((option) => option.id !== "dk")?.id ?? ""]);
  const answers = { ...answersOf("E2"), ...Object.fromEntries(best), V3: "a" };
  const reference = await answered(server, "diagnostic", answers);
  expect((await finish(server, "diagnostic", reference, answers)).status).toBe(303);
  return reference;
}

const cases: [string, (server: Server) => Promise<string>][] = [
  ["Diagnostic with four answers unknown", withFourUnknown],
  ["Diagnostic with a cost", (server) => completed(server, "E2").then((reference) => sized(server, reference))],
  ["Snapshot", (server) => completed(server, "E1")],
];

async function sized(server: Server, reference: string): Promise<string> {
  const numbers = { z_opps: "12", z_acv: "15000", z_win: "22", z_cycle: "60", z_open: "47", z_miss: "25" };
  expect((await post(server, paths.sizing(reference), numbers)).status).toBe(303);
  return reference;
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled, viewport: PHONE });

    for (const [name, take] of cases)
      test(`the result of a ${name} is at most ${TALLEST} px tall on a phone, with what counts open`, async ({
        page,
        server,
      }) => {
        await page.goto(paths.result(await take(server)));
        expect(await page.locator("html").evaluate((html) => html.scrollHeight)).toBeLessThanOrEqual(TALLEST);

        await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
        await expect(page.getByText(words.pages.result.doFirst, { exact: true })).toBeInViewport();
        await expect(page.locator("#fix-1, #fix-2, #fix-3")).toHaveCount(3);
        for (const fix of await page.locator("#fixes li").all()) await expect(fix).toBeVisible();
        const mail = mailForm(page);
        await expect(mail.getByLabel(words.pages.mail.address)).toBeVisible();
        await expect(mail.getByRole("checkbox").filter({ visible: true })).toHaveCount(2);
        await expect(mail.getByLabel(words.pages.mail.name)).toBeHidden();
        await expect(page.locator("#cost")).toBeVisible();
      });
  });

test("marks, and the words above the bars, are whole and apart, however wide the window is", async ({
  page,
  server,
}) => {
  await page.goto(paths.result(await withFourUnknown(server)));
  for (const width of [320, 360, 390, 412, 430, 480, 600, 768, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    const crowded = await page.locator(".log__words").evaluate((row) => {
      const boxOf = (node: Node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      };
      const shown = [...row.children].map((word) => ({ word: word.textContent, ...boxOf(word).toJSON() }));
      return shown
        .filter(({ width }) => width > 0)
        .filter(({ right }, place, all) => right > (all[place + 1]?.left ?? row.getBoundingClientRect().right))
        .map(({ word }) => word);
    });
    expect({ width, crowded }).toEqual({ width, crowded: [] });
    const marks = await page.locator(".pips:visible").evaluateAll((all) => all.map((one) => one.clientWidth));
    expect({ width, marks: [...new Set(marks)] }).toEqual({ width, marks: [62] });
  }
});

test("the words under the cost are apart, where it is small and where it is not", async ({ page, server }) => {
  for (const reference of [await withALittleCost(server), await completed(server, "E2")]) {
    await page.goto(paths.result(reference));
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      const words = await page.locator(".costplot text:visible").evaluateAll((all) =>
        all.map((one) => {
          const { left, right } = one.getBoundingClientRect();
          return { left, right };
        }),
      );
      expect(words.length).toBeGreaterThan(0);
      const covered = words.filter(({ right }, place) => right > (words[place + 1]?.left ?? width));
      expect({ width, covered }).toEqual({ width, covered: [] });
    }
  }
});

test("verdict, first fix and order of work begin with the same act", async ({ page, server }) => {
  await page.goto(paths.result(await completed(server, "E2")));
  const act = await page.locator("#fix-1 h3").innerText();
  await expect(page.locator(".first__act")).toContainText(act);
  await expect(page.locator("#order li").first()).toContainText(act);
});

test("an address that leads into a folded part opens it", async ({ page, server }) => {
  const reference = await completed(server, "E2");
  for (const part of ["answers", "made", "commitments", "seats", "share", "keep"]) {
    await page.goto(`${paths.result(reference)}#${part}`);
    await page.reload();
    await expect(page.locator(`#${part} > div`)).toBeVisible();
  }
});

test("the chain's legend names the kinds of thread that are drawn, and no other", async ({ page, server }) => {
  const { solid, dashed } = words.report.chain;
  const middling = { c_tool: "none", ...creditsOf("1 2 | 2 2 | 2 2 | 3 2 | 2 2", "snapshot") };
  const level = await answered(server, "snapshot", middling);
  expect((await finish(server, "snapshot", level, middling)).status).toBe(303);
  await page.goto(paths.result(level));
  await expect(page.locator(".chain .note").nth(1)).toHaveText(dashed);
  await expect(page.locator(".chain__table th[scope='col']")).toHaveText([words.pages.result.layer, dashed]);
  await page.goto(paths.result(await completed(server, "E2")));
  await expect(page.locator(".chain .note").nth(1)).toHaveText(`${solid} ${dashed}`);
});
