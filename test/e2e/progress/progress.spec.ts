import type { Browser, Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { signIn } from "#test/support/browser/founder.ts";
import { heading, option, referenceIn, wholeHtml } from "#test/support/browser/taking.ts";
import { completed, finish, post, reportTo, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf, bank } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

const DIAGNOSTIC = bank.instruments.diagnostic.name;

/** Checks this page by itself at both widths, in light and dark where `schemes` says so, and that 320 do not scroll. */
async function expectSound(
  browser: Browser,
  page: Page,
  path: string,
  schemes: readonly ("light" | "dark")[] = ["light"],
): Promise<void> {
  const baseURL = new URL(page.url()).origin;
  for (const colorScheme of schemes) {
    // The checks are a script of their own.
    const context = await browser.newContext({ colorScheme, baseURL, javaScriptEnabled: true });
    await context.addCookies(await page.context().cookies());
    const own = await context.newPage();
    await own.goto(path);
    for (const width of [1280, 390]) {
      await own.setViewportSize({ width, height: 900 });
      expect(await barriers(own, width === 390)).toEqual([]);
    }
    await own.setViewportSize({ width: 320, height: 900 });
    expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  }
}

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a founder keeps what is theirs, takes it again ninety days on, and reads what moved", async ({
    page,
    browser,
    serverWith,
  }) => {
    const server = await serverWith();
    const at = (path: string) => server.url + path;
    const address = "founder@progress.example";
    const [mine, notMine] = [await completed(server, "E2"), await completed(server, "E1")];
    await reportTo(server, mine, address);
    await reportTo(server, notMine, address);
    await signIn(page, server, address);

    await expect(heading(page)).toHaveText(counted(words.progress.empty.waiting, 2));
    const claims = page.locator("#claims");
    await expect(claims.getByRole("listitem")).toHaveCount(2);
    await expectSound(browser, page, paths.progress);
    const row = claims.getByRole("listitem").filter({ hasText: DIAGNOSTIC });
    await row.getByRole("button", { name: words.progress.claims.keep }).click();
    await expect(page).toHaveURL(at(paths.progress));
    await expect(heading(page)).toHaveText(fill(words.progress.first.title, { score: 27, band: "Fragmented" }));
    await expect(claims.getByRole("listitem")).toHaveCount(1);
    await claims.getByRole("button", { name: words.progress.claims.remove }).click();
    await expect(claims).toHaveCount(0);
    expect((await fetch(at(paths.result(notMine)))).status).toBe(200);
    const link = page.getByRole("link", { name: words.progress.first.openResult });
    await expect(link).toHaveAttribute("href", paths.result(mine));
    await expectSound(browser, page, paths.progress);

    await server.setAhead(90 * DAY);
    await signIn(page, server, address);
    await page.getByRole("link", { name: fill(words.progress.next.again, { instrument: DIAGNOSTIC }) }).click();
    await expect(page.getByText(words.progress.retake.lede)).toBeVisible();
    await expect(page.getByRole("note")).toHaveCount(0);
    await expectSound(browser, page, paths.retakes);
    await page.getByRole("button", { name: fill(words.progress.retake.button, { instrument: DIAGNOSTIC }) }).click();
    await expect(option(page, answersOf("E2").c_tool ?? "")).toBeVisible();
    const begun = referenceIn(page);
    expect(
      rows(server, "SELECT 1 FROM answers JOIN assessments ON id = assessment_id WHERE reference = ?", begun),
    ).toEqual([]);
    await sendAnswers(server, "diagnostic", begun, answersOf("E6"), Date.now() + 90 * DAY);
    expect((await finish(server, "diagnostic", begun, answersOf("E6"))).status).toBe(303);

    await page.goto(at(paths.progress));
    await expect(heading(page)).toContainText("Up nineteen points since");
    await expect(heading(page)).toContainText(words.progress.headline.clear);
    await expect(page.getByRole("heading", { name: "Eleven answers moved, all upward" })).toBeVisible();
    // What fell stands first and what is next second; all else is folded to a row each, the line of the scores open.
    const heads = await page.getByRole("main").getByRole("heading", { level: 2 }).allTextContents();
    expect(heads.slice(0, 7)).toEqual([
      expect.stringMatching(/^No answer fell since /),
      expect.stringMatching(/^Next to work on: Learning Loops/),
      words.progress.chart.heading,
      "Eleven answers moved, all upward",
      words.progress.layers.heading,
      words.progress.beside.heading,
      words.progress.readings.heading,
    ]);
    await expect(page.getByRole("table")).toHaveCount(0);
    await page.getByRole("link", { name: words.progress.fell.see }).click();
    const stageRules = page.getByRole("listitem").filter({ hasText: "Stage rules" });
    await expect(stageRules).toContainText(/Seller’s judgement\s*Written buyer proof, every stage/);
    await expect(page.getByRole("img", { name: /27 on .*, 46 on / })).toBeVisible();
    await page.getByRole("heading", { name: words.progress.readings.heading }).click();
    const readings = page.getByRole("table").filter({ hasText: words.progress.readings.change });
    await expect(readings.getByRole("row")).toHaveCount(3);
    const links = await readings.getByRole("link").evaluateAll((each) => each.map((one) => one.getAttribute("href")));
    expect(links).toEqual([paths.result(mine), paths.result(begun)]);
    await page.getByRole("heading", { name: words.progress.layers.heading }).click();
    await page.getByText(words.progress.layers.summary).click();
    await expect(page.getByRole("row", { name: "Pipeline Integrity 15 60 +45, clear" })).toBeVisible();
    expect(await page.content()).not.toContain("style=");
    await expectSound(browser, page, paths.progress, ["light", "dark"]);
    const gaps = await page.locator("#ask-again > *, #ask-again form > *").evaluateAll((all) => {
      const boxes = all.filter(({ localName }) => localName !== "form").map((one) => one.getBoundingClientRect());
      return boxes.slice(1).map(({ top }, place) => top - (boxes[place]?.bottom ?? 0));
    });
    expect(gaps.filter((gap) => gap < 8)).toEqual([]);

    await page.goto(at(paths.retakes));
    await expect(page.getByRole("note")).toContainText("Under 30 days");
    expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("nobody sees, keeps or removes what hangs on another mailbox", async ({ page, browser, server }) => {
    const [ada, bea] = ["ada@progress.example", "bea@progress.example"];
    const [shared, beas] = [await completed(server, "E2"), await completed(server, "E1")];
    await reportTo(server, shared, ada);
    await reportTo(server, shared, bea);
    await reportTo(server, beas, bea);
    await signIn(page, server, ada);
    await page.getByRole("button", { name: words.progress.claims.keep }).click();
    await expect(heading(page)).toContainText("27");
    const html = await wholeHtml(page);
    for (const other of [beas, bea]) expect(html).not.toContain(other);

    const [cookie] = await page.context().cookies();
    const send = (path: string, fields: Record<string, string>) =>
      fetch(server.url + path, {
        method: "POST",
        headers: { origin: server.url, cookie: `${cookie?.name}=${cookie?.value}` },
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const attached = () => rows(server, "SELECT lead_id, assessment_id, claimed_at FROM attachments ORDER BY 1, 2");
    const before = attached();
    for (const reference of [beas, "abcdefghijklmnopqrstuvwx", ""])
      for (const act of ["keep", "remove", "other"])
        expect((await send(paths.claims, { do: act, reference })).status).toBe(404);
    expect((await send(paths.retakes, { instrument: "nothing" })).status).toBe(400);
    expect(attached()).toEqual(before);
    expect((await post(server, paths.claims, { do: "keep", reference: beas })).status).toBe(401);
    expect((await post(server, paths.retakes, { instrument: "snapshot" })).status).toBe(401);

    const other = await browser.newPage({ javaScriptEnabled: false });
    await signIn(other, server, bea);
    await expect(heading(other)).toHaveText(counted(words.progress.empty.waiting, 2));
    await expect(other.locator("#claims").getByRole("listitem")).toHaveCount(2);
    await other.getByRole("button", { name: fill(words.progress.claims.keepAll, { count: 2 }) }).click();
    await expect(heading(other)).toHaveText(words.progress.headline.shared);
    await other.close();
  });
});
