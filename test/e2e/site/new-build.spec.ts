import { appendFileSync, cpSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { newBuild, putInPlace } from "#src/server/build/builds.ts";
import { SECOND } from "#src/time.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { begin, questionNumber, scriptIsRunning, tap } from "#test/support/browser/taking.ts";
import { questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import { buildProject, copyOfProject } from "#test/support/server/project.ts";
import { startServer } from "#test/support/server/server.ts";

const NEW_STYLE = "body { outline: 3px solid rgb(1, 2, 3); }";

const styleOf = (page: Page) =>
  page.evaluate(() => {
    const { backgroundColor, outlineColor } = getComputedStyle(document.body);
    return { backgroundColor, outlineColor };
  });
const sheetsOf = (page: Page) =>
  page.locator('link[rel="stylesheet"]').evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));

test("a founder takes the Diagnostic while the site is built beside the server, which is then started anew", async ({
  browser,
}) => {
  const root = copyOfProject();
  const first = newBuild(join(root, "dist"), 1);
  const made = dirname(realpathSync(join(ROOT, "dist/server")));
  for (const part of ["client", "server"]) cpSync(join(made, part), join(first, part), { recursive: true });
  putInPlace(first);
  const database = { DATABASE_URL: `file:${join(root, "kept.db")}` };
  const server = await startServer(database, root);
  const page = await browser.newPage({ baseURL: server.url });
  const missing: string[] = [];
  page.on("response", (response) => response.status() >= 400 && missing.push(response.url()));
  const questions = questionsOf("diagnostic");
  const answers = answersOf("E2");

  await begin(page, "diagnostic");
  await scriptIsRunning(page);
  const style = await styleOf(page);
  appendFileSync(join(root, "src/styles/base.css"), NEW_STYLE);
  let isBuilt = false;
  const building = buildProject(root).finally(() => {
    isBuilt = true;
  });
  // The build empties, writes and swaps at times of its own: a page is asked for all the while.
  while (!isBuilt) {
    await page.reload();
    await scriptIsRunning(page);
    expect(await styleOf(page)).toEqual(style);
    const next = questions[questionNumber(page) - 1] ?? "";
    if (questionNumber(page) < 14) await tap(page, [next], answers);
    // Asking without a pause would take half the machine from the build.
    await Promise.race([building, setTimeout(SECOND)]);
  }
  await building;
  expect(realpathSync(join(root, "dist/server"))).not.toBe(realpathSync(join(first, "server")));

  await page.reload();
  await scriptIsRunning(page);
  expect(await styleOf(page)).toEqual(style);
  const sheets = await sheetsOf(page);
  await server.stop();
  const anew = await startServer({ ...database, PORT: String(server.port), PUBLIC_URL: server.url }, root);
  // A page that was open meanwhile goes on, and asks for nothing that is gone.
  await tap(page, questions.slice(questionNumber(page) - 1, 20), answers);
  for (const sheet of sheets) expect((await fetch(sheet)).status, sheet).toBe(200);
  await page.reload();
  await scriptIsRunning(page);
  expect(await styleOf(page)).toEqual({ ...style, outlineColor: "rgb(1, 2, 3)" });
  await tap(page, questions.slice(20), answers);
  await expect(page).toHaveURL(/\/check$/);
  expect(missing).toEqual([]);

  await page.close();
  await anew.stop();
  rmSync(root, { recursive: true });
});

test("a second server on a port says so in a sentence, and leaves the first one's database alone", async () => {
  const server = await startServer();
  const second = startServer({ PORT: String(server.port), DATABASE_URL: `file:${server.databaseFile}` });
  await expect(second).rejects.toThrow(
    `Port ${server.port} on 127.0.0.1 is taken, perhaps by this server itself. Stop what listens there, or set PORT to another.`,
  );
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  await server.stop();
});
