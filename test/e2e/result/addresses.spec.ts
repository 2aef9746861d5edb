import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { newLinkTo } from "#test/support/browser/founder.ts";
import { signedIn } from "#test/support/browser/staff.ts";
import { askForReport } from "#test/support/browser/taking.ts";
import { completed, formTime, post, reportTo, startAttempt } from "#test/support/browser/visitor.ts";
import { theMailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

/** What is typed, and the mailbox that it is (punycode by RFC 3492). */
const TYPED = [
  ["r&d@firm.example", "r&d@firm.example"],
  ["info@bücher.example", "info@xn--bcher-kva.example"],
  ["info@фирма.рф", "info@xn--80apmps.xn--p1ai"],
] as const;

for (const [typed, mailbox] of TYPED)
  test(`${typed} is sent its report, and the desk shows it as it was typed`, async ({ page, server, browser }) => {
    await page.goto(paths.result(await completed(server, "E1")));
    await askForReport(page, typed);
    await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
    await theMailTo(server, mailbox);

    const desk = await browser.newPage({ baseURL: server.url });
    await signedIn(desk, server, { role: "member" });
    await desk.goto(paths.desk());
    await desk.getByRole("link", { name: typed, exact: true }).click();
    await expect(desk.getByRole("heading", { name: typed })).toBeVisible();
    await desk.close();
  });

const inNinetyDays = () => new Date(Date.now() + 90 * DAY).toISOString().slice(0, 10);

/** Every form that asks a visitor for an address, by where it is sent, with what else it needs. */
async function forms(server: Server): Promise<[path: string, more: Record<string, string>][]> {
  const reference = await completed(server, "E2");
  await reportTo(server, reference, "attached@firm.example");
  const attempt = await startAttempt(server, "diagnostic");
  return [
    [paths.report(reference), {}],
    [paths.call(reference), {}],
    [paths.erasure(reference), {}],
    [paths.finishLater("diagnostic", attempt), {}],
    [paths.commitment(reference), { layer: "integrity", condition: "Every open deal has a date.", by: inNinetyDays() }],
    [paths.contact, { message: "Hello." }],
    [paths.founderSignIn, {}],
    [paths.askForDeskLink, {}],
  ];
}

test("every form takes each of these addresses, and shows a refused one as it was typed", async ({ server }) => {
  const time = await formTime(server, await completed(server, "E1"));
  for (const [typed] of TYPED)
    for (const [path, more] of await forms(server)) {
      const { status, headers } = await post(server, path, { ...more, time, email: typed });
      expect(status, `${path} ${typed}`).toBe(303);
      expect(headers.get("location"), `${path} ${typed}`).toContain("?sent=");
    }
  for (const [path, more] of await forms(server)) {
    const refused = await post(server, path, { ...more, time: "forged", email: "info@bücher.example" });
    expect(refused.status, path).toBe(422);
    if (path !== paths.askForDeskLink) expect(await refused.text(), path).toContain('value="info@bücher.example"');
  }
});

async function openCut(page: Page, path: string): Promise<number> {
  const answer = await page.goto(path.slice(0, -1));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.pages.missing.title);
  await expect(page.getByText(words.pages.missing.lede)).toBeVisible();
  return answer?.status() ?? 0;
}

test("an address whose last character was cut leads to a page that says so", async ({ page, server }) => {
  const reference = await completed(server, "E2");
  await reportTo(server, reference, "cut@firm.example");
  const notYou = new URL(await newLinkTo(server, "cut@firm.example", "not-you")).pathname;
  for (const path of [paths.result(reference), paths.report(reference).replace(/\/report$/, ""), notYou])
    expect(await openCut(page, path), path).toBe(404);
  await page.goto(paths.result(reference));
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(words.pages.missing.title);
});
