import { limited } from "#src/forms/ask.ts";
import { paths } from "#src/paths.ts";
import { confirmedAgain } from "#test/support/browser/asking-again.ts";
import { confirmed } from "#test/support/browser/committing.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { signIn } from "#test/support/browser/founder.ts";
import { withInvite } from "#test/support/browser/seating.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

/** Such a sentence, of whose hour some minutes may have passed. */
const said = (sentence: string) =>
  new RegExp(`^${sentence.replaceAll(".", "\\.").replace("{when}", "(an hour|\\d+ minutes)")}$`);
/** The same as an answer says it whose header says how long is left. */
const saidBy = ({ headers }: Response, sentence: string) =>
  limited(sentence, Number(headers.get("retry-after"))).sentence;

test("who starts too many is told when to try again, on the page and in the frame, and nothing is begun", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith({ LIMIT_STARTS_PER_HOUR: "1" });
  await page.goto(server.url + paths.start("snapshot"));
  await page.getByRole("button", { name: words.pages.start.button }).click();
  await expect(page).toHaveURL(/\/snapshot\/[\w-]{24}\/1$/);
  await page.goto(server.url + paths.start("snapshot"));
  await page.getByRole("button", { name: words.pages.start.button }).click();
  await expect(page.getByRole("alert")).toHaveText(said(words.pages.start.limited));
  for (const path of [paths.start("diagnostic"), paths.embed]) {
    const answer = await post(server, path);
    expect(answer.status, path).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect(await answer.text()).toContain(saidBy(answer, words.pages.start.limited));
  }
  expect(rows(server, "SELECT id FROM assessments")).toHaveLength(1);
});

test("who starts too many by the link of a mail is told when to try again, and nothing is begun", async ({
  page,
  serverWith,
}) => {
  // As many as the results take that the two mails are about.
  const server = await serverWith({ LIMIT_STARTS_PER_HOUR: "2" });
  const { retake } = await confirmed(server, "one@firm.example");
  const asked = await confirmedAgain(server, "two@firm.example");
  for (const path of [paths.retake(retake), asked.retake]) {
    const answer = await post(server, path);
    expect(answer.status, path).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3_500);
    await page.goto(server.url + path);
    await page.getByRole("main").getByRole("button").first().click();
    await expect(page.getByRole("alert")).toHaveText(said(words.pages.start.limited));
  }
  await signIn(page, server, "one@firm.example");
  await page.goto(`${server.url}${paths.retakes}?instrument=snapshot`);
  await page.getByRole("main").getByRole("button").first().click();
  await expect(page.getByRole("alert")).toHaveText(said(words.pages.start.limited));
  await expect(page.getByRole("main").locator("[name=instrument]")).toHaveValue("snapshot");
  expect(rows(server, "SELECT id FROM assessments")).toHaveLength(2);
  expect(rows(server, "SELECT assessment_id FROM retakes")).toEqual([]);
});

test("who takes too many seats is told when to try again, and may still take a short one", async ({
  page,
  serverWith,
}) => {
  // As many as the result takes that the seats are beside.
  const server = await serverWith({ LIMIT_STARTS_PER_HOUR: "1" });
  const { invited } = await withInvite(server);
  const answer = await post(server, invited, { scope: "whole" });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3_500);
  await page.goto(server.url + invited);
  await page.getByRole("button", { name: words.seats.invited.whole }).click();
  await expect(page.getByRole("alert")).toHaveText(said(words.pages.start.limited));
  expect(rows(server, "SELECT id FROM seats")).toEqual([]);
  await page.getByRole("button", { name: words.seats.invited.define }).click();
  await expect(page).toHaveURL(/\/seats\/[\w-]+\/1$/);
});

test("a PDF that is kept is handed over when the hour's number is used up, and another one is refused in a sentence", async ({
  serverWith,
}) => {
  const server = await serverWith({ LIMIT_PDFS_PER_HOUR: "1" });
  const [one, other] = [await completed(server, "E1"), await completed(server, "E2")];
  const pdf = (reference: string) => fetch(server.url + paths.pdf(reference));
  for (let time = 0; time < 2; time += 1) expect((await pdf(one)).status).toBe(200);
  const refused = await pdf(other);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
  expect(await refused.text()).toBe(saidBy(refused, words.pages.pdf.limited));
});
