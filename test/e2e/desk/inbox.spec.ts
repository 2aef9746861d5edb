import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { paths } from "#src/paths.ts";
import { confirmedAgain } from "#test/support/browser/asking-again.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { brokenWords } from "#test/support/browser/broken-words.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { leadOf, rowOf } from "#test/support/browser/leads.ts";
import { deskPost, signedIn } from "#test/support/browser/staff.ts";
import { completed, reportTo } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("leads are filtered, searched, ticked and changed, and a lead without consent to follow-up has no outreach", async ({
    page,
    server,
  }) => {
    await signedIn(page, server, { name: "Nora Nash" });
    await leadOf(server, "fay@plain.example", { name: "Fay Plain" });
    const silent = await leadOf(server, "gus@plain.example", { name: "Gus Plain", followUp: false });

    await page.goto(paths.desk());
    await page.getByLabel("Search name, firm or address").fill("plain");
    await page.getByLabel("Order").selectOption("newest");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(/q=plain/);
    await expect(page.getByText("2 leads match.")).toBeVisible();
    await expect(rowOf(page, "Gus Plain")).toContainText("Report only");

    for (const name of ["Fay Plain", "Gus Plain"]) await page.getByLabel(`Tick ${name}`).check();
    await page.getByLabel("Change the ticked to").selectOption({ label: "Nora Nash" });
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await expect(page.getByRole("status")).toHaveText("Changed 2 leads.");
    await expect(page).toHaveURL(/q=plain&sort=newest/);
    await expect(rowOf(page, "Fay Plain")).toContainText("Nora Nash");

    await page.goto(paths.lead(silent));
    await expect(page.getByText("Report only: do not write to this lead.")).toBeVisible();
    await expect(page.getByText("No score: this lead has not agreed to follow-up.")).toBeVisible();
    await expect(page.locator('a[href^="mailto:"]')).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Call sheet" })).toHaveCount(0);

    await page.goto(`${paths.desk()}?grade=Z&q=nobody-at-all`);
    await expect(page.getByText("left out: grade")).toBeVisible();
    await expect(page.getByText("No lead matches.")).toBeVisible();
  });
});

test("j and k move, x ticks, Enter opens; with the switch off the keys do nothing", async ({ page, server }) => {
  const person = await signedIn(page, server);
  for (const name of ["Hal Keys", "Ida Keys"])
    await leadOf(server, `${name.replace(" ", ".").toLowerCase()}@k.example`, { name });
  await page.setViewportSize({ width: 1000, height: 800 });
  await page.goto(`${paths.desk()}?q=keys&sort=oldest`);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Hal Keys" })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByLabel("Tick Ida Keys")).toBeChecked();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Hal Keys" })).toBeVisible();

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${paths.desk()}?q=keys&sort=oldest`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Hal Keys" });
  await expect(pane.getByText(/^Reading: 27, Fragmented, \w+ confidence$/)).toBeVisible();
  await page.waitForLoadState();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Ida Keys" })).toBeFocused();
  await pane.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(/\?q=keys&sort=oldest$/);
  await expect(pane).toHaveCount(0);

  const account = await page.goto(paths.account);
  expect(account?.status()).toBe(200);
  await deskPost(server, person, paths.account, { action: "shortcuts" });
  await page.goto(`${paths.desk()}?q=keys`);
  await expect(page.getByText("Keyboard shortcuts are off.")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: /Keys/ }).and(page.locator(":focus"))).toHaveCount(0);
});

test("the inbox downloads as CSV under its filters, safe from formulas, with one line in the audit trail", async ({
  page,
  server,
}) => {
  const person = await signedIn(page, server);
  const id = await leadOf(server, "jo@csv.example", { name: '=HYPERLINK("http://e.example")' });
  await leadOf(server, "kim@other.example", { name: "Kim" });
  await page.goto(`${paths.desk()}?q=csv`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "HubSpot" }).click(),
  ]);
  const found: Record<string, string>[] = parse(readFileSync(await download.path(), "utf8"), { columns: true });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ Email: "jo@csv.example", "Diagnostic overall": "27", "Diagnostic id": id });
  expect(found[0]?.["Last name"]).toBe('\'=HYPERLINK("http://e.example")');
  const events = rows(
    server,
    "SELECT staff_events.kind, detail FROM staff_events JOIN staff ON staff.id = staff_id WHERE email = ? AND staff_events.kind = 'leads-exported'",
    person.email,
  );
  expect(events).toEqual([{ kind: "leads-exported", detail: "hubspot: a search" }]);
});

/** Choices of the filters that always show that are wider than their field. */
const cutChoices = (page: Page) =>
  page.locator(".filters__row:not(.filters__row--more) select").evaluateAll((all) =>
    all.flatMap((select) => {
      const alone = select.cloneNode(false) as HTMLSelectElement;
      const [chosen] = (select as HTMLSelectElement).selectedOptions;
      if (chosen) alone.append(chosen.cloneNode(true));
      alone.style.width = "max-content";
      select.after(alone);
      const wanted = alone.offsetWidth;
      alone.remove();
      return wanted > (select as HTMLSelectElement).offsetWidth ? [chosen?.text ?? ""] : [];
    }),
  );

test("the inbox breaks no source and no word of an address at any width, and on a phone shows no mark without its name", async ({
  page,
  server,
}) => {
  await signedIn(page, server);
  const address = "bartholomew.cholmondeley@quillfeather.example";
  const who = `[data-lead="${await leadOf(server, address, { followUp: false })}"] .leads__who`;
  await page.goto(paths.desk());
  await page.locator(".leads__src").evaluateAll((cells) => {
    for (const cell of cells) cell.textContent = "duckduckgo.com";
  });
  for (const width of [930, 1024, 1100, 1200, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await brokenWords(page, `.leads__src, ${who}`), `${width}`).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(beyond, `${width}`).toBe(0);
  }
  await page.setViewportSize({ width: 390, height: 900 });
  const row = page.getByRole("row").filter({ hasText: address });
  await expect(row).toBeVisible();
  expect.soft(await brokenWords(page, who)).toEqual([]);
  await expect(row.locator(".leads__part:visible")).toHaveCount(0);
});

test("the pane says of a reading of which nothing is known what its founder reads, and no verdict about the firm", async ({
  page,
  server,
}) => {
  await signedIn(page, server);
  const reference = await completed(server, "all unknown");
  await reportTo(server, reference, "nora@unknown.example", { follow: "1", name: "Nora Unknown" });
  const [lead] = rows(server, "SELECT id FROM leads WHERE address = 'nora@unknown.example'");
  await page.goto(`${paths.desk()}?lead=${lead?.id}`);
  const pane = page.getByRole("complementary", { name: "Nora Unknown" });
  await expect(pane.getByRole("heading", { name: /^Reading/ })).toHaveText("Reading: 0, Not known, low confidence");
  await expect(pane.locator(".pane__facts")).toContainText("Nothing could be seen yet.");
  // No layer is named, and none has a bar (method 2.0.0, section 5).
  await expect(pane.locator(".pane__layers li")).toHaveCount(5);
  await expect(pane.locator(".bar--dominant, .bar__value")).toHaveCount(0);
});

test("inbox, pane and lead page are sound at each width and in each scheme", async ({ page, server }) => {
  await signedIn(page, server);
  const id = await leadOf(server, "a-very-long-address-that-never-ends-at-all@an-even-longer-host-name.example", {
    name: "Maximiliane-Wilhelmine von und zu Hohenlohe-Langenburg",
    call: true,
  });
  await confirmedAgain(server, "lee@report.example");
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  for (const address of [paths.desk(), `${paths.desk()}?lead=${id}&verdict=SCENARIO_A`, paths.lead(id)]) {
    for (const [width, colorScheme] of [
      [1280, "light"],
      [390, "dark"],
      [320, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(beyond, `${address} at ${width}`).toBe(0);
      const underPane = await page
        .locator(".leads")
        .evaluateAll((tables) =>
          tables.some((table) => table.getBoundingClientRect().width > (table.parentElement?.clientWidth ?? 0) + 1),
        );
      expect.soft(underPane, `the table reaches under the pane of ${address} at ${width}`).toBe(false);
      await page.locator(".pane__layers b").evaluateAll((scores) => {
        for (const score of scores) score.textContent = "100";
      });
      expect.soft(await brokenWords(page), `${address} at ${width}`).toEqual([]);
      if (width === 320) continue;
      expect.soft(await cutChoices(page), `${address} at ${width}`).toEqual([]);
      expect.soft(await barriers(page, width === 390), `${address} at ${width}, ${colorScheme}`).toEqual([]);
    }
  }
  expect(complaints).toEqual([]);
});
