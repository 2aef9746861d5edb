import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { brokenWords } from "#test/support/browser/broken-words.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, signedIn } from "#test/support/browser/staff.ts";
import { completed, formTime, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

interface Asking {
  name?: string;
  followUp?: boolean;
  call?: boolean;
}

/** A visitor who took E2, had the report sent and, where wanted, asked for a call; returns the lead's id. */
async function leadOf(server: Server, email: string, { name = "", followUp = true, call = false }: Asking = {}) {
  const reference = await completed(server, "E2");
  const time = await formTime(server, reference);
  const asked = await post(server, paths.report(reference), {
    time,
    email,
    name,
    ...(followUp ? { follow: "1" } : {}),
  });
  expect(asked.status).toBe(303);
  if (call) expect((await post(server, paths.call(reference), { time, email })).status).toBe(303);
  return String(rows(server, "SELECT id FROM leads WHERE address = ?", email)[0]?.id);
}

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const save = (page: Page) => page.getByRole("button", { name: "Save all of this" }).click();
const choose = async (page: Page, label: string, option: string) => {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option });
  await save(page);
};

test("two of staff work on one lead: a call heads the inbox, nobody's change is lost, the call is answered", async ({
  serverWith,
  browser,
}) => {
  // A server of its own, and two people who join it.
  const server = await serverWith();
  const contexts = await Promise.all([
    browser.newContext({ baseURL: server.url }),
    browser.newContext({ baseURL: server.url }),
  ]);
  const [a, b] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  await Promise.all([signedIn(a, server, { name: "Ann Archer" }), signedIn(b, server, { name: "Bob Baker" })]);
  await a.goto(paths.desk());
  await expect(a.getByRole("heading", { name: "No leads yet" })).toBeVisible();

  const [id] = await Promise.all([
    leadOf(server, "ada@engines.example", { name: "Ada King", call: true }),
    leadOf(server, "dot@firm.example", { name: "Dot" }),
  ]);

  await a.goto(paths.desk());
  await expect(a.getByText("One call request waits for an answer.")).toBeVisible();
  const first = a.locator("tr[data-lead]").first();
  await expect(first).toContainText("Ada King");
  await expect(first).toContainText("Call asked");
  // Section 14: need 77.8, fit 12 + 10 + 5 + 6 + 10, intent 45 + 10 + 10; too little fit for better than C.
  await expect(first.locator(".graded")).toHaveText("Grade Cscore 60");
  await b.goto(paths.lead(id));
  await a.goto(paths.lead(id));
  await expect(a.getByText("They asked for a call,")).toBeVisible();
  await expect(a.getByText(/, all \d+ known\. /)).toBeVisible();

  await choose(a, "Owner", "Ann Archer");
  await expect(a.getByRole("status")).toHaveText("The owner was saved.");
  await a.getByLabel("Note", { exact: true }).fill("Prefers mornings.\nAsk for Grace.");
  await choose(a, "Status", "Contacted");
  await expect(a.getByRole("status")).toHaveText("The note was added. The status was saved.");

  await choose(b, "Status", "Qualified");
  await expect(b.getByRole("alert")).toContainText(/^Ann Archer set the status to “Contacted” on \d{4}-\d\d-\d\d at/);
  await expect(b.getByLabel("Status", { exact: true })).toHaveValue("qualified");
  await expect(b.getByText("Prefers mornings.")).toBeVisible();
  await expect(b.locator(".lead__mark")).toContainText("Ann Archer");
  await save(b);
  await expect(b.getByText("Status: Contacted to Qualified, by Bob Baker")).toBeVisible();
  await expect(b.getByText("Status: New to Contacted, by Ann Archer")).toBeVisible();
  await expect(b.getByText("Owner: nobody to Ann Archer, by Ann Archer")).toBeVisible();

  await b.getByLabel("We spoke: the call is answered").check();
  await save(b);
  await expect(b.getByText("Call answered, by Bob Baker")).toBeVisible();
  await a.getByLabel("We spoke: the call is answered").check();
  await a.getByLabel("Note", { exact: true }).fill("Left a message.");
  await save(a);
  // One thing that may not be done any more keeps nothing else back.
  await expect(a.getByRole("alert")).toContainText("Bob Baker answered this call");
  await expect(a.getByRole("status")).toHaveText("The note was added.");
  await expect(a.getByLabel("Note", { exact: true })).toHaveValue("");
  await expect(a.getByLabel("We spoke: the call is answered")).toHaveCount(0);
  await a.getByRole("listitem").filter({ hasText: "Left a message." }).getByRole("button", { name: "Undo" }).click();
  await expect(a.getByRole("status")).toHaveText("The note was taken off.");
  await expect(a.getByText("Left a message.")).toHaveCount(0);
  await expect(b.locator(".lead__mark")).toContainText("Ann Archer");
  await b.getByRole("button", { name: "Undo this change" }).click();
  await expect(b.getByText("Status: Qualified to Contacted, by Bob Baker")).toBeVisible();
  await a.goto(paths.desk());
  await expect(a.getByText("waits for an answer")).toHaveCount(0);
  await expect(rowOf(a, "Ada King")).toContainText("Contacted");
  await Promise.all(contexts.map((context) => context.close()));
});

test("a note that was typed when the sign-in had ended is there after the next one, on the page of its lead", async ({
  page,
  server,
}) => {
  const person = await signedIn(page, server);
  const id = await leadOf(server, "eve@late.example", { name: "Eve Late" });
  await page.goto(paths.lead(id));
  await page.getByLabel("Note", { exact: true }).fill("Call on Thursday, not before.");
  await page.context().clearCookies();
  await save(page);
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/^Six digits/).fill(person.recoveryCodes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.lead(id)}$`));
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("Call on Thursday, not before.");
  await save(page);
  await expect(page.getByRole("status")).toHaveText("The note was added.");
  await page.goto(paths.lead(id));
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("");
});

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

test("staff erase a lead once they have seen what goes; its result and address are gone, the audit trail says who did", async ({
  page,
  server,
}) => {
  const id = await leadOf(server, "erased@firm.example", { name: "Erna Erased" });
  await signedIn(page, server, { name: "Ella Eraser" });
  expect((await post(server, paths.leadErasure(id))).status).toBe(401);
  await page.goto(paths.lead(id));
  await page.getByRole("link", { name: words.desk.erasure.link }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Erase Erna Erased?");
  expect(await barriers(page)).toEqual([]);
  expect(rows(server, "SELECT id FROM leads WHERE id = ?", id)).toHaveLength(1);
  await page.getByRole("button", { name: words.desk.erasure.button }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.desk.erasure.doneTitle);
  expect(rows(server, "SELECT id FROM leads WHERE id = ?", id)).toEqual([]);
  expect(rows(server, "SELECT detail FROM staff_events WHERE kind = 'lead-erased'")).toEqual([{ detail: id }]);
  expect((await page.goto(paths.leadErasure(id)))?.status()).toBe(404);
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
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Ida Keys" })).toBeFocused();

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

test("inbox, pane and lead page are sound at each width and in each scheme", async ({ page, server }) => {
  await signedIn(page, server);
  const id = await leadOf(server, "a-very-long-address-that-never-ends-at-all@an-even-longer-host-name.example", {
    name: "Maximiliane-Wilhelmine von und zu Hohenlohe-Langenburg",
    call: true,
  });
  await leadOf(server, "lee@report.example", { followUp: false });
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
      expect.soft(await brokenWords(page, ".leads__own"), `${address} at ${width}`).toEqual([]);
      if (width === 320) continue;
      expect.soft(await cutChoices(page), `${address} at ${width}`).toEqual([]);
      expect.soft(await barriers(page, width === 390), `${address} at ${width}, ${colorScheme}`).toEqual([]);
    }
  }
  expect(complaints).toEqual([]);
});
