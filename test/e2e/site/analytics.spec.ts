import type { Browser, Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import {
  begin,
  expectQuestion,
  questionNumber,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { completed, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { loopbackSite } from "#test/support/server/loopback.ts";
import type { Server, startServer } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const KILOBYTE = 1024;
const ADDRESS = "measured@firm.example";
const DOMAIN = "plumb.example";

interface Received {
  path: string;
  body: string;
  headers: Record<string, unknown>;
}

/** A Plausible on this machine that writes down what it is sent. */
async function plausible() {
  const received: Received[] = [];
  const site = await loopbackSite(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    received.push({ path: `${req.method} ${req.url}`, body, headers: req.headers });
    res.setHeader("access-control-allow-origin", "*").writeHead(202).end("ok");
  });
  return { ...site, received };
}

/** Everything that is pushed to the data layer, in whatever tab. */
async function layerOf(page: Page): Promise<object[]> {
  const pushed: object[] = [];
  await page.context().exposeFunction("layered", (entry: object) => pushed.push(entry));
  await page.context().addInitScript(() => {
    const page = window as unknown as { layered: (entry: object) => void; dataLayer: object };
    page.dataLayer = { push: (entry: object) => page.layered(entry) };
  });
  return pushed;
}

/** A whole Snapshot, its result, a reload of it, and the report by e-mail. */
async function visit(page: Page): Promise<string> {
  await begin(page, "snapshot");
  // Who taps before any script has run answers the question all the same, and is not counted on it.
  await scriptIsRunning(page);
  await tap(page, questionsOf("snapshot"), answersOf("E1"));
  await expect(page).toHaveURL(/\/results\//);
  // Its script has run by then.
  await page.waitForLoadState("load");
  const reference = referenceIn(page);
  await page.reload();
  const form = page.locator(`form[action="${paths.report(reference)}"]`);
  await form.getByLabel(words.pages.mail.address).fill(ADDRESS);
  await form.getByRole("button").click();
  await expect(page).toHaveURL(/\?sent=[\w-]+$/);
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

/** A page of a site on which nothing but the data layer is on, and what is pushed there. */
async function withDataLayer(serverWith: typeof startServer, browser: Browser) {
  const server = await serverWith({ DATA_LAYER: "true" });
  const page = await browser.newPage({ baseURL: server.url });
  return { page, pushed: await layerOf(page) };
}

const told = (name: string, fields: object = {}) => ({ event: `plumbline_${name}`, ...fields });
const snapshotTold = [
  told("start", { instrument: "snapshot" }),
  ...questionsOf("snapshot").map((_, place) => told("question", { instrument: "snapshot", number: place + 1 })),
  told("result", { instrument: "snapshot" }),
];

test("each event is said once, whatever is tapped twice, gone back to or loaded again", async ({
  serverWith,
  browser,
}) => {
  const { page, pushed } = await withDataLayer(serverWith, browser);
  const [first = "", second = ""] = questionsOf("snapshot");
  const answers = answersOf("E1");

  await page.goto(paths.start("snapshot"));
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).dblclick();
  // The second click asks for the same page once more, and it is that one which stays.
  await page.waitForLoadState("networkidle");
  await scriptIsRunning(page);
  await tap(page, [first], answers);
  await expectQuestion(page, second);
  await page.goBack();
  await tap(page, [first], answers);
  await expectQuestion(page, second);
  await page.reload();
  await scriptIsRunning(page);
  await tap(page, questionsOf("snapshot").slice(1), answers);
  await expect(page).toHaveURL(/\/results\//);
  // Its script has run by then.
  await page.waitForLoadState("load");
  const result = paths.result(referenceIn(page));
  await page.reload();
  await page.locator(`a[href^="${paths.method()}"]`).first().click();
  await page.goBack();
  await expect(page).toHaveURL(result);
  expect(pushed).toEqual(snapshotTold);

  const call = page.locator(`form[action="${paths.call(referenceIn(page))}"]`);
  await page.locator("summary", { hasText: words.pages.call.title }).click();
  await call.getByLabel(words.pages.mail.address).fill("someone@nowhere");
  await call.getByRole("button").click();
  await expect(page.getByText(words.pages.mail.badAddress)).toBeVisible();
  expect(pushed).toEqual(snapshotTold);
  await call.getByLabel(words.pages.mail.address).fill(ADDRESS);
  await call.getByRole("button").click();
  await expect(page.getByText(words.pages.call.sent)).toBeVisible();
  await expect.poll(() => pushed).toEqual([...snapshotTold, told("lead")]);
  await page.getByRole("link", { name: words.pages.call.back }).click();

  await page.getByRole("button", { name: words.pages.result.deeperButton }).dblclick();
  await page.waitForLoadState("networkidle");
  await scriptIsRunning(page);
  await expect.poll(() => pushed.length).toBe(snapshotTold.length + 3);
  expect(pushed.slice(-2)).toEqual([
    told("start", { instrument: "diagnostic" }),
    told("question", { instrument: "diagnostic", number: questionNumber(page) }),
  ]);
  await page.context().close();
});

test("a result that was reached in a frame is said there, and not again when it is opened whole", async ({
  serverWith,
  browser,
}) => {
  const { page, pushed } = await withDataLayer(serverWith, browser);
  await page.goto(paths.embed);
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).click();
  await tap(page, questionsOf("snapshot"), answersOf("E1"));
  const [whole] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: words.embed.full }).click(),
  ]);
  await expect(whole).toHaveURL(/\/results\//);
  await whole.waitForLoadState("networkidle");
  expect(pushed).toEqual(snapshotTold);
  await page.context().close();
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
