import { paths } from "#src/paths.ts";
import { HOUR } from "#src/time.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForLink, linksTo, newLinkTo } from "#test/support/browser/founder.ts";
import {
  begin,
  expectQuestion,
  heading,
  option,
  referenceIn,
  tap,
  unfold,
  wholeHtml,
} from "#test/support/browser/taking.ts";
import { completed, post, questionsOf, reportTo, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { site, words } from "#test/support/words.ts";

const SIGN_IN = "progress/sign-in";

/** A mailbox that a report has been sent to. */
async function known(server: Server, address: string): Promise<string> {
  const reference = await completed(server, "E1");
  await reportTo(server, reference, address);
  await theMailTo(server, address);
  return reference;
}

const pathOf = (link: string) => new URL(link).pathname;
const sessionIn = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
const progressWith = (server: Server, cookie: string) =>
  fetch(server.url + paths.progress, { headers: { cookie }, redirect: "manual" });

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a founder signs in by a link that opening does not use up, and out again", async ({ page, server }) => {
    const address = "founder@firm.example";
    await page.goto(paths.result(await known(server, address)));
    await unfold(page, "keep");
    await page.getByRole("link", { name: words.access.result.link }).click();
    await expect(heading(page)).toHaveText(words.access.signIn.title);
    await page.goto(paths.home);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === server.url + paths.progress),
      page.getByRole("link", { name: site.overTime }).first().click(),
    ]);
    expect(answer.status()).toBe(401);
    await expect(heading(page)).toHaveText(words.access.signIn.title);
    await page.getByLabel(words.access.signIn.address).fill(` ${address.toUpperCase()} `);
    await page.getByRole("button", { name: words.access.signIn.button }).click();
    await expect(heading(page)).toHaveText(words.access.signIn.sentTitle);
    expect(await wholeHtml(page)).not.toContain(address);

    const link = await newLinkTo(server, address, SIGN_IN);
    for (let opened = 1; opened <= 5; opened += 1) expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link, { method: "HEAD" })).status).toBe(200);
    await page.goto(link);
    await expect(heading(page)).toHaveText(words.access.link.title);
    expect(await page.content()).not.toContain(address);
    await page.getByRole("button", { name: words.access.link.button }).click();
    await expect(page).toHaveURL(server.url + paths.progress);
    const [cookie, ...more] = await page.context().cookies();
    expect(more).toEqual([]);
    expect(cookie).toMatchObject({ name: "progress", path: "/", httpOnly: true, sameSite: "Lax" });
    const held = `progress=${cookie?.value}`;
    expect((await progressWith(server, held)).status).toBe(200);
    expect(rows(server, "SELECT token_hash FROM founder_sessions WHERE token_hash = ?", cookie?.value ?? "")).toEqual(
      [],
    );

    await page.goto(link);
    await page.getByRole("button", { name: words.access.link.button }).click();
    await expect(heading(page)).toHaveText(words.access.link.closedTitle);
    await expect(page.getByRole("link", { name: words.access.link.again })).toBeVisible();

    const headers = { cookie: held, origin: server.url };
    const out = await fetch(server.url + paths.founderSignOut, { method: "POST", headers, redirect: "manual" });
    expect(out.status).toBe(303);
    expect(out.headers.get("set-cookie")).toContain("progress=; Path=/; Max-Age=0");
    expect((await progressWith(server, held)).status).toBe(401);
    expect((await fetch(server.url + paths.founderSignOut, { method: "POST", headers })).status).toBe(401);
  });
});

test("of 20 requests at once with one link one gets a session, and a form of another site uses nothing up", async ({
  server,
}) => {
  const logged = server.log.length;
  const address = "twenty@firm.example";
  await known(server, address);
  await askForLink(server, address);
  const link = await newLinkTo(server, address, SIGN_IN);
  const headers = { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" };
  for (const path of [pathOf(link), paths.founderSignIn, paths.founderSignOut])
    expect((await fetch(server.url + path, { method: "POST", headers, redirect: "manual" })).status).toBe(403);

  const answers = await Promise.all(Array.from({ length: 20 }, () => post(server, pathOf(link))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, ...Array(19).fill(410)]);
  const cookies = answers.flatMap((answer) => answer.headers.getSetCookie());
  expect(cookies).toHaveLength(1);
  const sessions = "SELECT 1 FROM founder_sessions JOIN leads ON leads.id = lead_id WHERE address = ?";
  expect(rows(server, sessions, address)).toHaveLength(1);

  const winner = answers.find(({ status }) => status === 303);
  const cookie = winner ? sessionIn(winner) : "";
  expect((await progressWith(server, cookie)).status).toBe(200);
  await askForLink(server, address);
  await expect.poll(async () => (await linksTo(server, address, SIGN_IN)).length).toBe(2);
  const [second = ""] = (await linksTo(server, address, SIGN_IN)).filter((one) => one !== link);
  const rotated = await fetch(server.url + pathOf(second), {
    method: "POST",
    headers: { cookie, origin: server.url },
    redirect: "manual",
  });
  expect(rotated.status).toBe(303);
  expect((await progressWith(server, cookie)).status).toBe(401);
  expect((await progressWith(server, sessionIn(rotated))).status).toBe(200);
  expect(server.log.slice(logged).filter(({ level }) => level === "error")).toEqual([]);
});

test("a known and an unknown address get the same answers, byte for byte, up to the limit", async ({ serverWith }) => {
  const server = await serverWith({ LIMIT_SIGN_IN_LINKS_PER_MAILBOX: "2" });
  await known(server, "known-a@firm.example");
  const told = async (address: string) => {
    const said: unknown[] = [];
    for (let times = 1; times <= 3; times += 1) {
      const answer = await askForLink(server, address);
      const { status, headers } = answer;
      const next = headers.get("location");
      const plain = (text: string) =>
        text
          .replaceAll(address, "[address]")
          .replace(/sent=[\w-]+/, "[ticket]")
          .replace(/name="time" value="[^"]*"/, "[time]")
          .replace(/\d+ minutes/, "[minutes]");
      const after = next === null ? null : plain(await (await fetch(new URL(next, server.url))).text());
      const kept = [...headers]
        .filter(([name]) => !["date", "retry-after", "content-length", "x-request-id"].includes(name))
        .map(([name, value]) => [name, plain(value)]);
      said.push({ status, kept, waits: headers.has("retry-after"), body: plain(await answer.text()), after });
    }
    return said;
  };
  const held = await told("known-a@firm.example");
  expect(held.map((one) => (one as { status: number }).status)).toEqual([303, 303, 429]);
  expect(await told("nobody-a@firm.example")).toEqual(held);
  await expect.poll(async () => (await linksTo(server, "known-a@firm.example", SIGN_IN)).length).toBe(2);
  expect(await mailTo(server, "nobody-a@firm.example")).toEqual([]);
  expect(JSON.stringify(server.log)).not.toContain("firm.example");
});

test("a link ends after ten minutes and a session after a day without a visit", async ({ serverWith }) => {
  const server = await serverWith();
  const address = "late@firm.example";
  await known(server, address);
  await askForLink(server, address);
  const late = await newLinkTo(server, address, SIGN_IN);
  await server.setAhead(11 * 60_000);
  expect((await post(server, pathOf(late))).status).toBe(410);
  await askForLink(server, address);
  await expect.poll(async () => (await linksTo(server, address, SIGN_IN)).length).toBe(2);
  const [fresh = ""] = (await linksTo(server, address, SIGN_IN)).filter((one) => one !== late);
  const cookie = sessionIn(await post(server, pathOf(fresh)));
  expect((await progressWith(server, cookie)).status).toBe(200);
  await server.setAhead(25 * HOUR);
  expect((await progressWith(server, cookie)).status).toBe(401);
});

test("whoever stops half-way mails themselves the link, goes on elsewhere, and is no lead", async ({
  page,
  browser,
  server,
}) => {
  const address = "half-way@firm.example";
  const questions = questionsOf("diagnostic");
  await begin(page, "diagnostic");
  const reference = referenceIn(page);
  await tap(page, questions.slice(0, 3), answersOf("E2"));
  await expectQuestion(page, questions[3] ?? "");
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("link", { name: words.access.later.link }).click();
  await expect(heading(page)).toHaveText(words.access.later.title);
  await expect(page.getByRole("link", { name: `${server.url}/diagnostic/${reference}` })).toBeVisible();
  await page.getByLabel(words.access.later.address).fill(address);
  await page.getByRole("button", { name: words.access.later.button }).click();
  await expect(heading(page)).toHaveText(words.access.later.sentTitle);

  const { text, html } = await theMailTo(server, address);
  const link = paths.absolute(server.url, paths.attempt("diagnostic", reference));
  expect(text).toContain(`${link}\n`);
  expect(html).toContain(`href="${link}"`);
  expect(rows(server, "SELECT id FROM leads WHERE address = ?", address)).toEqual([]);
  // The mail lies in the mailbox a moment before it is recorded as sent, and its copy goes then.
  const kept = () => rows(server, "SELECT lead_id, recipient, message FROM deliveries WHERE recipient = ?", address);
  await expect.poll(kept).toEqual([{ lead_id: null, recipient: address, message: null }]);

  const elsewhere = await browser.newPage({ javaScriptEnabled: false });
  await elsewhere.goto(link);
  await expectQuestion(elsewhere, questions[3] ?? "");
  await option(elsewhere, answersOf("E2")[questions[3] ?? ""] ?? "").click();
  await expectQuestion(elsewhere, questions[4] ?? "");
  await elsewhere.close();

  const later = (instrument: "snapshot" | "diagnostic", which: string) =>
    fetch(server.url + paths.finishLater(instrument, which), { redirect: "manual" });
  expect((await later("snapshot", await startAttempt(server, "snapshot"))).status).toBe(404);
  const done = await completed(server, "E2");
  expect((await later("diagnostic", done)).headers.get("location")).toBe(paths.result(done));
});
