import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { begin, expectQuestion, heading, readResult, scriptIsRunning, tap } from "#test/support/browser/taking.ts";
import { promptOf, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";

test("a question page asks for no style sheet and tells of no other question", async ({ server }) => {
  const [first = "", ...others] = questionsOf("diagnostic");
  const page = await fetch(server.url + paths.question("diagnostic", await startAttempt(server, "diagnostic"), 1));
  const html = await page.text();
  expect(html).toContain(promptOf(first));
  expect(html).not.toContain('rel="stylesheet"');
  for (const id of others) expect(html).not.toContain(promptOf(id));
});

test("the questions of a version may be kept for ever by their address, say no credit, and are found for published versions alone", async ({
  server,
}) => {
  const html = await (
    await fetch(server.url + paths.question("snapshot", await startAttempt(server, "snapshot"), 1))
  ).text();
  const [, address = ""] = /<link rel="preload" href="([^"]+)" as="fetch"/.exec(html) ?? [];
  const named = await fetch(server.url + address);
  expect(named.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const questions: { id: string; prompt: string; options: object[] }[] = await named.json();
  expect(questions.map(({ id }) => id)).toEqual(questionsOf("snapshot"));
  expect(questions.map(({ prompt }) => prompt)).toEqual(questionsOf("snapshot").map(promptOf));
  for (const { options } of questions)
    for (const option of options) expect(Object.keys(option)).toEqual(["id", "label"]);

  const [path = ""] = address.split("?");
  expect((await fetch(`${server.url}${path}?print=another`)).headers.get("cache-control")).toBe("no-cache");
  for (const unknown of [
    "/questions/snapshot/9.9.9.json",
    "/questions/snapshot/%2e%2e.json",
    "/questions/quiz/2.0.0.json",
  ])
    expect((await fetch(server.url + unknown)).status).toBe(404);
});

test("where the words of the other questions do not come, each answer is sent as the form it is, and none is lost", async ({
  page,
}) => {
  await page.route("**/questions/**", (route) => route.abort());
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, questionsOf("snapshot"), answersOf("E1"));
  await expect(page).toHaveURL(/\/results\//);
  expect((await readResult(page)).layers).toHaveLength(5);
});

test("whoever taps twice while the words are on their way is led on once", async ({ page }) => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**/questions/**", async (route) => {
    await held;
    await route.continue();
  });
  const [first = "", second = ""] = questionsOf("snapshot");
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const options = page.locator('button[name="answer"]');
  await options.nth(0).click();
  await options.nth(1).click();
  await expect(heading(page)).toHaveText(promptOf(first));
  letGo();
  await expectQuestion(page, second);
  await page.goBack();
  await expectQuestion(page, first);
  await expect(options.nth(1)).toHaveClass(/opt--last/);
});
