import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForReport, begin, expectQuestion, option, referenceIn, tap } from "#test/support/browser/taking.ts";
import { answered, completed, post, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf, asked } from "#test/support/factories.ts";
import { rowCounts, rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the campaign that brought a visitor is kept with the attempt, and nothing else of the address", async ({
      page,
      server,
    }) => {
      await page.goto("/snapshot?utm_source=x&gclid=y&password=z", { referer: "https://news.example/private/path" });
      await page.getByRole("button", { name: words.pages.start.button, exact: true }).click();
      await expect(page).toHaveURL(/\/snapshot\/[\w-]+\/1$/);

      const [row] = rows(server, "SELECT attribution FROM assessments WHERE reference = ?", referenceIn(page));
      expect(JSON.parse(String(row?.attribution))).toEqual({
        utm_source: "x",
        gclid: "y",
        referrer_host: "news.example",
        landing_path: "/snapshot",
      });
    });

    test("no cookie is set from the start to the sent report", async ({ page, context, server }) => {
      const cookies: Promise<string | null>[] = [];
      page.on("response", (response) => cookies.push(response.headerValue("set-cookie")));
      await begin(page, "snapshot");
      await tap(page, ["c_tool", "V1"], answersOf("E1"));
      await expectQuestion(page, asked("V2"));
      await page.goto(paths.result(await completed(server, "E1")));
      await askForReport(page, "no-cookie@firm.example");
      await expect(page.getByText(words.pages.mail.sent)).toBeVisible();

      expect(await context.cookies()).toEqual([]);
      expect((await Promise.all(cookies)).filter((cookie) => cookie !== null)).toEqual([]);
    });
  });
}

test("a link on this site leaves no referrer behind", async ({ page, server }) => {
  await page.goto(paths.home);
  await page
    .locator(`main a[href="${paths.start("diagnostic")}"]`)
    .first()
    .click();
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).click();
  await expect(page).toHaveURL(/\/diagnostic\/[\w-]+\/1$/);

  const [row] = rows(server, "SELECT attribution FROM assessments WHERE reference = ?", referenceIn(page));
  expect(JSON.parse(String(row?.attribution))).toEqual({ landing_path: "/" });
});

test("a GET or HEAD of any address writes nothing", async ({ serverWith }) => {
  const server = await serverWith();
  const result = await completed(server, "E1");
  const deep = await completed(server, "E2");
  const open = await startAttempt(server, "snapshot");
  const checked = await answered(server, "diagnostic", answersOf("E2"));
  const before = rowCounts(server);
  const kept = () => rows(server, "SELECT reference, kept_until, completed_at FROM assessments ORDER BY id");
  const rowsBefore = kept();

  const addresses = [
    paths.home,
    "/health",
    "/nothing-here",
    `${paths.start("snapshot")}?utm_source=x`,
    `${paths.start("diagnostic")}?carry=${result}&start=abcdefghijklmnopqrstuv`,
    ...[open, checked, result, deep].flatMap((reference) =>
      (["snapshot", "diagnostic"] as const).flatMap((instrument) => [
        paths.attempt(instrument, reference),
        paths.question(instrument, reference, 1),
        `${paths.question(instrument, reference, 1)}?answer=a`,
        paths.change(instrument, reference, 2),
        paths.check(instrument, reference),
        paths.about(instrument, reference, 1),
        paths.answers(instrument, reference),
      ]),
    ),
    ...[result, deep].flatMap((reference) => [
      paths.result(reference),
      paths.resultFacts(reference),
      paths.sizing(reference),
      `${paths.sizing(reference)}?z_opps=12`,
      paths.report(reference),
      `${paths.report(reference)}?email=a@firm.example`,
      paths.sent(paths.report(reference)),
      paths.call(reference),
      paths.sent(paths.call(reference)),
      paths.keeping(reference),
      paths.erasure(reference),
    ]),
  ];
  for (const address of addresses) {
    for (const method of ["GET", "HEAD"]) {
      const { status } = await fetch(server.url + address, { method });
      expect(status, `${method} ${address}`).toBeLessThan(500);
    }
  }

  // Nobody else writes to the database of this server.
  expect(rowCounts(server)).toEqual(before);
  expect(kept()).toEqual(rowsBefore);
});

test("an answer to an unknown question or with an unknown option is refused and kept nowhere", async ({
  page,
  server,
}) => {
  const reference = await startAttempt(server, "snapshot");
  const { status } = await post(server, paths.question("snapshot", reference, 1), { answer: "nonsense" });
  expect(status).toBe(400);

  await page.goto(paths.attempt("snapshot", reference));
  await expect(option(page, "crm")).not.toContainText("Your last answer");
});
