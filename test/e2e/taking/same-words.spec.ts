import type { Page } from "@playwright/test";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { expectQuestion, heading, option, scriptIsRunning } from "#test/support/browser/taking.ts";
import { questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import type { Server } from "#test/support/server/server.ts";

interface Drawn {
  title: string;
  main: string;
}

/**
 * The title and everything inside `main`, each element on a line; only the time in the hidden field may differ between two
 * pages, and the question that stands ready behind, which nobody meets. Without markup it is the page as it stands, else what
 * the browser reads in that markup where no script runs.
 */
function drawn(page: Page, html?: string): Promise<Drawn> {
  return page.evaluate((markup) => {
    const from = markup === undefined ? document : new DOMParser().parseFromString(markup, "text/html");
    const main = from.querySelector("main");
    if (!main) throw new Error("The page has no main part.");
    const lines: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Text) lines.push(node.data);
      if (!(node instanceof Element) || node.matches(".ask__body--ahead")) return;
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
    return { title: from.title, main: lines.join("\n") };
  }, html);
}

/** The same address as the server sends it. */
const sent = async (server: Server, path: string) => (await fetch(server.url + path)).text();

for (const instrument of INSTRUMENT_IDS) {
  test(`every question of the ${instrument} is the same with and without JavaScript`, async ({ page, server }) => {
    const reference = await startAttempt(server, instrument);
    await page.goto(paths.question(instrument, reference, 1));
    await scriptIsRunning(page);

    for (const [place, id] of questionsOf(instrument).entries()) {
      const number = place + 1;
      await expectQuestion(page, id);
      const plain = await sent(server, paths.question(instrument, reference, number));
      expect(await drawn(page)).toEqual(await drawn(page, plain));
      if (number === questionsOf(instrument).length) break;
      const kept = page.waitForResponse("**/answers");
      await option(page, "b").or(option(page, "crm")).first().click();
      await kept;
    }
  });

  test(`an answered question of the ${instrument} is the same with and without JavaScript`, async ({
    page,
    server,
  }) => {
    const reference = await startAttempt(server, instrument);
    await page.goto(paths.question(instrument, reference, 1));
    await scriptIsRunning(page);
    await Promise.all([page.waitForResponse("**/answers"), option(page, "crm").click()]);
    await expectQuestion(page, "V1");
    await Promise.all([page.waitForResponse("**/answers"), option(page, "dk").click()]);
    await page.getByRole("link", { name: "Back", exact: true }).click();
    await expectQuestion(page, "V1");
    await expect(heading(page)).toBeFocused();

    const plain = await sent(server, paths.question(instrument, reference, 2));
    expect(await drawn(page)).toEqual(await drawn(page, plain));
  });
}
