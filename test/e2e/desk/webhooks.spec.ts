import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, signedIn, staffMember } from "#test/support/browser/staff.ts";
import { startReceiver } from "#test/support/delivery/receiver.ts";

const PROVIDER_SECRET = `whsec_${Buffer.from("a secret of the mail provider").toString("base64")}`;

/** Nothing wider than the window at both widths, and nothing for axe, with all that is folded open. */
async function judge(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(await barriers(page)).toEqual([]);
}

test("an owner adds a webhook, sends a test, reads the log and sends it again; the receiver can verify it", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith({ WEBHOOK_ALLOW_LOOPBACK: "true" });
  const receiver = await startReceiver();
  await signedIn(page, server, { name: "Olga Owner", role: "owner" });

  await page.goto(server.url + paths.endpoints);
  const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "Add a webhook" }) });
  await form.getByRole("textbox", { name: "Address" }).fill("http://192.168.0.1/hook");
  await form.getByRole("button", { name: "Add a webhook" }).click();
  await expect(page.getByRole("alert")).toContainText("not on the public internet");
  await judge(page, "light");
  await form.getByRole("textbox", { name: "Address" }).fill(receiver.url);
  await form.getByRole("button", { name: "Add a webhook" }).click();
  await expect(page.getByRole("status")).toContainText("was added");

  const asked = receiver.next();
  await page.getByRole("button", { name: "Send a test" }).click();
  await asked;
  await page.getByText("Signing secret").click();
  const secret = (await page.locator(".outbox__secret code").first().textContent()) ?? "";
  const verified = () => {
    const { body = "", headers = {} } = receiver.requests.at(-1) ?? {};
    return new Webhook(secret).verify(body, headers);
  };
  expect(verified()).toMatchObject({ type: "test" });
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("cell", { name: "sent" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await judge(page, "dark");

  const again = receiver.next();
  await page.getByRole("button", { name: /Send again/ }).click();
  await again;
  expect(verified()).toMatchObject({ type: "test" });
  const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Request of try 2")).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByText("Request of try 2").click();
  await expect(
    page
      .locator("pre")
      .filter({ hasText: `POST ${new URL(receiver.url).origin}` })
      .last(),
  ).toBeVisible();
  await judge(page, "light");
  await receiver.stop();
});

test("a secret that is another by now is not changed again, and the owner reads that", async ({ serverWith }) => {
  const server = await serverWith({ WEBHOOK_ALLOW_LOOPBACK: "true" });
  const receiver = await startReceiver();
  const owner = await staffMember(server, { role: "owner" });
  const fields = { channel: "webhook", url: receiver.url, "lead.created": "1" };
  const added = await deskPost(server, owner, paths.endpoints, fields);
  const path = new URL(added.headers.get("location") ?? "", server.url).pathname;
  const rotate = (version: Record<string, string>) => deskPost(server, owner, path, { action: "rotate", ...version });
  expect((await rotate({ version: "1" })).headers.get("location")).toBe(`${path}?done=rotate`);
  const again = await rotate({ version: "1" });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain("had been changed already and was not changed again");
  expect(await (await rotate({})).text()).toContain("That could not be read. Nothing was changed.");
  const trail = await (await fetch(server.url + paths.people, { headers: { cookie: owner.cookie } })).text();
  expect(trail).toContain("webhook added");
  expect(trail).not.toContain("endpoint added");
  await receiver.stop();
});

test("staff see what was sent, filter it, and look suppressed addresses up", async ({ page, server }) => {
  await signedIn(page, server);
  await page.goto(paths.outbox);
  await page.getByRole("combobox", { name: "What" }).selectOption("invitation");
  await page.getByRole("combobox", { name: "State" }).selectOption("sent");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("cell", { name: "invitation" }).first()).toBeVisible();
  await judge(page, "dark");
  await page.getByRole("combobox", { name: "State" }).selectOption("complained");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("Nothing that was sent fits these filters.")).toBeVisible();

  await page.goto(paths.suppressions);
  await page.getByLabel("E-mail address").fill("Ada.Suppressed@Example.com");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByRole("button", { name: "Suppress as opted out" }).click();
  await expect(page.getByRole("status")).toContainText("ada.suppressed@example.com is suppressed: it opted out");
  await judge(page, "light");
  await page.getByRole("button", { name: "Allow messages again" }).click();
  await expect(page.getByRole("status")).toContainText("is not suppressed");
});

test("members never see the part of a webhook's address that lets its holder write there", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith({ WEBHOOK_ALLOW_LOOPBACK: "true" });
  const receiver = await startReceiver();
  const owner = await staffMember(server, { role: "owner" });
  for (const channel of ["webhook", "slack"]) {
    const url = `${receiver.url}/T0SECRET/${channel}?token=B1SECRET`;
    const added = await deskPost(server, owner, paths.endpoints, { channel, url, "lead.created": "1", call: "1" });
    const asked = receiver.next();
    await deskPost(server, owner, new URL(added.headers.get("location") ?? "", server.url).pathname, {
      action: "test",
    });
    await asked;
  }
  await signedIn(page, server);
  const links = async (path: string, start: string) => {
    await page.goto(server.url + path);
    return page
      .locator(`main a[href^="${start}"]`)
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  };
  const seen = [paths.endpoints, paths.outbox, ...(await links(paths.endpoints, `${paths.endpoints}/`))];
  seen.push(...(await links(`${paths.outbox}?kind=test`, `${paths.outbox}/`)));
  expect(seen.length).toBeGreaterThan(5);
  for (const path of seen) {
    await page.goto(server.url + path);
    expect(await page.content(), path).not.toMatch(/T0SECRET|B1SECRET/);
    await judge(page, "light");
  }
  const whole = await fetch(server.url + paths.endpoints, { headers: { cookie: owner.cookie } });
  expect(await whole.text()).toContain("T0SECRET/webhook?token=B1SECRET");
  await receiver.stop();
});

test("members see webhooks and change none; the provider's reports need their signature and no session", async ({
  server,
  serverWith,
}) => {
  const member = await staffMember(server);
  const fields = { channel: "webhook", url: "https://receiver.example/", "lead.created": "1" };
  expect((await deskPost(server, member, paths.endpoints, fields)).status).toBe(403);
  const seen = await fetch(server.url + paths.endpoints, { headers: { cookie: member.cookie } });
  expect(seen.status).toBe(200);
  expect(await seen.text()).not.toContain("Add a webhook");
  expect((await fetch(server.url + paths.providerEvents, { method: "POST", body: "{}" })).status).toBe(404);

  const told = await serverWith({ RESEND_WEBHOOK_SECRET: PROVIDER_SECRET });
  const body = JSON.stringify({
    type: "email.delivered",
    created_at: new Date(),
    data: { email_id: "p", to: ["a@b.example"] },
  });
  const now = new Date();
  const signed = (signature: string) =>
    fetch(told.url + paths.providerEvents, {
      method: "POST",
      body,
      headers: {
        ...{ "content-type": "application/json", "svix-id": "evt_1", "svix-signature": signature },
        "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
      },
    });
  expect((await signed(new Webhook(PROVIDER_SECRET).sign("evt_1", now, body))).status).toBe(200);
  expect((await signed("v1,bm90IHRoaXM=")).status).toBe(401);
});
