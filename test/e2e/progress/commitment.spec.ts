import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { CONDITION, commit, committed, inDays } from "#test/support/browser/committing.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { linkIn, signIn } from "#test/support/browser/founder.ts";
import { heading, referenceIn } from "#test/support/browser/taking.ts";
import { completed, finish, hiddenField, post, reportTo, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import { awayFromMidnight } from "#test/support/server/midnight.ts";
import { site, words } from "#test/support/words.ts";

test.beforeEach(awayFromMidnight);

const { commitments } = words;

/** What axe finds, and what sticks out at the side, on a wide screen in the dark and on a phone in the light. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, colorScheme] of [
    [1280, "dark"],
    [390, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await barriers(page, width === 390)).map((one) => `${one}, at ${width}`));
    if ((await page.locator("html").evaluate((html) => html.scrollWidth)) > width) found.push(`wider than ${width}`);
  }
  return found;
}

test("a commitment is reminded of on its day, stopped in one click, and opens the retake", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith();
  const address = "committing-founder@firm.example";
  const reference = await completed(server, "E2");
  await page.goto(server.url + paths.result(reference));
  const part = page.locator("#commitments");
  await part.locator("summary").click();
  await expect(part.getByLabel(commitments.form.layer)).toHaveValue("integrity");
  await part.getByLabel(commitments.form.condition, { exact: true }).fill(CONDITION);
  const due = await part.getByLabel(commitments.form.by, { exact: true }).inputValue();
  expect(due).toBe(inDays(90));
  await part.getByLabel(commitments.form.address).fill(address);
  await part.getByRole("button", { name: commitments.form.button }).click();
  await expect(page).toHaveURL(/\?sent=\w+$/);
  await expect(heading(page)).toHaveText(commitments.form.sentTitle);
  await expect(page.getByText(fill(words.pages.sentTo.typed, { address }))).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(address);

  const { text, html } = await theMailTo(server, address);
  expect(text + html).not.toMatch(/written|buyer|stage/);
  const confirm = linkIn(text, "reminders");
  for (const method of ["GET", "HEAD", "GET", "HEAD"]) expect((await fetch(confirm, { method })).status).toBe(200);
  expect(rows(server, "SELECT id FROM consents")).toEqual([]);
  await page.goto(confirm);
  await expect(heading(page)).toHaveText(commitments.confirm.title);
  await expect(page.getByText("<b>written</b>")).toBeVisible();
  const date = longDate(Date.parse(due), site.language);
  await page.getByRole("button", { name: fill(commitments.confirm.button, { date }) }).click();
  await expect(heading(page)).toHaveText(commitments.confirm.doneTitle);
  await expect(page.getByText(fill(commitments.confirm.done, { date }))).toBeVisible();
  const stopping = page.getByRole("main").getByRole("link", { name: commitments.list.stop });
  await expect(stopping).toBeVisible();
  expect(rows(server, "SELECT purpose FROM consents")).toEqual([{ purpose: "reminder" }]);

  // Another commitment of the same mailbox, stopped as mail programs do it before its day comes.
  await commit(server, reference, { layer: "flow", email: address });
  await expect.poll(async () => (await mailTo(server, address)).length).toBe(2);
  const later = (await mailTo(server, address)).map((mail) => linkIn(mail.text ?? "", "reminders"));
  const second = later.find((link) => link !== confirm) ?? "";
  const confirmed = await post(server, new URL(second).pathname);
  const stop = server.url + (/\/unsubscribe\/[\w.-]+/.exec(await confirmed.text())?.[0] ?? "");
  const stopped = () => rows(server, "SELECT stopped_at FROM commitments WHERE layer = 'flow'")[0]?.stopped_at;
  for (const method of ["GET", "HEAD"]) expect((await fetch(stop, { method })).status).toBe(200);
  expect(stopped()).toBeNull();
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  for (const body of [new URLSearchParams({ "List-Unsubscribe": "One-Click" }), form, undefined]) {
    const answer = await fetch(stop, { method: "POST", body: body ?? null, redirect: "manual" });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toContain(commitments.stop.doneTitle);
    expect(stopped()).not.toBeNull();
  }
  expect((await fetch(`${stop}x`, { method: "POST" })).status).toBe(404);
  expect(rows(server, "SELECT withdrawn_at FROM consents")).toEqual([{ withdrawn_at: null }]);

  await server.setAhead(91 * DAY);
  const other = await completed(server, "E1");
  await reportTo(server, other, "other@firm.example");
  await theMailTo(server, "other@firm.example");
  await expect.poll(async () => (await mailTo(server, address)).length).toBe(3);
  const reminder = (await mailTo(server, address)).find((mail) => mail.text?.includes("/retake/"));
  await page.goto(confirm);
  await expect(page.getByText(fill(commitments.confirm.doneSoon, { date }))).toBeVisible();
  await expect(stopping).toHaveCount(0);
  const header = (key: string) => reminder?.headers.find((one) => one.key === key)?.value;
  expect(header("list-unsubscribe")).toBe(`<${linkIn(reminder?.text ?? "", "unsubscribe")}>`);
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  await page.goto(header("list-unsubscribe")?.slice(1, -1) ?? "");

  const retake = linkIn(reminder?.text ?? "", "retake");
  await page.goto(retake);
  await expect(heading(page)).toHaveText(commitments.retake.title);
  await expect(page.getByText("<b>written</b>")).toBeVisible();
  await page.getByRole("button").click();
  await expect(page).toHaveURL(/\/diagnostic\/[\w-]+\/1$/);
  const again = referenceIn(page);
  await page.goto(retake);
  await expect(page.getByRole("link", { name: commitments.retake.goOnButton })).toBeVisible();
  await sendAnswers(server, "diagnostic", again, answersOf("E6"));
  expect((await finish(server, "diagnostic", again, answersOf("E6"))).status).toBe(303);

  await page.goto(retake);
  const threshold = { layer: "Pipeline Integrity", before: 15, after: 60, threshold: 25 };
  await expect(page.getByText(fill(commitments.answers.clearUp, threshold))).toBeVisible();
  await expect(page.getByText("Stage rules")).toBeVisible();
  await page.getByLabel(commitments.outcome.names.partly).check();
  await page.getByRole("button", { name: commitments.outcome.button }).click();
  await expect(page).toHaveURL(retake);
  await expect(page.getByLabel(commitments.outcome.names.partly)).toBeChecked();
  await expect(page.getByText(fill(commitments.outcome.said, { outcome: "partly met" }))).toBeVisible();
  expect(await faults(page)).toEqual([]);
  expect(rows(server, "SELECT layer, outcome FROM commitments WHERE outcome IS NOT NULL")).toEqual([
    { layer: "integrity", outcome: "partly" },
  ]);
  await page.getByRole("link", { name: commitments.retake.result }).click();
  await expect(page).toHaveURL(server.url + paths.result(again));
  expect(await mailTo(server, address)).toHaveLength(3);
});

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("without an address a commitment stands on the result, and five are as many as it can have", async ({
    page,
    server,
  }) => {
    const reference = await completed(server, "E2");
    await page.goto(paths.commitment(reference));
    await page.getByLabel(commitments.form.condition, { exact: true }).fill(CONDITION);
    await page.getByLabel(commitments.form.by, { exact: true }).fill("2020-01-01");
    await page.locator("main form").evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    await page.getByRole("button", { name: commitments.form.button }).click();
    await expect(page.getByRole("alert")).toContainText("The date must be from");
    await expect(page.getByLabel(commitments.form.condition, { exact: true })).toHaveValue(CONDITION);
    await page.getByLabel(commitments.form.by, { exact: true }).fill(inDays(30));
    await page.getByRole("button", { name: commitments.form.button }).click();
    await expect(page).toHaveURL(`${paths.result(reference)}#commitments`);
    await expect(page.locator("#commitments").getByText("<b>written</b>")).toBeVisible();

    for (const condition of ["2", "3", "4", "5"])
      expect((await commit(server, reference, { condition })).status).toBe(303);
    const sixth = await commit(server, reference, { condition: "6" });
    expect(sixth.status).toBe(422);
    expect(await sixth.text()).toContain(commitments.form.fault.full);
    await page.reload();
    await expect(page.getByText(commitments.form.fault.full)).toBeVisible();
  });
});

test("a program that fills every field, a forged time and an address that is none leave nothing behind", async ({
  server,
}) => {
  const reference = await completed(server, "E2");
  const trapped = await commit(server, reference, { website: "https://spam.example", email: "t@firm.example" });
  expect(trapped.status).toBe(422);
  for (const [name, value] of Object.entries({ time: "kzzz.forged", email: "someone@nowhere", layer: "x", by: "soon" }))
    expect((await commit(server, reference, { [name]: value })).status, name).toBe(422);
  const page = await (await fetch(server.url + paths.commitment(reference))).text();
  expect(hiddenField(page, "time")).toContain(".");
  expect(
    rows(
      server,
      "SELECT commitments.id FROM commitments JOIN assessments ON assessments.id = assessment_id WHERE reference = ?",
      reference,
    ),
  ).toEqual([]);
});

test("a founder who is signed in makes, asks for, confirms and stops reminders, and says what became of one", async ({
  page,
  server,
}) => {
  const address = "signed-in@firm.example";
  const { confirm } = await committed(server, address);
  await theMailTo(server, address);
  await signIn(page, server, address);
  const part = page.locator("#commitments");
  await expect(part).toHaveCount(0);
  await page.getByRole("button", { name: /^Keep/ }).first().click();
  await expect(part.getByText(commitments.list.reminder.asked)).toBeVisible();
  await post(server, paths.confirmReminder(confirm));
  await page.reload();
  const date = longDate(Date.parse(inDays(90)), site.language);
  await expect(part.getByText(fill(commitments.list.reminder.confirmed, { date }))).toBeVisible();

  await part.locator(".fold > summary").click();
  await expect(part.getByText(site.consent.reminder.text)).toBeVisible();
  await part.getByLabel(commitments.form.layer).selectOption("flow");
  await part.getByLabel(commitments.form.condition, { exact: true }).fill("Each deal has a dated next step.");
  await part.getByRole("button", { name: commitments.form.button }).click();
  await expect(page).toHaveURL(`${server.url}${paths.progress}#commitments`);
  const flow = part.locator("article", { hasText: "dated next step" });
  await expect(flow.getByText(commitments.list.reminder.none)).toBeVisible();
  await flow.getByRole("button", { name: commitments.list.remind }).click();
  await expect(flow.getByText(commitments.list.reminder.asked)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await flow.getByRole("button", { name: commitments.list.stop }).click();
  await expect(flow.getByText(commitments.list.reminder.stopped)).toBeVisible();

  const again = await completed(server, "E2");
  await reportTo(server, again, address);
  await page.reload();
  await page.getByRole("button", { name: /^Keep/ }).first().click();
  const integrity = part.locator("article", { hasText: "written" });
  const same = { layer: "Pipeline Integrity", before: 15, after: 15 };
  await expect(integrity.getByText(fill(commitments.answers.same, same))).toBeVisible();
  await expect(integrity.getByText(commitments.answers.none)).toBeVisible();
  await integrity.getByLabel(commitments.outcome.names["not-met"]).check();
  await integrity.getByRole("button", { name: commitments.outcome.button }).click();
  await expect(integrity.getByText(fill(commitments.outcome.said, { outcome: "not met" }))).toBeVisible();
  expect(await faults(page)).toEqual([]);

  await flow.getByText(commitments.list.delete).click();
  await expect(flow.getByText(commitments.list.deleteNote)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await flow.getByRole("button", { name: commitments.list.deleteSure }).click();
  await expect(flow).toHaveCount(0);
  await expect(integrity).toHaveCount(1);
});
