import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { newLinkTo, signIn } from "#test/support/browser/founder.ts";
import { completed, finish, reportTo, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { words } from "#test/support/words.ts";

const ADDRESS = "ada@brockmill.example";
const { opening, headline } = words.progress;

for (const javaScriptEnabled of [true, false])
  test(`a founder's second Diagnostic opens with what changed, on the page and in the mail, ${javaScriptEnabled ? "with" : "without"} script`, async ({
    browser,
    serverWith,
  }) => {
    const server = await serverWith();
    const page = await browser.newPage({ javaScriptEnabled, baseURL: server.url });
    const first = await completed(server, "E2");
    await reportTo(server, first, ADDRESS);
    const firstLink = await newLinkTo(server, ADDRESS, "results");
    await signIn(page, server, ADDRESS);
    await page.getByRole("main").getByRole("button").first().click();
    await page.goto(paths.result(first));
    await expect(page.locator(".opening")).toHaveCount(0);

    await server.setAhead(92 * DAY);
    await signIn(page, server, ADDRESS);
    await page.goto(`${paths.retakes}?instrument=diagnostic`);
    await page.getByRole("main").getByRole("button").first().click();
    await expect(page).toHaveURL(/\/diagnostic\/[\w-]+\/1$/);
    const again = new URL(page.url()).pathname.split("/").at(2) ?? "";
    const later = answersOf("E6");
    await sendAnswers(server, "diagnostic", again, later);
    expect((await finish(server, "diagnostic", again, later)).status).toBe(303);

    await page.goto(paths.result(again));
    await expect(page.locator(".opening")).toContainText(/Up \w+ points since/);
    await expect(page.locator(".opening")).toContainText(headline.clear);
    // Where no script runs no frame is asked for either, and the markup is the same.
    if (javaScriptEnabled) expect(await barriers(page)).toEqual([]);
    await page.getByRole("link", { name: opening.see }).click();
    await expect(page).toHaveURL(paths.progress);

    // Whoever else has the link reads the result, and nothing of the one before.
    const stranger = await browser.newPage({ baseURL: server.url });
    await stranger.goto(paths.result(again));
    await expect(stranger.locator(".opening")).toHaveCount(0);

    await reportTo(server, again, ADDRESS);
    await newLinkTo(server, ADDRESS, "results", [firstLink]);
    const report = (await mailTo(server, ADDRESS)).find(({ text }) => text?.includes(paths.result(again)));
    expect(report?.text).toMatch(/Up \w+ points since/);
    await page.close();
  });
