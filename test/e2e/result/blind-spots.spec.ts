import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { linkIn, newLinkTo, signIn } from "#test/support/browser/founder.ts";
import { expectQuestion, heading, option, scriptIsRunning, wholeHtml } from "#test/support/browser/taking.ts";
import { answered, completed, finish, post, promptOf, reportTo } from "#test/support/browser/visitor.ts";
import { answersOf, bank, EXAMPLES } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { words } from "#test/support/words.ts";

const { part, links, asked, narrowed, first, mail } = words.blindSpots;
const ADDRESS = "ada@millbrook.example";

/** The items of E5 that are "Not sure", in bank order: nine, three of them in the second layer. */
const UNKNOWN = bank.items.map(({ id }) => id).filter((id) => EXAMPLES.E5.submission.answers[id] === "dk");
const [one = "", two = "", three = ""] = UNKNOWN;

const boxes = (page: Page) => page.locator(".blind input[type=checkbox]");
const box = (page: Page, item: string) => page.locator(`.blind input[name="ask-${item}"]`);
const tickOnly = async (page: Page, items: readonly string[]) => {
  for (const item of UNKNOWN) await box(page, item).setChecked(items.includes(item));
};
const labelOf = (item: string, id: string) =>
  bank.items.find((candidate) => candidate.id === item)?.options.find((candidate) => candidate.id === id)?.label ?? "";
const answersOfResult = (page: Page) => page.locator(".nar__who dd b");
for (const script of [true, false]) {
  test.describe(`${script ? "with" : "without"} script`, () => {
    test.use({ javaScriptEnabled: script });

    test("a founder looks two things up, answers them one a screen, and sees the range then and now", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E5");
      await page.goto(paths.result(reference));
      await expect(page.getByRole("heading", { name: counted(part.title, 9) })).toBeVisible();
      await expect(boxes(page)).toHaveCount(9);
      await expect(page.locator("#unknown summary", { hasText: part.lookUp })).toHaveCount(9);
      await expect(page.locator("#narrowed")).toHaveCount(0);

      await tickOnly(page, [one, two]);
      await page.getByRole("button", { name: part.answer, exact: true }).click();
      await expectQuestion(page, one);
      if (script) await scriptIsRunning(page);
      await expect(page.getByText("Question 1 of 2", { exact: true })).toBeVisible();
      await option(page, "b").click();
      await expectQuestion(page, two);
      await page.getByRole("link", { name: "Back" }).click();
      await expectQuestion(page, one);
      await option(page, "c").click();
      await expectQuestion(page, two);
      await expect(page.getByText(words.blindSpots.question.last)).toBeVisible();

      // Left here, nothing has come in, and nothing is lost.
      await page.goto(paths.result(reference));
      await expect(page.locator("#narrowed")).toHaveCount(0);
      await page.getByRole("link", { name: counted(part.goOn, 1) }).click();
      await expectQuestion(page, two);
      if (script) await scriptIsRunning(page);
      await option(page, "b").click();

      await expect(page).toHaveURL(new RegExp(`${paths.afterClosing(reference)}$`));
      await expect(page.getByRole("heading", { name: counted(narrowed.title, 2) })).toBeVisible();
      await expect(answersOfResult(page)).toHaveText([labelOf(one, "c"), labelOf(two, "b")]);
      await expect(page.getByRole("heading", { name: counted(part.title, 7) })).toBeVisible();
      await page.locator("#narrowed summary").click();
      await expect(page.getByRole("region", { name: narrowed.tableName }).getByRole("row")).toHaveCount(7);

      // The first version stays to be read, as it was scored.
      await page.getByRole("link", { name: /^read the first/ }).click();
      await expect(page.getByText(first.note)).toBeVisible();
      await expect(page.locator("#unknown li")).toHaveCount(9);
      await page.getByRole("link", { name: first.newest }).click();
      await expect(boxes(page)).toHaveCount(7);
    });

    test("a colleague answers only what was ticked, once, and sees nothing of the result", async ({
      page,
      browser,
      server,
    }) => {
      const reference = await completed(server, "E5");
      await page.goto(paths.result(reference));
      await tickOnly(page, [two, three]);
      await page.getByRole("button", { name: part.ask, exact: true }).click();
      await expect(page).toHaveURL(paths.blindSpots(reference));
      const link = await page.getByRole("textbox", { name: "Link 1" }).inputValue();
      expect(link).toMatch(new RegExp(`^${server.url}/blind-spots/[\\w-]{22,}$`));
      const href = (await page.getByRole("link", { name: links.mail }).getAttribute("href")) ?? "";
      const written = new URL(href);
      expect(written.pathname).toBe("");
      expect(written.searchParams.get("body")).toContain(link);

      const colleague = await browser.newPage({ javaScriptEnabled: script, baseURL: server.url });
      const seen: string[] = [];
      colleague.on("request", (request) => seen.push(request.url()));
      await colleague.goto(link);
      await expect(heading(colleague)).toHaveText(counted(asked.title, 2));
      await expect(colleague.getByText(asked.warning)).toBeVisible();
      await colleague.getByRole("link", { name: asked.begin }).click();
      await expectQuestion(colleague, two);
      if (script) await scriptIsRunning(colleague);
      await option(colleague, "d").click();
      await expectQuestion(colleague, three);
      await option(colleague, "dk").click();
      await expect(heading(colleague)).toHaveText(asked.usedTitle);
      expect(await wholeHtml(colleague)).not.toContain(reference);
      expect(seen.filter((url) => url.includes(reference))).toEqual([]);
      await colleague.goto(`${link}/1`);
      await expect(heading(colleague)).toHaveText(asked.usedTitle);

      await page.goto(paths.result(reference));
      await expect(answersOfResult(page)).toHaveText([labelOf(two, "d")]);
      await expect(page.locator(".nar__who dd span")).toHaveText([/^Through a link, /]);
      await expect(boxes(page)).toHaveCount(8);
      await expect(page.locator("#narrowed")).not.toContainText(promptOf(three));
    });
  });
}

test("a mailbox that was proved hears of a colleague's answers once, and its link leads to what they did", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E5");
  await reportTo(server, reference, ADDRESS);
  await newLinkTo(server, ADDRESS, "results");
  const answerAs = async (item: string, id: string) => {
    await post(server, paths.blindSpots(reference), { [`ask-${item}`]: "1", do: "ask" });
    const made = rows(server, "SELECT reference FROM closings ORDER BY id DESC LIMIT 1");
    const path = paths.closingQuestion(String(made[0]?.reference), 1);
    expect((await post(server, path, { answer: id })).status).toBe(303);
  };
  const told = async () => (await mailTo(server, ADDRESS)).filter(({ subject }) => subject === mail.subject);
  await answerAs(one, "b");
  await signIn(page, server, ADDRESS);
  await page.getByRole("main").getByRole("button").first().click();
  expect(await told()).toEqual([]);
  await answerAs(two, "d");
  await expect.poll(async () => (await told()).length).toBe(1);
  const [message] = await told();
  expect(message?.text).toContain(counted(mail.title, 1));
  expect(message?.text).not.toContain(promptOf(two));
  await page.goto(linkIn(message?.text, "results"));
  await expect(answersOfResult(page)).toHaveText([labelOf(one, "b"), labelOf(two, "d")]);
});

test("a link that whoever works alone keeps speaks of no colleague, from its making to its answer", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E5");
  const team = bank.instruments.diagnostic.after.indexOf("c_team") + 1;
  await post(server, paths.about("diagnostic", reference, team), { answer: "1" });
  await page.goto(paths.result(reference));
  await tickOnly(page, [one]);
  await page.getByRole("button", { name: part.askSolo, exact: true }).click();
  await expect(heading(page)).toHaveText(links.title);
  await expect(page.getByRole("main")).not.toContainText(/colleague/i);
  await page.goto(await page.getByRole("textbox", { name: "Link 1" }).inputValue());
  await expect(page.getByText(asked.warning)).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/colleague/i);
  await page.getByRole("link", { name: asked.begin }).click();
  await expectQuestion(page, one);
  await option(page, "d").click();
  await expect(heading(page)).toHaveText(asked.usedTitle);
  await page.goto(paths.result(reference));
  await expect(answersOfResult(page)).toHaveText([labelOf(one, "d")]);
  for (const about of ["#narrowed", "#unknown"]) await expect(page.locator(about)).not.toContainText(/colleague/i);
});

test("a link that is withdrawn ends, and so do all questions after thirty days", async ({ page, serverWith }) => {
  const server = await serverWith();
  const reference = await completed(server, "E5");
  await post(server, paths.blindSpots(reference), { [`ask-${one}`]: "1", do: "ask" });
  await page.goto(server.url + paths.blindSpots(reference));
  const link = await page.getByRole("textbox", { name: "Link 1" }).inputValue();
  await page.getByRole("button", { name: links.withdraw }).click();
  await expect(page.getByText(links.withdrawn)).toBeVisible();
  await page.goto(link);
  await expect(heading(page)).toHaveText(asked.withdrawnTitle);
  expect((await post(server, `${new URL(link).pathname}/1`, { answer: "b" })).headers.get("location")).toBe(
    new URL(link).pathname,
  );

  await post(server, paths.blindSpots(reference), { [`ask-${two}`]: "1", do: "ask" });
  await page.goto(server.url + paths.blindSpots(reference));
  const late = await page.getByRole("textbox", { name: "Link 2" }).inputValue();
  await server.setAhead(15 * DAY);
  await page.goto(late);
  await expect(heading(page)).toHaveText(asked.lateTitle);
  await page.goto(server.url + paths.result(reference));
  await expect(boxes(page)).toHaveCount(9);
  await server.setAhead(31 * DAY);
  await page.reload();
  await expect(boxes(page)).toHaveCount(0);
  await expect(page.locator("#unknown li")).toHaveCount(9);
  const refused = await post(server, paths.blindSpots(reference), { [`ask-${one}`]: "1", do: "answer" });
  expect(refused.status).toBe(422);
  await reportTo(server, reference, "late@millbrook.example");
  await newLinkTo(server, "late@millbrook.example", "results");
  const [message] = await mailTo(server, "late@millbrook.example");
  expect(message?.text).not.toContain("#unknown");
});

test("a mailed report leads to the questions, and a form without a tick says so", async ({ page, server }) => {
  const reference = await completed(server, "E5");
  await reportTo(server, reference, "b@millbrook.example");
  await newLinkTo(server, "b@millbrook.example", "results");
  const [message] = await mailTo(server, "b@millbrook.example");
  expect(message?.text).toContain(`${server.url}${paths.result(reference)}#unknown`);
  await page.goto(paths.result(reference));
  await tickOnly(page, []);
  await page.getByRole("button", { name: part.answer, exact: true }).click();
  await expect(page.getByText(part.none)).toBeVisible();
});

test("the pages of blind spots are clean by axe, wide and narrow, light and dark", async ({ page, server }) => {
  const reference = await completed(server, "E5");
  const closing = async (item: string) => {
    const { headers } = await post(server, paths.blindSpots(reference), { [`ask-${item}`]: "1", do: "answer" });
    await post(server, headers.get("location") ?? "", { answer: "c" });
  };
  await closing(one);
  await post(server, paths.blindSpots(reference), { [`ask-${two}`]: "1", [`ask-${three}`]: "1", do: "ask" });
  const made = rows(server, "SELECT reference FROM closings WHERE \"by\" = 'colleague'");
  const all = [
    paths.result(reference),
    paths.blindSpots(reference),
    paths.firstVersion(reference),
    paths.closing(String(made.at(-1)?.reference)),
    paths.closingQuestion(String(made.at(-1)?.reference), 1),
  ];
  for (const [width, colorScheme] of [
    [1280, "dark"],
    [390, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of all) {
      await page.goto(path);
      expect(await barriers(page, width === 390), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

test("where a cost is shown for the first time, its sentence and its link stand apart, below the links of the page", async ({
  page,
  server,
}) => {
  // Taken in haste, with three of 25 unknown: low confidence. With all known only the haste is left.
  const open = [1, 13, 20].map((place) => bank.instruments.diagnostic.items[place] ?? "");
  const answers = { ...answersOf("E2"), ...Object.fromEntries(open.map((item) => [item, "dk"])) };
  const reference = await answered(server, "diagnostic", answers);
  await finish(server, "diagnostic", reference, answers);
  await page.goto(paths.result(reference));
  await page.getByRole("button", { name: part.answer, exact: true }).click();
  for (const item of open) {
    await expectQuestion(page, item);
    await option(page, "c").click();
  }
  await expect(page.locator("#narrowed p").first()).toContainText(`. ${narrowed.cost} ${narrowed.costLink}`);
  await page.waitForLoadState();
  // Both are measured in one go: the page may still be on its way to the part that its address names.
  const gap = await page.locator(".jumps").evaluate((jumps) => {
    const title = document.querySelector("#narrowed-title");
    return (title?.getBoundingClientRect().top ?? Number.NaN) - jumps.getBoundingClientRect().bottom;
  });
  expect(gap).toBeGreaterThan(16);
});
