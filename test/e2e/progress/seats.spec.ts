import type { Locator, Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { counted } from "#src/words/numbers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { DEFINE, shortSeat, take, withInvite } from "#test/support/browser/seating.ts";
import { CURRENT, expectQuestion, heading, option, referenceIn, unfold } from "#test/support/browser/taking.ts";
import { completed, post, reportTo, sendAnswers } from "#test/support/browser/visitor.ts";
import { bank, EXAMPLES } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const WARNING = "The others will see your answers beside theirs. With two people they will know they are yours.";
const agreementOn = (page: Page) => page.getByRole("heading", { name: words.seats.agreement.title });

/** Presses Tab until this element has the focus, then Enter. */
async function press(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press("Enter");
  }
  throw new Error(`The keyboard does not reach ${target}.`);
}

/** Sends the answers of the method's example E3 to the attempt on the page, as its island would. */
async function answerAsE3(server: Server, attempt: string): Promise<void> {
  const answers = { c_tool: "crm", ...EXAMPLES.E3.submission.answers };
  expect((await sendAnswers(server, "diagnostic", attempt, answers)).status).toBe(200);
}

test("a founder and two colleagues compare what they said, each from a browser of their own", async ({
  page,
  browser,
  server,
}) => {
  const founder = await completed(server, "E2");
  await page.goto(paths.result(founder));
  await unfold(page, "seats");
  await page.getByRole("link", { name: words.seats.part.button }).click();
  await expect(page).toHaveURL(paths.seats(founder));
  await page.getByRole("button", { name: words.seats.founder.make }).click();
  const field = page.getByLabel(words.seats.founder.link, { exact: true }).last();
  await expect(field).toHaveJSProperty("readOnly", true);
  const link = await field.inputValue();
  expect(link).toMatch(new RegExp(`^${server.url}/seats/invited/[\\w-]{22,}$`));
  await expect(page.getByText(words.seats.founder.none)).toBeVisible();

  const short = await browser.newPage({ javaScriptEnabled: false, baseURL: server.url });
  await short.goto(link);
  await expect(short.getByText(WARNING, { exact: true })).toBeVisible();
  await press(short, short.getByRole("button", { name: words.seats.invited.define }));
  for (const [place, item] of DEFINE.entries()) {
    await expectQuestion(short, item);
    await expect(short.getByText(`Question ${place + 1} of 8`, { exact: true })).toBeVisible();
    await expect(short.locator(`${CURRENT} button[name=answer]`).last()).toHaveAttribute("value", "dk");
    if (place === 1) {
      await press(short, short.getByRole("link", { name: "Back" }));
      await expectQuestion(short, DEFINE[0] ?? "");
      await press(short, option(short, "d"));
      await expectQuestion(short, item);
    }
    if (place === 7) {
      await page.reload();
      await expect(page.getByText("Seat 2", { exact: true })).toBeVisible();
      await expect(page.getByText(words.seats.founder.underWay)).toBeVisible();
      await expect(agreementOn(page)).toHaveCount(0);
      const seat = referenceIn(short);
      await short.goto(paths.seat(seat));
      await expect(short.getByText("You have answered 7 of 8.")).toBeVisible();
      await expect(agreementOn(short)).toHaveCount(0);
      await press(short, short.getByRole("link", { name: words.seats.own.goOn }));
    }
    await press(short, option(short, place === 7 ? "dk" : "b"));
  }
  await expect(heading(short)).toHaveText("Your seat: Seat 2");
  await expect(agreementOn(short)).toBeVisible();
  const seatTwo = referenceIn(short);

  // V3: E2 says credit 1 (b), seat 2 changed to d; V4, P3, F4, R2 agree on b; P1 is a against b; L3 c against b.
  await expect(short.locator(".differ")).toHaveCount(3);
  await expect(short.locator(".differ").first()).toContainText("How is a lead’s source recorded?");
  await expect(short.locator(".differ").first()).toContainText("2 of 4 credits apart");
  await expect(short.locator(".differ").first()).toContainText(words.seats.agreement.definitionTag);
  await expect(short.getByText(words.seats.agreement.definition)).toBeVisible();
  await expect(short.locator(".differ .said__taken").first()).toHaveText(/In anyone’s own words.*Seat 1/);
  await expect(short.locator(".said__unknown")).toHaveText("1 did not know: You");
  await short.goBack();
  await expect(heading(short)).toHaveText("Your seat: Seat 2");

  await page.reload();
  await expect(agreementOn(page)).toBeVisible();
  await expect(page.locator(".differ .said__taken").first()).toHaveText(/In anyone’s own words.*You/);

  const whole = await browser.newPage({ baseURL: server.url });
  await whole.goto(link);
  await expect(whole.getByText(WARNING, { exact: true })).toBeVisible();
  await whole.getByRole("button", { name: words.seats.invited.whole }).click();
  await expectQuestion(whole, "c_tool");
  const attempt = referenceIn(whole);
  await page.reload();
  await expect(page.getByText(words.seats.agreement.ledeWaiting)).toBeVisible();
  await answerAsE3(server, attempt);
  await whole.goto(paths.check("diagnostic", attempt));
  await whole.getByRole("button", { name: words.pages.check.button }).click();
  await whole.getByRole("link", { name: words.pages.about.skip }).click();
  await expect(whole.getByRole("heading", { name: "You took this as Seat 3" })).toBeVisible();
  await whole.getByRole("link", { name: words.seats.part.ownButton }).click();
  await expect(agreementOn(whole)).toBeVisible();
  await expect(whole.getByText("3 seats are compared on 25 questions.")).toBeVisible();
  await expect(whole.locator(".differ").first()).toContainText("What lets a deal move up a stage?");
  await expect(whole.locator(".differ").first().locator(".said__taken")).toHaveText([/Seat 1/, /Seat 2/, /You/]);
  await whole.getByText(words.seats.agreement.table).click();
  await expect(whole.getByRole("table").last().locator("tbody tr")).toHaveCount(25);
  const team = whole.locator(".team");
  await expect(team.locator("tbody tr")).toHaveCount(25);
  await expect(team).not.toContainText("Seat");

  await short.goto(paths.seat(seatTwo));
  await expect(short.getByText("3 seats are compared on 8 questions.")).toBeVisible();

  await page.goto(paths.seats(founder));
  await page.getByRole("button", { name: words.seats.founder.close }).click();
  await expect(page.getByRole("button", { name: words.seats.founder.make })).toBeVisible();
  await short.goto(link);
  await expect(heading(short)).toHaveText(words.seats.invited.closedTitle);
  await expect(short.getByRole("button")).toHaveCount(0);
  await short.close();
  await whole.close();
});

test("who says that nobody else works there is not asked whether a colleague would say the same", async ({
  server,
}) => {
  const reference = await completed(server, "E2");
  const isOffered = async () => {
    const page = await fetch(server.url + paths.result(reference));
    return (await page.text()).includes(words.seats.part.title);
  };
  expect(await isOffered()).toBe(true);
  const place = bank.instruments.diagnostic.after.indexOf("c_team") + 1;
  await post(server, paths.about("diagnostic", reference, place), { answer: "1" });
  expect(await isOffered()).toBe(false);
});

test("no page of a seat holds another's references, address, name, numbers or commitment", async ({ serverWith }) => {
  const server = await serverWith();
  const { founder, invited } = await withInvite(server);
  const email = "founder-of-seats@firm.example";
  const person = { name: "Leonie Seatwright", firm: "Seatwright Looms" };
  await reportTo(server, founder, email, person);
  await post(server, paths.sizing(founder), { z_opps: "13", z_acv: "15731", z_win: "22" });
  await post(server, paths.sharing(founder));
  const short = await shortSeat(server, invited);
  const attempt = (await take(server, invited, "whole")).split("/").at(2) ?? "";
  await answerAsE3(server, attempt);
  await post(server, paths.check("diagnostic", attempt));
  const [row] = rows(
    server,
    "SELECT reference FROM seats WHERE scope = 'whole' AND assessment_id = (SELECT id FROM assessments WHERE reference = ?)",
    attempt,
  );
  const whole = String(row?.reference);
  const invite = invited.split("/").at(-1) ?? "";

  const secrets = rows(
    server,
    `SELECT reference AS own FROM assessments UNION SELECT share_reference FROM assessments
     UNION SELECT reference FROM seats UNION SELECT reference FROM seat_invites UNION SELECT start_key FROM seats
     UNION SELECT address FROM leads UNION SELECT name FROM leads UNION SELECT firm FROM leads
     UNION SELECT condition FROM commitments`,
  ).flatMap(({ own }) => (own === null ? [] : [String(own)]));
  const everything = [...secrets, "15731", "15,731"];
  const expectOnly = async (own: string[], path: string) => {
    const page = await fetch(server.url + path);
    expect(page.status, path).toBe(200);
    const html = await page.text();
    expect(
      everything.filter((one) => html.includes(one) && !own.includes(one)),
      path,
    ).toEqual([]);
  };

  expect(secrets).toEqual(expect.arrayContaining([founder, short, whole, attempt, invite, email, person.name]));
  await expectOnly([founder, invite], paths.seats(founder));
  await expectOnly([short], paths.seat(short));
  await expectOnly([whole, attempt], paths.seat(whole));
  await expectOnly([whole, attempt], paths.result(attempt));
  await expectOnly([], paths.resultFacts(attempt));
  await expectOnly([invite], invited);
  const half = await shortSeat(server, invited, 3);
  await expectOnly([half], paths.seatQuestion(half, 4));
  await expectOnly([half], paths.seat(half));
  const leads = rows(
    server,
    "SELECT count(*) AS n FROM attachments WHERE assessment_id = (SELECT id FROM assessments WHERE reference = ?)",
    attempt,
  );
  expect(leads).toEqual([{ n: 0 }]);
});

test("an invite link that is full, closed or made up says so, and a seat's address takes only what is asked", async ({
  server,
}) => {
  const { founder, invited } = await withInvite(server);
  const last = await shortSeat(server, invited, 0);
  for (const _ of [3, 4, 5, 6, 7, 8]) await take(server, invited, "define");
  const full = await post(server, invited, { scope: "define", start: "another" });
  expect(full.status).toBe(409);
  expect(await full.text()).toContain(words.seats.invited.full);
  expect(await (await fetch(server.url + invited)).text()).toContain(words.seats.invited.full);

  expect((await post(server, paths.seatQuestion(last, 1), { answer: "z" })).status).toBe(400);
  expect((await post(server, paths.seatQuestion(last, 1), {})).status).toBe(400);
  for (const step of ["0", "9", "1.0", "x"])
    expect((await fetch(`${server.url}${paths.seat(last)}/${step}`)).status, step).toBe(404);
  const ahead = await fetch(server.url + paths.seatQuestion(last, 5), { redirect: "manual" });
  expect(ahead.headers.get("location")).toBe(paths.seatQuestion(last, 1));

  expect((await post(server, invited, { scope: "everything" })).status).toBe(422);
  await post(server, paths.seats(founder), { close: "1" });
  expect((await post(server, invited, { scope: "define" })).status).toBe(409);
  for (const path of [paths.seatInvite("nobody"), paths.seat("nobody"), paths.seatQuestion("nobody", 1)])
    expect((await fetch(server.url + path)).status, path).toBe(404);
  const snapshot = await completed(server, "E1");
  expect((await fetch(server.url + paths.seats(snapshot))).status).toBe(404);
  expect((await post(server, paths.seats(snapshot))).status).toBe(404);
  expect(await (await fetch(server.url + paths.result(snapshot))).text()).not.toContain("/seats");
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a founder frees a seat after a second look, and it is there for somebody else", async ({ page, server }) => {
      const { founder, invited } = await withInvite(server);
      const seat = await shortSeat(server, invited, 3);
      const own = async (reference: string) => (await page.request.get(paths.seat(reference))).text();
      const left = counted(words.seats.own.left, 30);
      expect(await own(seat)).toContain(left);
      await page.goto(paths.seats(founder));
      await expect(page.getByRole("button", { name: words.seats.founder.freeSure })).toBeHidden();
      await page.locator(".seats__free summary").click();
      await expect(page.getByText(words.seats.founder.freeNote)).toBeVisible();
      await page.getByRole("button", { name: words.seats.founder.freeSure }).click();
      await expect(page.getByText(words.seats.founder.none)).toBeVisible();
      expect((await page.request.get(paths.seat(seat))).status()).toBe(404);
      await shortSeat(server, invited, 1);
      await page.reload();
      await expect(page.getByText("Seat 2", { exact: true })).toBeVisible();
      const done = await own(await shortSeat(server, invited));
      expect(done).toContain(words.seats.own.keep);
      expect(done).not.toContain(left);
    });
  });
