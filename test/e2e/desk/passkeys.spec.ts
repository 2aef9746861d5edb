import type { CDPSession, Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, PASSWORD, signedIn } from "#test/support/browser/staff.ts";
import { rows } from "#test/support/server/database.ts";

/** An authenticator of the browser's own, as a laptop has one: it holds passkeys and asks for a finger, which fits or does not. */
async function authenticator(page: Page, isUserVerified = true) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable", { enableUI: false });
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  const verified = (fits: boolean) =>
    session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: fits });
  const held = async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return { verified, held };
}

async function addPasskey(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.goto(paths.account);
  await page.getByLabel("What to call it").fill(name);
  await page.getByLabel("Current password for a passkey").fill(password);
  await page.keyboard.press("Enter");
}

test("somebody adds a passkey, signs in by it with the keyboard alone, and takes it away again", async ({
  page,
  server,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  const person = await signedIn(page, server, { name: "Petra Passkey" });
  const device = await authenticator(page);
  await page.goto(paths.account);
  await expect(page.getByText("You have none yet.")).toBeVisible();
  await addPasskey(page, "Laptop", "not the right password");
  await expect(page.getByText("The current password is another one. Nothing was changed.")).toBeVisible();
  expect(await device.held()).toHaveLength(0);
  await addPasskey(page, "Laptop");
  await expect(page.getByRole("status")).toContainText("The passkey was added.");
  await expect(page.getByRole("list", { name: "Passkeys" })).toContainText("Laptop");
  expect(await device.held()).toHaveLength(1);
  expect(await barriers(page)).toEqual([]);

  await page.context().clearCookies();
  await page.goto(paths.people);
  const button = page.getByRole("button", { name: "Use a passkey" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(paths.people);
  expect(new Set(asked)).toEqual(new Set([server.url]));
  const told =
    "SELECT detail FROM staff_events JOIN staff ON staff.id = staff_id WHERE email = ? AND staff_events.kind = 'signed-in' AND detail = 'by a passkey'";
  expect(rows(server, told, person.email)).toHaveLength(1);

  await page.goto(paths.account);
  await page.getByRole("button", { name: "Remove Laptop" }).click();
  await expect(page.getByRole("status")).toContainText("The passkey was removed.");
  await page.context().clearCookies();
  await page.goto(paths.signIn());
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("did not open an account here")).toBeVisible();
  expect((await page.goto(paths.account))?.status()).toBe(401);
});

test("whoever has tried too often is told so, and not that a passkey fits no account", async ({ page, serverWith }) => {
  const server = await serverWith();
  const body = { method: "POST", headers: { origin: server.url, "content-type": "application/json" }, body: "{}" };
  const statuses = [];
  for (let time = 0; time < 121; time += 1) statuses.push((await fetch(server.url + paths.signInPasskey, body)).status);
  expect(statuses.at(-1)).toBe(429);
  await page.goto(server.url + paths.signIn());
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("Passkeys were tried too often from your connection.")).toBeVisible();
});

test("a passkey opens nothing where its holder was asked for no finger, face or PIN", async ({ page, server }) => {
  await signedIn(page, server, { name: "Toni Touch" });
  const device = await authenticator(page, false);
  await addPasskey(page, "Key");
  await expect(page.getByText("No passkey was added.")).toBeVisible();
  await device.verified(true);
  await addPasskey(page, "Key");
  await expect(page.getByRole("status")).toContainText("The passkey was added.");
  await page.context().clearCookies();
  await device.verified(false);
  await page.goto(paths.signIn());
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("No passkey was used.")).toBeVisible();
  expect((await page.goto(paths.account))?.status()).toBe(401);
});

test("an answer that no authenticator made is refused, whatever it looks like, and a challenge serves once", async ({
  page,
  server,
}) => {
  const person = await signedIn(page, server, { name: "Rhea Replay" });
  const device = await authenticator(page);
  await addPasskey(page, "Laptop");
  await expect(page.getByRole("status")).toContainText("The passkey was added.");
  const [held] = await device.held();
  await page.context().clearCookies();
  await page.goto(paths.signIn());
  const sent = page.waitForRequest((request) => (request.postData() ?? "").includes("answer"));
  await page.getByRole("button", { name: "Use a passkey" }).click();
  const whole = (await sent).postData() ?? "";
  await expect(page.getByRole("heading", { name: "Leads", exact: true })).toBeVisible();

  const post = (body: string, path: string = paths.signInPasskey, cookie = "") =>
    fetch(server.url + path, {
      method: "POST",
      headers: { origin: server.url, "content-type": "application/json", cookie },
      body,
    });
  const challenged = await post("{}");
  const cookie = challenged.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  expect((await post(whole)).status).toBe(401);
  expect((await post(whole, paths.signInPasskey, cookie)).status).toBe(401);
  expect((await post(whole, paths.signInPasskey, cookie)).status).toBe(401);
  const id = held?.credentialId.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const response = { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA", userHandle: "AA" };
  const made = { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  const another = (await post("{}")).headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  expect((await post(JSON.stringify({ answer: made }), paths.signInPasskey, another)).status).toBe(401);
  for (const body of ["", "[]", "null", "{", '{"answer":{}}', '{"answer":{"id":{"a":1}}}', '{"more":1}'])
    for (const path of [paths.signInPasskey, paths.passkeys])
      expect((await post(body, path, person.cookie)).status, `${path} ${body}`).toBe(400);
  const attested = { ...made, response: { clientDataJSON: "e30", attestationObject: "AA", transports: "usb" } };
  const added = await post(JSON.stringify({ answer: attested, name: "x" }), paths.passkeys, person.cookie);
  expect(added.status).toBe(422);
  expect((await deskPost(server, { cookie: "" }, paths.passkeys)).status).toBe(401);
});
