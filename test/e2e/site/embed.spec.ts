import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { button, expectFit, frameOf, heading, hosts, link, seenBy } from "#test/support/browser/hosting.ts";
import { completed, post, promptOf, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

test("a page of another site shows the Snapshot, is told how far it comes, and learns nothing else", async ({
  serverWith,
  browser,
}) => {
  const { server, allowed, stop } = await hosts(serverWith, browser);
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCookieControls", { enableThirdPartyCookieRestriction: true });
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  const posts: Promise<Record<string, string>>[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.allHeaders()));

  await page.goto(allowed);
  await expect(link(page)).toBeHidden();
  await expect(frameOf(page).getByRole("button", { name: words.pages.start.button, exact: true })).toBeVisible();
  await expectFit(page);
  const before = (await page.locator("iframe").boundingBox())?.height;
  await page.evaluate('postMessage({ plumbline: "question", number: 99 }, "*")');

  await frameOf(page).getByRole("button", { name: words.pages.start.button, exact: true }).click();
  const ids = questionsOf("snapshot");
  for (const id of ids) {
    await expect(heading(page)).toHaveText(promptOf(id));
    await expectFit(page);
    if (id === ids[0]) expect((await page.locator("iframe").boundingBox())?.height).not.toBe(before);
    await button(page, answersOf("E1")[id] ?? "").click();
  }
  await expect(heading(page)).toHaveText("No system yet. Build it in order, on paper.");
  await expect.poll(async () => (await seenBy(page)).at(-1)?.[0]).toBe("height");
  await expectFit(page);

  const seen = await seenBy(page);
  expect(seen.slice(0, 2).map(([name]) => name)).toEqual(["ready", "height"]);
  expect(seen.filter(([name]) => name !== "height")).toEqual([
    ["ready", {}],
    ["started", {}],
    ...ids.map((_, place) => ["question", { number: place + 1 }]),
    ["submitted", {}],
  ]);
  for (const message of await page.evaluate<string[]>("messages"))
    expect(message).toMatch(
      /^\{"plumbline":("(ready|started|submitted)"|"height","height":\d+|"question","number":\d+)\}$/,
    );

  const [sitting] = rows(server, "SELECT reference, attribution FROM assessments");
  expect(JSON.parse(String(sitting?.attribution))).toEqual({ referrer_host: "127.0.0.1", landing_path: "/embed" });
  const headers = await Promise.all(posts);
  expect(headers.length).toBeGreaterThan(2);
  for (const sent of headers) {
    expect(sent["sec-fetch-site"]).toBe("same-origin");
    expect(sent.origin).toBe(server.url);
    expect(sent.cookie).toBeUndefined();
  }
  const [result] = await Promise.all([
    page.context().waitForEvent("page"),
    frameOf(page).getByRole("link", { name: words.embed.full }).click(),
  ]);
  await expect(result).toHaveURL(server.url + paths.result(String(sitting?.reference)));
  expect(await result.evaluate("opener")).toBeNull();
  expect(await page.context().cookies()).toEqual([]);
  expect(complaints).toEqual([]);
  // The browser that all of this happened in keeps cookies of a site, but not of a frame on another.
  const probe = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: it is the cookie of an embedded page that is in question.
    document.cookie = "probe=1; SameSite=None; Secure";
    return document.cookie;
  };
  expect(await heading(page).evaluate(probe)).toBe("");
  expect(await result.evaluate(probe)).toBe("probe=1");
  await page.context().close();
  await stop();
});

test("only the sites that staff allow may frame it, and nothing else is framed by anybody", async ({
  serverWith,
  browser,
}) => {
  const { server, allowed, other, stop } = await hosts(serverWith, browser);
  const reference = await completed(server, "E1");
  const policyOf = async (path: string) =>
    (await fetch(server.url + path)).headers.get("content-security-policy") ?? "";
  for (const path of [paths.embed, `${paths.embed}/`, paths.embedAttempt(reference), paths.embedAttempt("none")]) {
    expect((await policyOf(path)).match(/frame-ancestors [^;,]*/g), path).toEqual([`frame-ancestors ${allowed}`]);
    const { headers } = await fetch(server.url + path);
    expect(headers.get("x-frame-options"), path).toBeNull();
    expect(headers.get("x-robots-tag"), path).toContain("noindex");
    expect(headers.get("cache-control"), path).toBe("no-store");
  }
  for (const path of [paths.start("snapshot"), paths.result(reference), paths.home, "/embed/", "/embed/snapshots"])
    expect((await policyOf(path)).match(/frame-ancestors [^;,]*/g), path).toEqual(["frame-ancestors 'none'"]);
  const question = paths.embedQuestion(await startAttempt(server, "snapshot"), 1);
  const refused = await post(server, question, { answer: "no such option" });
  expect(refused.status).toBe(400);
  expect(refused.headers.get("content-security-policy")).toContain(`frame-ancestors ${allowed}`);
  expect(await refused.text()).not.toMatch(/<a (?!target="_blank" rel="noopener")/);

  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(other);
  await expect.poll(() => complaints.join(" ")).toContain("frame-ancestors");
  await expect(link(page)).toBeVisible();
  const tops = await Promise.all([link(page), page.locator("iframe")].map((one) => one.boundingBox()));
  expect(tops[0]?.y).toBeLessThan(tops[1]?.y ?? 0);
  expect(await seenBy(page)).toEqual([]);
  await page.close();
  await stop();
});

test("two of them on one page are told apart, and a script that stands there twice shows each once", async ({
  serverWith,
  browser,
}) => {
  const { allowed, stop } = await hosts(serverWith, browser, 2);
  const page = await browser.newPage();
  await page.goto(allowed);
  const places = page.locator("[data-plumbline-snapshot]");
  await expect(page.locator("iframe")).toHaveCount(2);
  for (const place of await places.all()) await expect(place.locator("> a")).toBeHidden();
  const inside = places.nth(1).frameLocator("iframe");
  await inside.getByRole("button", { name: words.pages.start.button, exact: true }).click();
  await expect(inside.getByRole("heading", { level: 1 })).toHaveText(promptOf(questionsOf("snapshot")[0] ?? ""));
  const named = () =>
    page.evaluate<string[]>(`seen.filter(([name]) => name !== "height").map(([name, , place]) => name + " " + place)`);
  await expect.poll(named).toHaveLength(4);
  expect((await named()).toSorted()).toEqual(["question 1", "ready 0", "ready 1", "started 1"]);
  await page.context().close();
  await stop();
});

test("without script inside the frame the Snapshot is taken all the same; without any, the link is left", async ({
  serverWith,
  browser,
}) => {
  const { server, allowed, stop } = await hosts(serverWith, browser);
  const page = await browser.newPage();
  // A browser in which frames run no script.
  await page.addInitScript(() => {
    const make = document.createElement.bind(document);
    document.createElement = (name: string) => {
      const made = make(name);
      if (name === "iframe") made.setAttribute("sandbox", "allow-forms allow-same-origin allow-popups");
      return made;
    };
  });
  await page.goto(allowed);
  await frameOf(page).getByRole("button", { name: words.pages.start.button, exact: true }).click();
  for (const id of questionsOf("snapshot")) {
    await expect(heading(page)).toHaveText(promptOf(id));
    await button(page, answersOf("E1")[id] ?? "").click();
  }
  await expect(heading(page)).toHaveText("No system yet. Build it in order, on paper.");
  await expect(frameOf(page).getByRole("link", { name: words.embed.full })).toHaveAttribute("target", "_blank");
  await expect(link(page)).toBeVisible();
  expect(await seenBy(page)).toEqual([]);
  await page.close();

  const still = await browser.newPage({ javaScriptEnabled: false });
  await still.goto(allowed);
  await expect(still.locator("iframe")).toHaveCount(0);
  await link(still).click();
  await expect(still).toHaveURL(server.url + paths.start("snapshot"));
  await still.close();
  await stop();
});

for (const [how, change] of [
  ["loaded as a module", (snippet: string) => snippet.replace("<script", '<script type="module"')],
  [
    "imported by the page's own module",
    (snippet: string) => snippet.replace(/<script[^>]*src="([^"]+)"[^>]*>/, '<script type="module">import "$1";'),
  ],
] as const)
  test(`the script ${how} shows the Snapshot, in places that come later too`, async ({ serverWith, browser }) => {
    const { allowed, stop } = await hosts(serverWith, browser, 1, change);
    const page = await browser.newPage();
    await page.goto(allowed);
    await expect(link(page)).toBeHidden();
    await page.evaluate(() => {
      const place = document.querySelector("[data-plumbline-snapshot]")?.cloneNode(true) as HTMLElement;
      place.querySelector("iframe")?.remove();
      place.querySelector("a")?.removeAttribute("style");
      document.body.append(place);
    });
    await expect(page.locator("iframe")).toHaveCount(2);
    for (const place of await page.locator("[data-plumbline-snapshot]").all())
      await expect(place.locator("> a")).toBeHidden();
    await page.close();
    await stop();
  });
