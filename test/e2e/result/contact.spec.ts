import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { hiddenField, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

const { contact } = words.sitePages;
const TYPED = 'Does it fit a firm of 70?\n\n<b>Bold</b> & "quoted".';

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a message written with the keyboard alone reaches staff as it was typed, and nobody else", async ({
    page,
    server,
  }) => {
    await page.goto(paths.home);
    await page.getByRole("contentinfo").getByRole("link", { name: site.links.contact }).press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(contact.title);
    await page.getByLabel(contact.message).focus();
    await page.keyboard.insertText(TYPED);
    for (const text of ["Ada@Firm.example", "Ada\u202e", "Engines"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.insertText(text);
    }
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: contact.button })).toBeFocused();
    await page.keyboard.press("Enter");

    await expect(page).toHaveURL(/\?sent=\w+$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(contact.sentTitle);
    await expect(page.getByText(fill(words.pages.sentTo.typed, { address: "Ada@Firm.example" }))).toBeVisible();
    await page.reload();
    expect(await page.content()).not.toMatch(/ada@firm\.example/i);
    const toStaff = async () =>
      (await mailTo(server, site.staffAddress)).filter(({ text }) => text?.includes("a firm of 70"));
    await expect.poll(async () => (await toStaff()).length).toBe(1);
    const [mail] = await toStaff();
    expect(mail?.replyTo).toEqual([{ address: "ada@firm.example", name: "Ada" }]);
    expect(mail?.subject).toBe("Enquiry from ada@firm.example");
    expect(mail?.text).toContain('> <b>Bold</b> & "quoted".');
    expect(mail?.text).toContain("Engines");
    expect(mail?.html).toContain("&lt;b>Bold&lt;/b> &amp; ");
    expect(mail?.html).not.toContain("<b>Bold");
    expect(await mailTo(server, "ada@firm.example")).toEqual([]);
    expect(rows(server, "SELECT id FROM leads WHERE address = 'ada@firm.example'")).toEqual([]);
    const [delivery] = rows(
      server,
      "SELECT deliveries.id FROM deliveries JOIN inquiries ON inquiries.id = inquiry_id WHERE address = 'ada@firm.example'",
    );
    expect(mail?.text).toContain(server.url + paths.delivery(String(delivery?.id)));
  });
});

test("what cannot be taken is shown again, filled in, and a limit says when it ends", async ({ serverWith }) => {
  const server = await serverWith({ LIMIT_REPORTS_PER_MAILBOX_PER_DAY: "1" });
  const time = hiddenField(await (await fetch(server.url + paths.contact)).text(), "time");
  const fields = { time, email: "bea@firm.example", name: "Bea", firm: "Looms", message: "One." };
  const send = async (more: Record<string, string>) => {
    const answer = await post(server, paths.contact, { ...fields, ...more });
    return { status: answer.status, retry: answer.headers.get("retry-after"), page: await answer.text() };
  };
  const kept = () => rows(server, "SELECT message FROM inquiries").map(({ message }) => message);

  for (const [more, says] of [
    [{ message: "" }, contact.noMessage],
    [{ message: "x".repeat(4_001) }, "4001 characters"],
    [{ email: "bea" }, contact.badAddress],
    [{ time: "forged" }, contact.tooOld],
    [{ website: "https://spam.example" }, contact.filled],
  ] as const) {
    const refused = await send(more);
    expect(refused.status, says).toBe(422);
    expect(refused.page, says).toContain(says);
    expect(refused.page, says).toContain('value="Looms"');
  }
  expect(kept()).toEqual([]);

  expect(await send({})).toMatchObject({ status: 303 });
  expect(await send({})).toMatchObject({ status: 303 });
  const limited = await send({ message: "Two <i>more</i>." });
  expect(limited.status).toBe(429);
  expect(Number(limited.retry)).toBeGreaterThan(86_000);
  expect(limited.page).toContain(">Two &lt;i&gt;more&lt;/i&gt;.</textarea>");
  expect(limited.page).toContain("a day");
  expect(kept()).toEqual(["One."]);
});
