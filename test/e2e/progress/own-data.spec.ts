import { DatabaseSync } from "node:sqlite";
import { paths } from "#src/paths.ts";
import { exportFile, exportJsonSchema } from "#src/progress/own-data/export-schema.ts";
import { fill } from "#src/words/phrase.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { newLinkTo, signIn } from "#test/support/browser/founder.ts";
import { expectLoaded, heading, unfold, wholeHtml } from "#test/support/browser/taking.ts";
import { completed, reportTo } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { holds } from "#test/support/server/kept.ts";
import { mailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { site, words } from "#test/support/words.ts";

/** A result that its report was asked for, with consent to follow-up. */
async function reported(server: Server, email: string, reference?: string): Promise<string> {
  const result = reference ?? (await completed(server, "E2"));
  await reportTo(server, result, email, { name: "Ada Larkin", firm: "Larkrise", follow: "1" });
  return result;
}

test("a founder sees what is held, withdraws a consent, takes a file along and erases it all", async ({
  page,
  server,
}) => {
  const address = "own.data@larkrise.example";
  const reference = await reported(server, address);
  await signIn(page, server, address);
  await page.goto(paths.ownData);
  await expect(heading(page)).toHaveText(words.ownData.page.title);
  await expect(page.getByText("Larkrise", { exact: true })).toBeVisible();
  await expect(page.getByText(site.consent.followUp.text)).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  const consent = page.getByRole("listitem").filter({ hasText: site.consent.followUp.text });
  await consent.getByRole("button", { name: words.ownData.consents.withdraw }).click();
  await expect(page.getByRole("status")).toHaveText(words.ownData.consents.done);
  await expect(consent.getByRole("button")).toHaveCount(0);
  const [standing] = rows(
    server,
    "SELECT outreach FROM lead_standings JOIN leads ON id = lead_id WHERE address = ?",
    address,
  );
  expect(standing?.outreach).toBe("opted-out");

  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const file = await fetch(server.url + paths.exportJson, { headers: { cookie: cookies } });
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
  expect(file.headers.get("cache-control")).toBe("no-store");
  const held = exportFile.parse(await file.json());
  expect(held.mailbox.address).toBe(address);
  expect(held.consents.map(({ purpose, withdrawn_at }) => [purpose, withdrawn_at === null])).toContainEqual([
    "follow-up",
    false,
  ]);
  const schema = await fetch(held.about.schema);
  expect(schema.headers.get("content-type")).toContain("application/schema+json");
  expect(schema.headers.get("cache-control")).toContain("public");
  expect(await schema.json()).toEqual(JSON.parse(JSON.stringify(exportJsonSchema())));
  for (const path of [paths.exportJson, paths.ownData, paths.ownErasure])
    expect((await fetch(server.url + path)).status).toBe(401);

  await page.getByRole("link", { name: words.ownData.erasure.entryLink }).click();
  await expect(heading(page)).toHaveText(words.ownData.erasure.title);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("link", { name: words.ownData.erasure.keep }).click();
  await page.goto(paths.ownErasure);
  expect(holds(server, address)).toBe(true);
  await page.getByRole("button", { name: words.ownData.erasure.button }).click();
  await expect(heading(page)).toHaveText(words.ownData.erasure.doneTitle);
  expect(await barriers(page)).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  for (const text of [address, "Ada Larkin", "Larkrise"]) expect(holds(server, text), text).toBe(false);
  expect((await fetch(server.url + paths.exportJson, { headers: { cookie: cookies } })).status).toBe(401);
  // Nobody had confirmed the result: it is anonymous again, for whoever has its link.
  expect((await fetch(server.url + paths.result(reference))).status).toBe(200);
});

test("a consent of somebody else, or none at all, is no page", async ({ page, server }) => {
  await reported(server, "other@saltmarsh.example");
  await reported(server, "mine@larkrise.example");
  await signIn(page, server, "mine@larkrise.example");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const [others] = rows(
    server,
    "SELECT consents.id FROM consents JOIN leads ON leads.id = lead_id WHERE address = ?",
    "other@saltmarsh.example",
  );
  for (const consent of [String(others?.id), "", "made-up"]) {
    const answer = await fetch(server.url + paths.consent, {
      ...{ method: "POST", redirect: "manual" as const, headers: { origin: server.url, cookie } },
      body: new URLSearchParams({ consent }),
    });
    expect(answer.status).toBe(404);
  }
  expect(rows(server, "SELECT id FROM consents WHERE id = ? AND withdrawn_at IS NOT NULL", String(others?.id))).toEqual(
    [],
  );
});

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a result with an address is erased by the link that its address is sent", async ({ page, server }) => {
    const address = "erase.one@larkrise.example";
    const reference = await reported(server, address);
    const ask = async (email: string) => {
      await page.goto(paths.result(reference));
      await unfold(page, "keep");
      await page.getByRole("link", { name: words.pages.keep.erase }).click();
      await page.getByLabel(words.ownData.ask.address).fill(email);
      await page.getByRole("button", { name: words.ownData.ask.button }).click();
      await expect(heading(page)).toHaveText(words.ownData.ask.sentTitle);
      return (await wholeHtml(page)).replaceAll(email, "[as typed]").replace(/sent=[\w-]+/, "[ticket]");
    };
    expect(await ask("stranger@saltmarsh.example")).toBe(await ask(address));
    const link = await newLinkTo(server, address, "erase");
    expect(await mailTo(server, "stranger@saltmarsh.example")).toEqual([]);
    for (let opened = 0; opened < 3; opened += 1) await page.goto(link);
    expect((await fetch(link, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(server.url + paths.result(reference))).status).toBe(200);
    await page.getByRole("main").getByRole("button", { name: words.ownData.link.button }).click();
    await expect(heading(page)).toHaveText(words.ownData.link.doneTitle);
    expect((await fetch(server.url + paths.result(reference))).status).toBe(404);
    expect(holds(server, address)).toBe(false);
    expect((await page.goto(link))?.status()).toBe(410);
    await expect(heading(page)).toHaveText(words.ownData.link.staleTitle);
    expect((await fetch(`${link}x`)).status).toBe(404);
  });
});

test("the privacy page says the numbers that are enforced, and names who else is told", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith({ LIMIT_REPORTS_PER_HOUR: "17" });
  const shown = async () => {
    await page.goto(server.url + paths.home);
    await page.getByRole("contentinfo").getByRole("link", { name: "Privacy" }).click();
    await expectLoaded(page, server.url + paths.privacy);
    return (await page.getByRole("main").innerText()).replace(/\s+/g, " ");
  };
  const before = await shown();
  expect(before).toContain("erased 30 days after it began");
  expect(before).toContain("17 mails of a kind an hour");
  expect(before).toContain(words.privacy.receives.none);
  expect(before).toContain(words.privacy.receives.folder);
  for (const { text } of Object.values(site.consent)) expect(before).toContain(text);
  expect(before).not.toMatch(/[{}]/);

  const database = new DatabaseSync(server.databaseFile);
  const retention = { unfinishedDays: 31, anonymousDays: 92, leadMonths: 13 };
  database
    .prepare("INSERT INTO settings (name, value, changed_at) VALUES ('retention', ?, 1)")
    .run(JSON.stringify(retention));
  database.exec(
    "INSERT INTO endpoints (id, channel, url, events, created_at) VALUES ('s', 'slack', 'https://hooks.example/s', '[]', 1)",
  );
  database.close();
  const after = await shown();
  for (const said of [
    "erased 31 days after it began",
    "erased 92 days after completion",
    "13 months after the last contact",
  ])
    expect(after).toContain(said);
  expect(after).toContain(words.privacy.receives.slack);
  expect(after).not.toContain(words.privacy.receives.none);

  const mailing = await serverWith({ RESEND_API_KEY: "re_nothing_is_sent" });
  await page.goto(mailing.url + paths.privacy);
  await expect(page.getByText(fill(words.privacy.receives.provider, { provider: "Resend" }))).toBeVisible();
});
