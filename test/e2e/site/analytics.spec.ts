import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { ADDRESS, layerOf, plausible } from "#test/support/browser/measured.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import {
  begin,
  expectLoaded,
  questionNumber,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { completed, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const KILOBYTE = 1024;
const DOMAIN = "plumb.example";
/** A whole Snapshot, its result, a reload of it, and the report by e-mail. */
async function visit(page: Page): Promise<string> {
  await begin(page, "snapshot");
  // Who taps before any script has run answers the question all the same, and is not counted on it.
  await scriptIsRunning(page);
  await tap(page, questionsOf("snapshot"), answersOf("E1"));
  await expectLoaded(page, /\/results\//);
  const reference = referenceIn(page);
  await page.reload();
  const form = page.locator(`form[action="${paths.report(reference)}"]`);
  await form.getByLabel(words.pages.mail.address).fill(ADDRESS);
  await form.getByRole("button").click();
  await expectLoaded(page, /\?sent=[\w-]+$/);
  await page.reload();
  return reference;
}
const policyOf = async (server: Server, path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(server.url + path, { headers });
  return { policy: answer.headers.get("content-security-policy") ?? "", html: await answer.text() };
};

test("where they are on, exactly these events go out, with exactly these fields", async ({ serverWith, browser }) => {
  const { origin, received, stop } = await plausible();
  const server = await serverWith({ PLAUSIBLE_DOMAIN: DOMAIN, PLAUSIBLE_URL: origin, DATA_LAYER: "true" });
  const page = await browser.newPage({ baseURL: server.url });
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  const pushed = await layerOf(page);

  const reference = await visit(page);
  const snapshot = { instrument: "snapshot" };
  const expected = [
    ["start", "/snapshot", snapshot],
    ...questionsOf("snapshot").map((_, place) => [
      "question",
      "/snapshot/[reference]/[step]",
      { ...snapshot, number: place + 1 },
    ]),
    ["result", "/results/[reference]", snapshot],
    ["lead", "/results/[reference]/report", {}],
  ] as const;
  await expect.poll(() => received.length).toBe(expected.length);
  // Requests that outlive their page may overtake each other.
  const sorted = (bodies: unknown[]) => bodies.map((body) => JSON.stringify(body)).toSorted();
  expect(sorted(received.map(({ body }) => JSON.parse(body)))).toEqual(
    sorted(expected.map(([name, path, props]) => ({ name, url: server.url + path, domain: DOMAIN, props }))),
  );
  expect(pushed).toEqual(expected.map(([name, , props]) => ({ event: `plumbline_${name}`, ...(props as object) })));
  for (const { path, headers } of received) {
    expect(path).toBe("POST /api/event");
    expect([headers.referer, headers.cookie]).toEqual([undefined, undefined]);
  }
  const all = JSON.stringify([received, pushed]);
  for (const secret of [reference, ADDRESS, "measured"]) expect(all).not.toContain(secret);
  expect(complaints).toEqual([]);

  for (const path of [paths.start("snapshot"), paths.result(reference)])
    expect((await policyOf(server, path)).policy).toContain(`connect-src 'self' ${origin};`);
  // A lead is said where an address has been taken, and by no page that only asks for one.
  for (const path of [paths.report(reference), paths.call(reference), paths.commitment(reference)]) {
    const [sent, asking] = [await policyOf(server, paths.sent(path)), await policyOf(server, path)];
    expect(sent.html, path).toMatch(/data-measured="[^"]*event[^"]*lead[^"]*"/);
    expect(asking.html, path).not.toContain("data-measured");
  }
  const [network] = words.privacy.parts.filter(({ id }) => id === "network");
  const privacy = page.locator(`#${network?.id}`);
  await page.goto(paths.privacy);
  await expect(privacy).toContainText(new URL(origin).host);
  await expect(privacy).toContainText(words.privacy.analytics.objection);
  await expect(privacy).not.toContainText(words.privacy.analytics.off);
  await page.close();
  const open = await startAttempt(server, "snapshot");
  for (const path of [paths.question("snapshot", open, 1), paths.embedQuestion(open, 1)]) {
    const fresh = await browser.newPage({ baseURL: server.url });
    expect(await scriptBytes(fresh, path, scriptIsRunning), path).toBeLessThanOrEqual(12 * KILOBYTE);
    await fresh.close();
  }
  await stop();
});

test("who asks not to be measured is not, by Global Privacy Control or Do Not Track", async ({
  serverWith,
  browser,
}) => {
  const { origin, received, stop } = await plausible();
  const server = await serverWith({ PLAUSIBLE_DOMAIN: DOMAIN, PLAUSIBLE_URL: origin, DATA_LAYER: "true" });
  const result = paths.result(await completed(server, "E1"));
  const asking: Record<string, string>[] = [{ "sec-gpc": "1" }, { dnt: "1" }];
  for (const headers of asking)
    for (const path of [paths.start("snapshot"), result, paths.embed]) {
      const { policy, html } = await policyOf(server, path, headers);
      expect(policy).not.toContain("connect-src");
      expect(html).not.toContain("data-measured");
      expect(html).not.toMatch(/Analytics|plausible/i);
    }
  const page = await browser.newPage({ baseURL: server.url });
  const pushed = await layerOf(page);
  // A browser or an extension that sets the property without sending the header.
  await page.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
  await visit(page);
  expect(await page.locator("[data-measured]").count()).toBe(1);
  expect([received, pushed]).toEqual([[], []]);
  await page.close();
  await stop();
});

test("off, as they are by default, they leave no byte and no wider policy", async ({ page, server }) => {
  const result = paths.result(await completed(server, "E1"));
  const question = paths.question("snapshot", await startAttempt(server, "snapshot"), 1);
  for (const path of [paths.start("snapshot"), question, result, paths.embed]) {
    const { policy, html } = await policyOf(server, path);
    expect(policy, path).not.toContain("connect-src");
    expect(html, path).not.toMatch(/data-measured|Analytics|plausible|dataLayer/i);
  }
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  expect(questionNumber(page)).toBe(1);
  expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
  expect(await page.evaluate("typeof dataLayer")).toBe("undefined");
  await page.goto(paths.privacy);
  await expect(page.locator("#network")).toContainText(words.privacy.analytics.off);
});
