import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, firstOwner } from "#test/support/browser/staff.ts";
import { expectLoaded, referenceIn, scriptIsRunning, tap } from "#test/support/browser/taking.ts";
import { completed, formTime, post, questionsOf, sendAnswers } from "#test/support/browser/visitor.ts";
import { startReceiver } from "#test/support/delivery/receiver.ts";
import { answersOf } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

const start = (page: Page) => page.getByRole("button", { name: words.pages.start.button, exact: true });
const click = (page: Page, path: string) => page.locator(`a[href="${path}"]:visible`).first().click();

/** Takes what has just been started, without the browser's help, and asks for the report under this address. */
async function finishAs(server: Server, page: Page, instrument: "snapshot" | "diagnostic", email: string) {
  await expect(page).toHaveURL(new RegExp(`/${instrument}/\\w+/\\d+$`));
  const reference = referenceIn(page);
  const answers = answersOf(instrument === "snapshot" ? "E1" : "E2");
  await sendAnswers(server, instrument, reference, answers);
  const last = questionsOf("snapshot");
  const end =
    instrument === "diagnostic"
      ? paths.check(instrument, reference)
      : paths.question(instrument, reference, last.length);
  await post(server, end, { answer: answers[last.at(-1) ?? ""] ?? "" });
  const fields = { email, follow: "1", time: await formTime(server, reference) };
  expect((await post(server, paths.report(reference), fields)).status).toBe(303);
}

interface Way {
  email: string;
  source: string;
  attribution: Record<string, string>;
  walk: (page: Page, server: Server) => Promise<void>;
}

const AD = "?utm_source=Ad-Network&UTM_Campaign=may&gbraid=b1&wbraid=w1&fbclid=f1";
const CAMPAIGN = { utm_source: "Ad-Network", utm_campaign: "may", gbraid: "b1", wbraid: "w1", fbclid: "f1" };

const WAYS: Way[] = [
  {
    email: "home@firm.example",
    source: "ad-network",
    attribution: { ...CAMPAIGN, landing_path: "/" },
    async walk(page, server) {
      await page.goto(paths.home + AD);
      await click(page, paths.start("snapshot"));
      await start(page).click();
      await finishAs(server, page, "snapshot", "home@firm.example");
    },
  },
  {
    email: "pages@firm.example",
    source: "ad-network",
    attribution: { ...CAMPAIGN, landing_path: "/services" },
    async walk(page, server) {
      await page.goto(paths.services + AD);
      for (const path of [paths.method(), paths.articles, paths.home, paths.start("diagnostic")]) {
        await click(page, path);
        await expectLoaded(page, ({ pathname }) => pathname === path);
      }
      await start(page).click();
      await finishAs(server, page, "diagnostic", "pages@firm.example");
    },
  },
  {
    email: "carried@firm.example",
    source: "search.example",
    attribution: { referrer_host: "search.example", landing_path: "/results" },
    async walk(page, server) {
      await page.goto(paths.method(), { referer: "https://search.example/find?q=private" });
      await click(page, paths.start("snapshot"));
      await start(page).click();
      await scriptIsRunning(page);
      await tap(page, questionsOf("snapshot"), answersOf("E1"));
      await page.getByRole("button", { name: words.pages.result.deeperButton }).click();
      await finishAs(server, page, "diagnostic", "carried@firm.example");
    },
  },
  {
    email: "frame@firm.example",
    source: "partner.example",
    attribution: { referrer_host: "partner.example", landing_path: "/embed" },
    async walk(page, server) {
      await page.goto(paths.embed, { referer: "https://partner.example/blog" });
      await start(page).click();
      await expect(page).toHaveURL(/\/embed\/snapshot\/\w+\/1$/);
      const [, , , reference = ""] = new URL(page.url()).pathname.split("/");
      await page.goto(paths.question("snapshot", reference, 1));
      await finishAs(server, page, "snapshot", "frame@firm.example");
    },
  },
  {
    email: "direct@firm.example",
    source: "direct",
    attribution: { landing_path: "/about" },
    async walk(page, server) {
      await page.goto(paths.aboutSite);
      await click(page, paths.start("snapshot"));
      await start(page).click();
      await finishAs(server, page, "snapshot", "direct@firm.example");
    },
  },
];

test("five ways in are known for what they are on the desk, in the CSV and in the webhook", async ({
  browser,
  serverWith,
}) => {
  const server = await serverWith({ WEBHOOK_ALLOW_LOOPBACK: "true" });
  const receiver = await startReceiver();
  const owner = await firstOwner(server);
  await deskPost(server, owner, paths.endpoints, { channel: "webhook", url: receiver.url, "lead.created": "1" });
  for (const { walk } of WAYS) {
    const page = await browser.newPage({ baseURL: server.url });
    await walk(page, server);
    expect(await page.context().cookies()).toEqual([]);
    await page.close();
  }

  const told = () =>
    receiver.requests
      .map(({ body }) => JSON.parse(body))
      .filter(({ type }) => type === "lead.created")
      .map(({ data }) => data);
  await expect.poll(() => told().length).toBe(WAYS.length);
  const as = { headers: { cookie: owner.cookie } };
  const csv = await (await fetch(`${server.url}${paths.leadsCsv}`, as)).text();
  for (const { email, source, attribution } of WAYS) {
    const hook = told().find(({ address }) => address === email);
    expect(hook, email).toMatchObject({ source, attribution });
    expect(Object.keys(hook.attribution).toSorted(), email).toEqual(Object.keys(attribution).toSorted());
    const line = csv.split("\n").find((one) => one.includes(email)) ?? "";
    expect(line, email).toContain(source);
    for (const tag of Object.keys(CAMPAIGN).filter((name) => name in attribution))
      expect(line, `${email} ${tag}`).toContain(attribution[tag]);
    const desk = await fetch(`${server.url}${paths.desk(new URLSearchParams({ source, q: email }))}`, as);
    expect(await desk.text(), email).toContain(email);
    const [lead] = rows(server, "SELECT id FROM leads WHERE address = ?", email);
    const page = await (await fetch(server.url + paths.lead(String(lead?.id)), as)).text();
    for (const value of Object.values(attribution)) expect(page, `${email} ${value}`).toContain(value);
  }
  await receiver.stop();
});

test("without script a landing is known for one page more, and no reference is ever taken for one", async ({
  browser,
  server,
}) => {
  const page = await browser.newPage({ baseURL: server.url, javaScriptEnabled: false });
  await page.goto(paths.home + AD);
  await click(page, paths.start("snapshot"));
  await expect(page.locator('[name="utm_source"]')).toHaveValue("Ad-Network");
  await expect(page.locator('[name="landing_path"]')).toHaveValue("/");
  await page.close();

  const reference = await completed(server, "E2");
  const later = await browser.newPage({ baseURL: server.url });
  await later.goto(paths.result(reference));
  await click(later, paths.start("snapshot"));
  await expect(later.locator('[name="landing_path"]')).toHaveValue("/snapshot");
  await later.close();
});
