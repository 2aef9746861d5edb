import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import {
  begin,
  CURRENT,
  expectQuestion,
  heading,
  option,
  READY,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { promptOf, questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { answersKept } from "#test/support/server/database.ts";

const E1 = answersOf("E1");
const snapshot = questionsOf("snapshot");

test("the next question stands ready where nobody meets it, and the tap shows that very one", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  for (const [place, id] of snapshot.slice(0, 4).entries()) {
    const next = promptOf(snapshot[place + 1] ?? "");
    const ready = page.locator(READY);
    await expect(ready.locator("h1")).toHaveText(next);
    await expect(heading(page)).toHaveText(promptOf(id));
    expect(await ready.evaluate((form: HTMLElement) => form.offsetHeight)).toBe(0);

    await ready.evaluate((form, seen) => form.setAttribute("data-seen", seen), id);
    await option(page, E1[id] ?? "").click();
    await expect(page.locator(CURRENT)).toHaveAttribute("data-seen", id);
  }
});

test("behind the last question that is open stands none, and behind one gone back to the next that is open", async ({
  page,
}) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, 2), E1);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page.locator(READY).locator("h1")).toHaveText(promptOf(snapshot[2] ?? ""));
  await tap(page, snapshot.slice(1, -1), E1);
  await expectQuestion(page, snapshot.at(-1) ?? "");
  await expect(heading(page)).toBeFocused();
  // What it stands ready for is laid out behind the focus, before this.
  await page.evaluate(() => new Promise((later) => setTimeout(later)));
  await expect(page.locator(READY)).toHaveCount(0);
});

test("a key pressed before the question that has just come has been painted answers that question", async ({
  page,
}) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await expect(page.locator(READY)).toBeAttached();
  await page.evaluate(() => {
    const press = () =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key: "1", bubbles: true }),
      );
    press();
    press();
  });
  await expectQuestion(page, snapshot[2] ?? "");
  await expect(page).toHaveTitle(/^Question 3 of 11:/);
  await page.goBack();
  await expectQuestion(page, "V1");
  await page.goBack();
  await expectQuestion(page, "c_tool");
});

test("whoever goes back while the last answer waits for a connection changes no other answer", async ({
  page,
  context,
  server,
}) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const reference = referenceIn(page);
  await tap(page, snapshot.slice(0, -1), E1);
  await expectQuestion(page, snapshot.at(-1) ?? "");
  await context.setOffline(true);
  await option(page, E1[snapshot.at(-1) ?? ""] ?? "").click();
  await expect(page.getByRole("status")).toContainText("The connection is gone.");
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await context.setOffline(false);
  await expect(page).toHaveURL(/\/results\//);
  expect(answersKept(server, reference)).toEqual(E1);
});

test("an answer reaches the server although its page is left in the same moment", async ({ page, server }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const reference = referenceIn(page);
  await option(page, "none").evaluate((button: HTMLElement, elsewhere) => {
    // It is gone before it is painted.
    window.requestAnimationFrame = () => 0;
    button.click();
    location.assign(elsewhere);
  }, paths.home);
  await expect(page).toHaveURL(new RegExp(`${paths.home}$`));
  await expect.poll(() => answersKept(server, reference)).toEqual({ c_tool: "none" });
});
