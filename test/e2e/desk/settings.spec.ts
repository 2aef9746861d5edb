import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, signedIn } from "#test/support/browser/staff.ts";

test("two owners change settings at once and lose nothing; a member sees them and cannot change them", async ({
  serverWith,
  browser,
}) => {
  const server = await serverWith();
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL: server.url })));
  const [one, two, mia] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!one || !two || !mia) throw new Error("There are three browsers.");
  await signedIn(one, server, { role: "owner" });
  await signedIn(two, server, { role: "owner" });
  const member = await signedIn(mia, server);
  await Promise.all([one, two, mia].map((page) => page.goto(paths.settings)));

  await one.getByLabel("Your usual fee").fill("twenty thousand");
  await one.getByLabel("Months that a lead is kept").fill("0");
  await one.getByRole("button", { name: "Save the settings" }).click();
  await expect(one.getByRole("alert")).toHaveText(/^Nothing was saved/);
  await expect(one.getByLabel("Your usual fee")).toHaveValue("twenty thousand");
  await expect(one.getByLabel("Your usual fee")).toHaveAccessibleDescription(/whole number from 1 to 1,000,000,000/);
  expect(await barriers(one)).toEqual([]);

  await one.getByLabel("Your usual fee").fill("£20,000");
  await one.getByRole("button", { name: "Save the settings" }).click();
  await expect(one.getByRole("alert")).toHaveText(/^Nothing was saved/);
  await one.getByRole("group", { name: "Is that 20 or 20,000?" }).getByLabel("20,000, a thousand or more").check();
  await one.getByLabel("Months that a lead is kept").fill("24");
  await one.getByRole("button", { name: "Save the settings" }).click();
  await expect(one.getByRole("status").first()).toHaveText("Saved.");
  await expect(one.getByLabel("Your usual fee")).toHaveValue("20000");

  await two.getByLabel("Your usual fee").fill("30000");
  await two.getByLabel("Who is told of calls, messages").fill("one@desk.example\ntwo@desk.example");
  await two.getByRole("button", { name: "Save the settings" }).click();
  await expect(two.getByRole("alert")).toHaveText(/Somebody else changed this .* the fee\./);
  await expect(two.getByLabel("Your usual fee")).toHaveValue("20000");
  await expect(two.getByLabel("Who is told of calls, messages")).toHaveValue("one@desk.example\ntwo@desk.example");

  await expect(mia.getByLabel("Your usual fee")).toBeDisabled();
  await expect(mia.getByText("Only an owner can change these.")).toBeVisible();
  expect((await deskPost(server, member, paths.settings, { fee: "1" })).status).toBe(403);
  await Promise.all(contexts.map((context) => context.close()));
});

test("twenty sites with the longest addresses are kept whole, and a form that does not arrive whole is told as one", async ({
  serverWith,
  page,
}) => {
  const server = await serverWith();
  const owner = await signedIn(page, server, { role: "owner" });
  const origins = Array.from({ length: 20 }, (_, at) => `https://${10 + at}${`.${"a".repeat(49)}`.repeat(5)}`).join(
    "\n",
  );
  await page.goto(server.url + paths.settings);
  await page.getByLabel("Sites that may show the Snapshot").fill(origins);
  await page.getByRole("button", { name: "Save the settings" }).click();
  await expect(page.getByRole("status").first()).toHaveText("Saved.");
  await expect(page.getByLabel("Sites that may show the Snapshot")).toHaveValue(origins);
  await page.getByLabel("Your usual fee").fill("20000");
  await page.getByRole("button", { name: "Save the settings" }).click();
  await expect(page.getByRole("status").first()).toHaveText("Saved.");
  await expect(page.getByLabel("Sites that may show the Snapshot")).toHaveValue(origins);

  const part = await deskPost(server, owner, paths.settings, { fee: "1" });
  expect(part.status).toBe(400);
  const said = await part.text();
  expect(said).toContain("The form did not arrive whole, so nothing was saved.");
  expect(said).not.toContain("Only an owner");
});
