import type { Page } from "@playwright/test";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { expectQuestion, option, scriptIsRunning } from "#test/support/browser/taking.ts";
import { questionsOf, startAttempt } from "#test/support/browser/visitor.ts";

/** Everything inside `main`, each element on a line; only the time in the hidden field may differ between two pages. */
function drawn(page: Page): Promise<string> {
  return page.locator("main").evaluate((main) => {
    const lines: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Text) lines.push(node.data);
      if (!(node instanceof Element)) return;
      const hiddenTime = node.getAttribute("name") === "shown";
      const attributes = [...node.attributes]
        .filter(({ name }) => !(hiddenTime && name === "value"))
        .map(({ name, value }) => `${name}=${value}`);
      lines.push(`<${node.localName} ${attributes.sort().join(" ")}>`);
      node.childNodes.forEach(walk);
      lines.push(`</${node.localName}>`);
    };
    main.normalize();
    walk(main);
    return lines.join("\n");
  });
}

for (const instrument of INSTRUMENT_IDS) {
  test(`every question of the ${instrument} is the same with and without JavaScript`, async ({
    page,
    browser,
    server,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
    const plain = await context.newPage();
    const reference = await startAttempt(server, instrument);
    await page.goto(paths.question(instrument, reference, 1));
    await scriptIsRunning(page);

    for (const [place, id] of questionsOf(instrument).entries()) {
      const number = place + 1;
      await expectQuestion(page, id);
      await plain.goto(paths.question(instrument, reference, number));
      expect(await drawn(page)).toBe(await drawn(plain));
      expect(await page.title()).toBe(await plain.title());
      if (number === questionsOf(instrument).length) break;
      const kept = page.waitForResponse("**/answers");
      await option(page, "b").or(option(page, "crm")).first().click();
      await kept;
    }
    await context.close();
  });

  test(`an answered question of the ${instrument} is the same with and without JavaScript`, async ({
    page,
    browser,
    server,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
    const plain = await context.newPage();
    const reference = await startAttempt(server, instrument);
    await page.goto(paths.question(instrument, reference, 1));
    await scriptIsRunning(page);
    await Promise.all([page.waitForResponse("**/answers"), option(page, "crm").click()]);
    await expectQuestion(page, "V1");
    await Promise.all([page.waitForResponse("**/answers"), option(page, "dk").click()]);
    await page.getByRole("link", { name: "Back", exact: true }).click();
    await expectQuestion(page, "V1");

    await plain.goto(paths.question(instrument, reference, 2));

    expect(await drawn(page)).toBe(await drawn(plain));
    await context.close();
  });
}
