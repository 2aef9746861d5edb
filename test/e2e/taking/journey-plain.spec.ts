import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { plainVisitor } from "#test/support/browser/plain.ts";
import {
  back,
  begin,
  E1,
  E2,
  expectQuestion,
  heading,
  OPTIONAL,
  option,
  readResult,
  tap,
} from "#test/support/browser/taking.ts";
import { answered, completed, promptOf, questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf, asked } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

test.describe("Without JavaScript", () => {
  test("the home page leads to both start pages", async ({ server }) => {
    const visitor = plainVisitor(server);
    for (const instrument of ["snapshot", "diagnostic"] as const) {
      await visitor.open(paths.home);
      await visitor.followTo(`main article a[href="${paths.start(instrument)}"]`);
      expect(visitor.path).toBe(paths.start(instrument));
      expect(visitor.texts("main button")).toContain(words.pages.start.button);
    }
  });

  test.describe("in a browser", () => {
    test.use({ javaScriptEnabled: false });

    test("the Snapshot leads in eleven taps to the result of example E1", async ({ page }) => {
      await begin(page, "snapshot");
      await tap(page, questionsOf("snapshot"), answersOf("E1"));

      await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
      expect(await readResult(page)).toEqual(E1);
    });

    test("a changed answer comes back to the check page, and the optional questions change no score", async ({
      page,
      server,
    }) => {
      const reference = await answered(server, "diagnostic", { ...answersOf("E2"), V1: "a" });
      await page.goto(paths.check("diagnostic", reference));
      await page.getByRole("link", { name: promptOf("V1") }).click();
      await expectQuestion(page, "V1");
      await option(page, answersOf("E2").V1 ?? "").click();
      await expect(heading(page)).toHaveText(words.pages.check.title);
      await expect(page.locator(".answers__row:target")).toContainText(promptOf("V1"));
      await page.getByRole("button", { name: words.pages.check.button }).click();

      await tap(page, Object.keys(OPTIONAL), OPTIONAL);
      await expect(page).toHaveTitle("Revenue Diagnostic: Fragmented, 27 of 100");
    });

    test("Back leads to the question before, with its answer marked", back);
  });

  test("the Diagnostic leads past its check page to the result of example E2", async ({ server }) => {
    const visitor = plainVisitor(server);
    await visitor.open(paths.start("diagnostic"));
    await visitor.press("main button");
    for (const id of questionsOf("diagnostic")) await visitor.answer(promptOf(id), answersOf("E2")[id] ?? "");

    expect(visitor.path).toMatch(/\/check$/);
    expect(visitor.text("h1")).toBe(words.pages.check.title);
    expect(visitor.texts("main a").filter((text) => text.startsWith(words.pages.check.change))).toHaveLength(26);
    await visitor.press("main button");
    expect(visitor.path).toMatch(/\/about\/1$/);
    await visitor.follow(words.pages.about.skip);

    expect(visitor.title).toBe("Revenue Diagnostic: Fragmented, 27 of 100");
    const [names, scores, statuses] = [1, 2, 3].map((column) =>
      visitor.texts(`table:first-of-type tbody tr:has(th) > :nth-child(${column})`),
    );
    expect({
      verdict: visitor.text("h1"),
      layers: names?.slice(0, 5).map((name, place) => `${name} ${scores?.[place]} ${statuses?.[place]}`),
      order: visitor.texts(".order h3"),
    }).toEqual(E2);
    expect(visitor.text("main")).toContain("Likely between 22 and 32");
    expect(visitor.text("main")).toContain("all 25 known");
    expect(visitor.text("#dominant")).toBe("Your dominant failure layer is Pipeline Integrity.");
    expect(visitor.text("#cost")).toContain("About 11% to 32%");
  });

  test("a question opened from the check page can be left without an answer", async ({ server }) => {
    const visitor = plainVisitor(server);
    const reference = await answered(server, "diagnostic", answersOf("E2"));
    await visitor.open(paths.check("diagnostic", reference));
    const number = questionsOf("diagnostic").indexOf("L3") + 1;
    await visitor.followTo(`main a[href="${paths.change("diagnostic", reference, number)}"]`);
    expect(visitor.text("h1")).toBe(promptOf("L3"));
    await visitor.follow("Back to your answers");
    expect(visitor.text("h1")).toBe(words.pages.check.title);
  });

  test("the address of an attempt leads back to its first open question", async ({ server }) => {
    const visitor = plainVisitor(server);
    await visitor.open(paths.start("snapshot"));
    await visitor.press("main button");
    for (const id of ["c_tool", "V1", asked("V2")]) await visitor.answer(promptOf(id), answersOf("E1")[id] ?? "");
    const address = visitor.path.replace(/\/\d+$/, "");
    await visitor.open(paths.home);
    await visitor.open(address);
    expect(visitor.text("h1")).toBe(promptOf(asked("P1")));
  });

  test("a completed attempt leads to its result from every one of its addresses", async ({ server }) => {
    const visitor = plainVisitor(server);
    const reference = await completed(server, "E1");
    const attempt = paths.attempt("snapshot", reference);
    for (const address of [attempt, `${attempt}/1`, `${attempt}/11`]) {
      await visitor.open(address);
      expect(visitor.path).toBe(paths.result(reference));
    }
  });
});
