import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { completed, formTime, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a call that is asked for is kept as a signal and told to staff, with what was typed", async ({
      page,
      server,
    }) => {
      const address = `call-${javaScriptEnabled}@firm.example`;
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      await page.locator("summary", { hasText: words.pages.call.title }).click();
      await page.locator("#call-email").fill(address);
      await page.getByLabel(words.pages.call.when).fill("Tuesday after ten");
      await page.getByLabel(words.pages.call.phone).fill("+44 20 7946 0000");
      await expect(page.getByText(site.consent.call.text)).toBeVisible();
      await page.getByRole("button", { name: words.pages.call.button }).click();

      await expect(page).toHaveURL(/\?sent=\w+$/);
      await expect(page.getByText(words.pages.call.sent)).toBeVisible();
      await expect(page.getByText(words.pages.call.booking)).toHaveCount(0);
      // To whoever typed it, once: the link alone says nothing of it.
      await expect(page.getByText(fill(words.pages.sentTo.typed, { address }))).toBeVisible();
      await page.reload();
      expect(await page.content()).not.toContain(address);
      const toStaff = async () =>
        (await mailTo(server, site.staffAddress)).filter(({ text }) => text?.includes(address));
      await expect.poll(async () => (await toStaff()).length).toBe(1);
      const [mail] = await toStaff();
      expect(mail?.text).toContain("Tuesday after ten");
      expect(mail?.text).toContain("+44 20 7946 0000");
      expect(mail?.text).toContain(`${server.url}${paths.result(reference)}`);
      expect(mail?.replyTo?.[0]?.address).toBe(address);
      const events = rows(
        server,
        "SELECT kind, detail FROM lead_events JOIN leads ON leads.id = lead_id WHERE address = ?",
        address,
      );
      expect(events).toEqual([{ kind: "call-asked", detail: "Tuesday after ten" }]);
      const consents = rows(
        server,
        "SELECT purpose FROM consents JOIN leads ON leads.id = lead_id WHERE address = ?",
        address,
      );
      expect(consents).toEqual([{ purpose: "call" }]);
      expect(await mailTo(server, address)).toEqual([]);
    });
  });
}

test("a call request with a bad address is shown again, filled in, with a sentence", async ({ page, server }) => {
  const reference = await completed(server, "E2");
  await page.goto(paths.result(reference));
  await page.locator("summary", { hasText: words.pages.call.title }).click();
  await page.locator("#call-email").fill("someone@nowhere");
  await page.locator("#when").fill("Any morning");
  await page.getByRole("button", { name: words.pages.call.button }).click();

  await expect(page.getByRole("alert")).toHaveText(`${words.pages.mail.badAddress} ${words.pages.mail.address}`);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.locator("#call-email")).toHaveAccessibleDescription(words.pages.mail.badAddress);
  await expect(page.locator("#call-email")).toHaveValue("someone@nowhere");
  await expect(page.locator("#when")).toHaveValue("Any morning");
});

test("a call request with the hidden field filled in is shown again and goes nowhere", async ({ server }) => {
  const reference = await completed(server, "E2");
  const time = await formTime(server, reference);
  const fields = { time, email: "trapped-call@firm.example", website: "https://spam.example" };
  const answer = await post(server, paths.call(reference), fields);

  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(words.pages.mail.filled);
  expect(rows(server, "SELECT id FROM leads WHERE address = 'trapped-call@firm.example'")).toEqual([]);
});
