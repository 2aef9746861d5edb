import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { heading, unfold } from "#test/support/browser/taking.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const UNKNOWN = "abcdefghijklmnopqrstuvwx";

/** Width and height, as the head of a PNG says. */
async function pngSize(answer: Response): Promise<string> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

/** Shares a result and returns the path of its public page. */
async function share(server: Server, reference: string): Promise<string> {
  expect((await post(server, paths.sharing(reference))).headers.get("location")).toBe(
    `${paths.result(reference)}#share`,
  );
  const [row] = rows(server, "SELECT share_reference FROM assessments WHERE reference = ?", reference);
  return paths.shared(String(row?.share_reference));
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a result is shared by one press, read by anyone, and shared no longer after another", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      const section = page.locator("#share");
      await unfold(page, "share");
      await expect(section.getByRole("img")).toHaveAttribute("alt", /27 of 100, Fragmented.*Pipeline Integrity 15/);
      await expect(section.locator('a[href*="/shared/"]')).toHaveCount(0);

      await section.getByRole("button", { name: words.pages.share.make }).click();
      await expect(page).toHaveURL(`${paths.result(reference)}#share`);
      const link = section.locator('a[href*="/shared/"]');
      const address = (await link.getAttribute("href")) ?? "";
      expect(address).toMatch(new RegExp(`^${server.url}/shared/[\\w-]{22,}$`));
      await expect(link).toHaveText(address);

      await link.click();
      await expect(heading(page)).toHaveText("Fragmented");
      await expect(page.getByRole("main")).toContainText("Likely between 22 and 32");
      await expect(page.locator(".log__row")).toHaveCount(5);
      await page.getByRole("main").getByRole("link", { name: words.pages.missing.snapshot }).click();
      await expect(page).toHaveURL(paths.start("snapshot"));

      await page.goto(paths.result(reference));
      await section.getByRole("button", { name: words.pages.share.stop }).click();
      await expect(section.getByRole("button", { name: words.pages.share.make })).toBeVisible();
      expect((await page.goto(address))?.status()).toBe(404);
    });
  });
}

test("a shared page has a card, names no private address, and says nothing beyond the card", async ({ server }) => {
  const reference = await completed(server, "E2");
  const path = await share(server, reference);
  const answer = await fetch(server.url + path);
  const html = await answer.text();
  const tag = (name: string) => new RegExp(`(?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];

  expect(tag("og:image")).toBe(`${server.url}${path}/card.png`);
  expect(tag("og:url")).toBe(server.url + path);
  expect(tag("og:title")).toBe("Revenue Diagnostic: Fragmented, 27 of 100");
  expect(tag("og:description")).toBe(words.pages.share.description);
  expect(tag("og:image:alt")).toContain("Pipeline Integrity 15 Missing");
  expect(tag("twitter:card")).toBe("summary_large_image");
  expect(html).not.toContain(reference);
  expect(html).not.toContain("/results/");
  for (const verdict of [words.pages.share.title, "You have a tool", "November", "£"])
    expect(html).not.toContain(verdict);
  for (const { headers } of [answer, await fetch(`${server.url}${path}/card.png`)]) {
    expect(headers.get("x-robots-tag")).toContain("noindex");
    expect(headers.get("cache-control")).toBe("no-store");
  }
  expect(await pngSize(await fetch(`${server.url}${path}/card.png`))).toBe("1200x630");
});

test("a private result carries no tag of a card, shared or not, and its cards are kept by nobody", async ({
  server,
}) => {
  const reference = await completed(server, "E1");
  await share(server, reference);
  const html = await (await fetch(server.url + paths.result(reference))).text();
  expect(html).not.toMatch(/property="og:|name="twitter:|rel="canonical"/);

  for (const [shape, size] of [
    ["wide", "1200x630"],
    ["square", "1080x1080"],
  ] as const) {
    const answer = await fetch(server.url + paths.card(reference, shape));
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    expect(await pngSize(answer)).toBe(size);
  }
});

test("after erasure the shared page and every card are gone, though they were drawn before", async ({ server }) => {
  const reference = await completed(server, "E1");
  const path = await share(server, reference);
  const addresses = [path, `${path}/card.png`, paths.card(reference), paths.card(reference, "square")];
  for (const address of addresses) expect((await fetch(server.url + address)).status, address).toBe(200);

  await post(server, paths.erasure(reference));

  for (const address of addresses) expect((await fetch(server.url + address)).status, address).toBe(404);
  expect((await post(server, paths.sharing(reference))).status).toBe(404);
});

test("a link that was stopped stays dead when the result is shared again", async ({ server }) => {
  const reference = await completed(server, "E2");
  const first = await share(server, reference);
  expect(await share(server, reference)).toBe(first);
  await post(server, paths.sharing(reference), { stop: "1" });
  const second = await share(server, reference);

  expect(second).not.toBe(first);
  for (const [path, status] of [
    [first, 404],
    [`${first}/card.png`, 404],
    [second, 200],
  ] as const)
    expect((await fetch(server.url + path)).status, path).toBe(status);
});

test("nothing is under an unknown reference, nor is a private one a public one", async ({ server }) => {
  const reference = await completed(server, "E1");
  for (const path of [paths.shared(UNKNOWN), paths.sharedCard(UNKNOWN), paths.shared(reference), paths.card(UNKNOWN)])
    expect((await fetch(server.url + path)).status, path).toBe(404);
  const crossSite = await fetch(server.url + paths.sharing(reference), {
    method: "POST",
    headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    body: new URLSearchParams(),
  });
  expect(crossSite.status).toBe(403);
  expect(rows(server, "SELECT share_reference AS s FROM assessments WHERE reference = ?", reference)).toEqual([
    { s: null },
  ]);
});

test("home and both start pages have a card of their own", async ({ server }) => {
  const images: string[] = [];
  for (const [page, path] of [
    ["home", paths.home],
    ["snapshot", paths.start("snapshot")],
    ["diagnostic", paths.start("diagnostic")],
  ] as const) {
    const html = await (await fetch(server.url + path)).text();
    const address = server.url + paths.pageCard(page);
    expect(html, path).toContain(`property="og:image" content="${address}"`);
    expect(html, path).toContain('name="twitter:card"');
    const answer = await fetch(server.url + paths.pageCard(page));
    expect(answer.headers.get("cache-control")).toContain("public");
    images.push(Buffer.from(await answer.clone().arrayBuffer()).toString("base64"));
    expect(await pngSize(answer)).toBe("1200x630");
  }
  expect(new Set(images).size).toBe(3);
  expect((await fetch(`${server.url}/cards/other.png`)).status).toBe(404);
});
