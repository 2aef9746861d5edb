import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { newBuild, putInPlace } from "#src/server/build/builds.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { begin, scriptIsRunning, tap } from "#test/support/browser/taking.ts";
import { questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import { startServer } from "#test/support/server/server.ts";

/** A project with this one's parts and builds of its own, each a copy of this one's. */
function project() {
  const root = mkdtempSync(join(tmpdir(), "plumbline-new-build-"));
  for (const part of ["content", "db", "src", "public", "package.json", "node_modules"])
    symlinkSync(join(ROOT, part), join(root, part));
  const made = dirname(realpathSync(join(ROOT, "dist/server")));
  const build = (at: number) => {
    const folder = newBuild(join(root, "dist"), at);
    for (const part of ["client", "server"]) cpSync(join(made, part), join(folder, part), { recursive: true });
    return folder;
  };
  return { root, build, remove: () => rmSync(root, { recursive: true }) };
}

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("a founder takes the Diagnostic while a build is swapped under the server, which is then started anew", async ({
  browser,
}) => {
  const { root, build, remove } = project();
  putInPlace(build(1));
  const database = { DATABASE_URL: `file:${join(root, "kept.db")}` };
  const server = await startServer(database, root);
  const page = await browser.newPage({ baseURL: server.url });
  const missing: string[] = [];
  page.on("response", (response) => response.status() >= 400 && missing.push(response.url()));
  const questions = questionsOf("diagnostic");
  const isWhole = async () => {
    await page.reload();
    await scriptIsRunning(page);
    expect(await ground(page)).toBe(styled);
  };

  await begin(page, "diagnostic");
  await scriptIsRunning(page);
  const styled = await ground(page);
  await tap(page, questions.slice(0, 8), answersOf("E2"));

  // As another state of the code makes it: no hashed file has a name that the build before knows.
  const next = build(2);
  rmSync(join(next, "client/_astro"), { recursive: true });
  putInPlace(next);
  await tap(page, questions.slice(8, 12), answersOf("E2"));
  await isWhole();
  await tap(page, questions.slice(12, 16), answersOf("E2"));
  await expect(page).toHaveURL(/\/17$/);

  await server.stop();
  const anew = await startServer({ ...database, PORT: String(server.port), PUBLIC_URL: server.url }, root);
  // The pages of this copy name hashed files that only the build before has, as a page that is open now does.
  await isWhole();
  await tap(page, questions.slice(16), answersOf("E2"));
  await expect(page).toHaveURL(/\/check$/);
  expect(missing).toEqual([]);

  await page.close();
  await anew.stop();
  remove();
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
