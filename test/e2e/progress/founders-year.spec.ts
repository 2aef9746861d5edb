import { paths } from "#src/paths.ts";
import { exportFile } from "#src/progress/own-data/export-schema.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForLink, linkIn, linksTo, newLinkTo, signIn } from "#test/support/browser/founder.ts";
import { DEFINE, invite, take } from "#test/support/browser/seating.ts";
import { expectQuestion, heading, option, referenceIn } from "#test/support/browser/taking.ts";
import {
  completed,
  finish,
  post,
  questionsOf,
  reportTo,
  sendAnswers,
  startAttempt,
} from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { holds } from "#test/support/server/kept.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { words } from "#test/support/words.ts";

const ADDRESS = "ada@quillfeather.example";
const WORDS = "unless the buyer has put it in a letter";
const CONDITION = `No deal moves up a stage ${WORDS}.`;

test("a founder's year: Snapshot, Diagnostic, commitment, first fixes, seats, reminder, retake, clear change, asked again, export, erasure", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith();

  // In June, the Snapshot, and its report by mail.
  const snapshot = await completed(server, "E1");
  await reportTo(server, snapshot, ADDRESS);
  const firstReport = await newLinkTo(server, ADDRESS, "results");
  await page.goto(firstReport);
  await expect(page.getByText("9", { exact: true }).first()).toBeVisible();

  // The next day the Diagnostic is begun, left, and found again by the mail that one can send oneself.
  await server.setAhead(DAY);
  const diagnostic = await startAttempt(server, "diagnostic");
  const [tool = "", first = "", second = ""] = questionsOf("diagnostic");
  const answers = answersOf("E2");
  await page.goto(server.url + paths.question("diagnostic", diagnostic, 1));
  await option(page, answers[tool] ?? "").click();
  await expectQuestion(page, first);
  await option(page, answers[first] ?? "").click();
  await expectQuestion(page, second);
  await page.getByRole("link", { name: words.access.later.link }).click();
  await page.getByLabel(words.access.later.address).fill(ADDRESS);
  await page.getByRole("button", { name: words.access.later.button }).click();
  await page.goto(await newLinkTo(server, ADDRESS, "diagnostic"));
  await expectQuestion(page, second);
  await sendAnswers(server, "diagnostic", diagnostic, answers);
  expect((await finish(server, "diagnostic", diagnostic, answers)).status).toBe(303);
  const again180 = { again: "1", "again-days": "180" };
  await reportTo(server, diagnostic, ADDRESS, again180);
  await page.goto(await newLinkTo(server, ADDRESS, "results", [firstReport]));
  expect(referenceIn(page)).toBe(diagnostic);
  const asked = await newLinkTo(server, ADDRESS, "ask-again");
  await page.goto(asked);
  await page.getByRole("main").getByRole("button").click();
  await expect(heading(page)).toHaveText(words.askAgain.confirm.doneTitle);

  // The first of its first fixes is picked, for the day that the report gives it, and confirmed by mail.
  await page.goto(server.url + paths.result(diagnostic));
  await page.getByRole("link", { name: words.checkIns.link }).click();
  await page.locator(".pick").first().getByRole("checkbox").check();
  const fix = (await page.locator(".pick__title").first().textContent()) ?? "";
  await page.getByLabel(words.checkIns.form.address).fill(ADDRESS);
  await page.getByRole("button", { name: words.checkIns.form.button }).click();
  await expect(heading(page)).toHaveText(words.checkIns.form.sentTitle);
  const yes = await newLinkTo(server, ADDRESS, "check-ins");
  await page.goto(yes);
  await page.getByRole("button", { name: words.checkIns.confirm.button }).click();
  await expect(heading(page)).toHaveText(words.checkIns.confirm.doneTitle);
  await page.goto(server.url + paths.result(diagnostic));

  // A commitment, with a reminder that is asked for twice over: in the form, and by the link in a mail without its words.
  await page.locator("#commitments summary").click();
  await page.getByLabel(words.commitments.form.condition, { exact: true }).fill(CONDITION);
  await page.getByLabel(words.commitments.form.address).fill(ADDRESS);
  await page.getByRole("button", { name: words.commitments.form.button }).click();
  const confirm = await newLinkTo(server, ADDRESS, "reminders");
  expect((await mailTo(server, ADDRESS)).map(({ text }) => text).join()).not.toContain(WORDS);
  await page.goto(confirm);
  await page.getByRole("main").getByRole("button").click();
  await expect(heading(page)).toHaveText(words.commitments.confirm.doneTitle);

  // A colleague answers the eight define items; only then do both see where they differ.
  const invited = await invite(server, diagnostic);
  const seat = (await take(server, invited, "define")).split("/").at(2) ?? "";
  await page.goto(server.url + paths.seats(diagnostic));
  await expect(page.getByRole("table")).toHaveCount(0);
  for (const [place] of DEFINE.entries()) await post(server, paths.seatQuestion(seat, place + 1), { answer: "d" });
  await page.reload();
  await expect(page.getByRole("table", { includeHidden: true }).first()).toBeAttached();

  // The mailbox is proved by a link in it; what came under the address is kept.
  await signIn(page, server, ADDRESS);
  await expect(heading(page)).toHaveText(counted(words.progress.empty.waiting, 2));
  await page.getByRole("button", { name: fill(words.progress.claims.keepAll, { count: 2 }) }).click();
  await expect(page.getByText(CONDITION)).toBeVisible();

  // On its day the fix is asked about, once: not yet, and two weeks later it is done.
  await server.setAhead(16 * DAY);
  await askForLink(server, "stranger@nowhere.example");
  const check = await newLinkTo(server, ADDRESS, "check-ins", [yes]);
  await page.goto(`${check}/later`);
  await page.getByRole("main").getByRole("button").click();
  await expect(heading(page)).toHaveText(words.checkIns.answer.later.saidTitle);
  await server.setAhead(31 * DAY);
  await askForLink(server, "stranger@nowhere.example");
  const mailsOfFix = async () => (await linksTo(server, ADDRESS, "check-ins")).filter((link) => link === check).length;
  await expect.poll(mailsOfFix, { timeout: WAIT_LIMIT }).toBe(2);
  await page.goto(`${check}/done`);
  await page.getByRole("main").getByRole("button").click();
  await expect(heading(page)).toHaveText(words.checkIns.answer.done.saidTitle);

  // Three months on the reminder comes, once; its link opens the retake with the commitment.
  expect(await linksTo(server, ADDRESS, "retake")).toEqual([]);
  await server.setAhead(92 * DAY);
  await askForLink(server, "stranger@nowhere.example");
  const retake = await newLinkTo(server, ADDRESS, "retake");
  await page.goto(retake);
  await expect(page.getByText(CONDITION)).toBeVisible();
  await page.getByRole("main").getByRole("button").click();
  await expectQuestion(page, tool);
  const again = referenceIn(page);
  const later = answersOf("E6");
  await sendAnswers(server, "diagnostic", again, later);
  expect((await finish(server, "diagnostic", again, later)).status).toBe(303);
  await page.goto(retake);
  await page.getByLabel(words.commitments.outcome.names.met, { exact: true }).check();
  await page.getByRole("button", { name: words.commitments.outcome.button }).click();
  await expect(page.getByLabel(words.commitments.outcome.names.met, { exact: true })).toBeChecked();

  // What changed, by the method's example E6: 27 to 46, integrity 15 to 60, eleven answers up and none down.
  await signIn(page, server, ADDRESS);
  await expect(heading(page)).toContainText(words.progress.headline.clear);
  await expect(heading(page)).toContainText(/19 points|nineteen points/i);
  await expect(page.getByRole("heading", { name: /^Eleven answers moved, all upward$/ })).toBeVisible();
  await page.getByText(words.progress.layers.heading).click();
  await expect(page.getByText(fill(words.progress.layers.clearUp, { points: "45" })).first()).toBeVisible();
  await expect(page.getByText(CONDITION)).toBeVisible();

  // What was called done stands above what moved, and on the result of the retake too.
  await expect(page.locator("#fixes")).toContainText(fix);
  await expect(page.locator("#moved")).toContainText(fix);
  await page.goto(server.url + paths.result(again));
  await expect(page.locator(".opening__done")).toContainText(fix);

  // The mail that asks again waits as long after that reading; its link leads to another one, and stops.
  await server.setAhead((92 + 181) * DAY);
  await askForLink(server, "stranger@nowhere.example");
  const asks = await newLinkTo(server, ADDRESS, "ask-again", [asked]);
  await page.goto(`${asks}/retake`);
  await expect(heading(page)).toHaveText(words.askAgain.retake.title);
  const lastMail = (await mailTo(server, ADDRESS)).find(({ text }) => text?.includes(asks));
  await page.goto(/http\S+\/stop(?=\s)/.exec(lastMail?.text ?? "")?.[0] ?? "");
  await page.getByRole("main").getByRole("button").click();
  await expect(heading(page)).toHaveText(words.askAgain.stop.doneTitle);
  await signIn(page, server, ADDRESS);

  // Everything held goes along in a file, and then is erased.
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const file = exportFile.parse(await (await fetch(server.url + paths.exportJson, { headers: { cookie } })).json());
  expect(file.assessments.map(({ instrument }) => instrument)).toEqual(["snapshot", "diagnostic", "diagnostic"]);
  expect(JSON.stringify(file)).toContain(CONDITION);

  const subjects = (await mailTo(server, ADDRESS)).map(({ text }) =>
    ["retake", "reminders", "progress/sign-in", "check-ins", "ask-again", "results", "diagnostic"].find((path) =>
      linkIn(text, path),
    ),
  );
  expect(subjects.toSorted()).toEqual(
    [
      ...["ask-again", "ask-again", "check-ins", "check-ins", "check-ins", "diagnostic", "reminders", "retake"],
      ...["results", "results", "progress/sign-in", "progress/sign-in", "progress/sign-in"],
    ].toSorted(),
  );
  expect(holds(server, ADDRESS)).toBe(true);
  await page.goto(server.url + paths.ownErasure);
  await page.getByRole("button", { name: words.ownData.erasure.button }).click();
  await expect(heading(page)).toHaveText(words.ownData.erasure.doneTitle);
  for (const text of [ADDRESS, WORDS]) expect(holds(server, text), text).toBe(false);
  for (const reference of [snapshot, diagnostic, again])
    expect((await fetch(server.url + paths.result(reference))).status).toBe(404);
  expect((await fetch(server.url + paths.seat(seat))).status).toBe(404);
  expect((await fetch(retake)).status).toBe(404);
  expect((await fetch(server.url + paths.progress, { headers: { cookie } })).status).toBe(401);
});
