import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForLink, signIn } from "#test/support/browser/founder.ts";
import { heading, mailForm, referenceIn } from "#test/support/browser/taking.ts";
import { completed, finish, post, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { awayFromMidnight } from "#test/support/server/midnight.ts";
import type { Server } from "#test/support/server/server.ts";
import { site, words } from "#test/support/words.ts";

test.beforeEach(awayFromMidnight);

const { askAgain } = words;
const ADDRESS = "asked-again@firm.example";
/** The end of an address under /ask-again: nothing is the page that confirms. */
type End = "" | "/retake" | "/stop";

/** The mails to the founder that hold such a link. */
async function mailsWith(server: Server, end: End) {
  const link = new RegExp(`http\\S+/ask-again/[\\w.-]+${end}(?=\\s)`);
  const mails = await mailTo(server, ADDRESS);
  return mails.flatMap((mail) => {
    const [url] = link.exec(mail.text ?? "") ?? [];
    return url ? [{ ...mail, url }] : [];
  });
}

/** The link in the mail of so many, once it is there. The request of a stranger makes the outbox look at once. */
async function linkOf(server: Server, end: End, count = 1) {
  await askForLink(server, "stranger@nowhere.example");
  await expect.poll(async () => (await mailsWith(server, end)).length, { timeout: WAIT_LIMIT }).toBe(count);
  const mails = await mailsWith(server, end);
  const newest = mails.toSorted((a, b) => Date.parse(a.date ?? "") - Date.parse(b.date ?? "")).at(-1);
  if (!newest) throw new Error("There is no such mail.");
  return newest;
}

async function retake(page: Page, server: Server, example: "E2" | "E6") {
  await page.getByRole("main").getByRole("button").first().click();
  await expect(page).toHaveURL(/\/diagnostic\/[\w-]+\/1$/);
  const reference = referenceIn(page);
  await sendAnswers(server, "diagnostic", reference, answersOf(example));
  expect((await finish(server, "diagnostic", reference, answersOf(example))).status).toBe(303);
  return reference;
}

for (const javaScriptEnabled of [true, false])
  test(`a founder asks to be asked again, is, reads what changed, and stops it, ${javaScriptEnabled ? "with" : "without"} script`, async ({
    browser,
    serverWith,
  }) => {
    const server = await serverWith();
    const page = await browser.newPage({ javaScriptEnabled, baseURL: server.url });
    const start = Date.now();
    const first = await completed(server, "E2");

    // The box is empty until it is ticked, and its number counts only then.
    await page.goto(paths.result(first));
    const box = page.getByRole("checkbox", { name: `${askAgain.form.name} 90 ${askAgain.form.unit}` });
    await expect(box).not.toBeChecked();
    await mailForm(page).getByLabel(words.pages.mail.address).fill(ADDRESS);
    await box.check();
    await mailForm(page).getByRole("button", { name: words.pages.mail.button }).click();
    await expect(page.getByText(askAgain.form.sent)).toBeVisible();

    // Opening the link, as scanners do, says yes to nothing.
    const { url: confirm } = await linkOf(server, "");
    for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(confirm, { method })).status).toBe(200);
    expect(rows(server, "SELECT purpose FROM consents")).toEqual([{ purpose: "report" }]);
    await page.goto(confirm);
    const date = longDate(start + 90 * DAY, site.language);
    await page.getByRole("button", { name: fill(askAgain.confirm.button, { date }) }).click();
    await expect(heading(page)).toHaveText(askAgain.confirm.doneTitle);
    expect(rows(server, "SELECT purpose FROM consents")).toEqual([{ purpose: "report" }, { purpose: "reminder" }]);

    // Three months on one mail comes, with what was read then.
    await server.setAhead(91 * DAY);
    const mail = await linkOf(server, "/retake");
    const header = (key: string) => mail.headers.find((one) => one.key === key)?.value;
    expect(header("list-unsubscribe")).toMatch(/^<http\S+\/ask-again\/[\w.-]+\/stop>$/);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(mail.text).toContain(longDate(start, site.language));
    expect(mail.text).toContain("Pipeline Integrity");

    // Its link leads to a retake, and that opens with what changed: by the method's example E6, 27 to 46.
    await page.goto(mail.url);
    const again = await retake(page, server, "E6");
    await page.goto(paths.result(again));
    await expect(page.locator(".opening")).toContainText(/Up \w+ points since/);

    // On the old date nothing comes: the founder read in between. The next comes 90 days after that.
    await server.setAhead((91 + 89) * DAY);
    await signIn(page, server, ADDRESS);
    await expect(page.locator("#ask-again")).toContainText(longDate(start + (91 + 90) * DAY, site.language));
    if (javaScriptEnabled) expect(await barriers(page)).toEqual([]);
    expect(await mailsWith(server, "/retake")).toHaveLength(1);
    await server.setAhead((91 + 91) * DAY);
    const second = await linkOf(server, "/retake", 2);
    expect(second.text).toContain(longDate(start + 91 * DAY, site.language));

    // A mail program stops all of it by itself; opening the page stops nothing.
    const stop = /<(.+)>/.exec(second.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "")?.[1] ?? "";
    for (const method of ["GET", "HEAD"]) expect((await fetch(stop, { method })).status).toBe(200);
    const standing = "SELECT id FROM retake_reminders WHERE stopped_at IS NULL";
    expect(rows(server, standing)).toHaveLength(1);
    await page.goto(stop);
    await expect(heading(page)).toHaveText(askAgain.stop.title);
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    for (const body of [form, new URLSearchParams({ "List-Unsubscribe": "One-Click" }), null]) {
      const answer = await fetch(stop, { method: "POST", body, redirect: "manual" });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toContain(askAgain.stop.doneTitle);
    }
    expect(rows(server, standing)).toEqual([]);
    await server.setAhead(400 * DAY);
    await signIn(page, server, ADDRESS);
    await expect(page.locator("#ask-again")).toContainText(askAgain.own.none);
    expect(await mailsWith(server, "/retake")).toHaveLength(2);

    // Signed in, one press is enough: the mailbox is proved.
    await page.locator("#ask-again").getByRole("spinbutton").fill("30");
    await page.getByRole("button", { name: askAgain.own.start }).click();
    await expect(page.locator("#ask-again")).toContainText(longDate(start + 430 * DAY, site.language));
    await page.getByRole("button", { name: askAgain.own.stop }).click();
    await expect(page.locator("#ask-again")).toContainText(askAgain.own.none);
    await page.close();
  });

test("a number of days that is not offered shows the form again, filled in, and keeps nothing", async ({ server }) => {
  const reference = await completed(server, "E1");
  const page = await (await fetch(server.url + paths.result(reference))).text();
  const time = /name="time" value="([^"]+)"/.exec(page)?.[1] ?? "";
  for (const days of ["29", "366", "", "9e1", "ninety", "-90"]) {
    const answer = await post(server, paths.report(reference), {
      time,
      email: ADDRESS,
      again: "1",
      "again-days": days,
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(fill(askAgain.form.badDays, { fewest: 30, most: 365 }));
  }
  // Unticked, the number is nobody's business.
  const sent = await post(server, paths.report(reference), { time, email: ADDRESS, "again-days": "0" });
  expect(sent.status).toBe(303);
});

test("a made-up link confirms, takes and stops nothing", async ({ server }) => {
  for (const end of ["", "/retake", "/stop"])
    for (const method of ["GET", "POST"]) {
      const headers = { origin: server.url };
      const answer = await fetch(`${server.url}/ask-again/made.up${end}`, { method, headers });
      expect(answer.status).toBe(404);
    }
});
