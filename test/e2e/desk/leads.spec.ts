import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { giveCode, givePassword } from "#test/support/browser/desk-door.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { leadOf, rowOf, save } from "#test/support/browser/leads.ts";
import { signedIn } from "#test/support/browser/staff.ts";
import { post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

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

test("a note of many lines may fill its field; a longer one is refused and stays typed", async ({ page, server }) => {
  await signedIn(page, server);
  await page.goto(paths.lead(await leadOf(server, "ida@lines.example", { name: "Ida Lines" })));
  const note = page.getByLabel("Note", { exact: true });
  const lines = "x\n".repeat(949);
  await note.fill(`${lines}xx`);
  await save(page);
  await expect(page.getByRole("status")).toHaveText("The note was added.");
  await note.evaluate((field) => field.removeAttribute("maxlength"));
  await note.fill(`${lines}xxx`);
  await save(page);
  await expect(page.getByRole("alert")).toContainText("Yours is longer and was not added");
  await expect(note).toHaveValue(`${lines}xxx`);
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
  await givePassword(page, person.email, person.password);
  await giveCode(page, person.recoveryCodes[0] ?? "");
  await expect(page).toHaveURL(new RegExp(`${paths.lead(id)}$`));
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("Call on Thursday, not before.");
  await save(page);
  await expect(page.getByRole("status")).toHaveText("The note was added.");
  await page.goto(paths.lead(id));
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("");
});

test("staff erase a lead once they have seen what goes; its result and address are gone, the audit trail says who did", async ({
  page,
  server,
}) => {
  const id = await leadOf(server, "erased@firm.example", { name: "Erna Erased" });
  const person = await signedIn(page, server, { name: "Ella Eraser" });
  expect((await post(server, paths.leadErasure(id))).status).toBe(401);
  await page.goto(paths.lead(id));
  await page.getByRole("link", { name: words.desk.erasure.link }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Erase Erna Erased?");
  expect(await barriers(page)).toEqual([]);
  expect(rows(server, "SELECT id FROM leads WHERE id = ?", id)).toHaveLength(1);
  await page.getByRole("button", { name: words.desk.erasure.button }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.desk.erasure.doneTitle);
  expect(rows(server, "SELECT id FROM leads WHERE id = ?", id)).toEqual([]);
  const told =
    "SELECT email, detail FROM staff_events JOIN staff ON staff.id = staff_id WHERE staff_events.kind = 'lead-erased' AND detail = ?";
  expect(rows(server, told, id)).toEqual([{ email: person.email, detail: id }]);
  for (const gone of [paths.leadErasure(id), paths.lead(id)]) {
    expect((await page.goto(gone))?.status()).toBe(404);
    await expect(page.getByText(words.desk.missing.lede)).toBeVisible();
    await expect(page.getByRole("link", { name: words.desk.missing.inbox })).toHaveAttribute("href", paths.desk());
  }
});
