import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { pickFixes } from "#test/support/browser/checking-in.ts";
import { inDays } from "#test/support/browser/committing.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForLink } from "#test/support/browser/founder.ts";
import { plainVisitor } from "#test/support/browser/plain.ts";
import { answered, completed, finish, formTime, post } from "#test/support/browser/visitor.ts";
import { creditsOf } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { awayFromMidnight } from "#test/support/server/midnight.ts";
import { site, words } from "#test/support/words.ts";

test.beforeEach(awayFromMidnight);

const { checkIns } = words;
const ADDRESS = "picks@firm.example";

test("fixes are picked, confirmed, asked about on their dates, answered and stopped, without script", async ({
  serverWith,
}) => {
  const server = await serverWith();
  const visitor = plainVisitor(server);
  const pathOf = (url: string) => new URL(url).pathname;
  /** The mails that hold a link with this end, once there are so many, each with its first. The request wakes the outbox. */
  const mailsWith = async (end: string, count: number) => {
    const link = new RegExp(`http\\S+/check-ins/[\\w.-]+${end}(?=\\n)`);
    const found = async () =>
      (await mailTo(server, ADDRESS)).flatMap((mail) => {
        const [url] = link.exec(mail.text ?? "") ?? [];
        return url ? [{ ...mail, path: pathOf(url) }] : [];
      });
    await askForLink(server, "stranger@nowhere.example");
    await expect.poll(async () => (await found()).length, { timeout: WAIT_LIMIT }).toBe(count);
    return found();
  };
  const start = Date.now();
  const reference = await completed(server, "E2");

  // The result offers it in one line; nothing is picked beforehand.
  await visitor.open(paths.result(reference));
  await visitor.followTo(".fixes__dates a");
  expect(visitor.path).toBe(paths.pickFixes(reference));
  expect(visitor.texts(".pick input[checked]")).toEqual([]);
  const picked = await pickFixes(server, reference, ADDRESS, 14, 14, 30);
  expect(picked.status).toBe(303);

  // Opening the link, as scanners do, says yes to nothing.
  const [{ path: confirm = "" } = {}] = await mailsWith("", 1);
  for (const method of ["GET", "HEAD"]) expect((await fetch(server.url + confirm, { method })).status).toBe(200);
  expect(rows(server, "SELECT * FROM consents")).toEqual([]);
  await visitor.open(confirm);
  await visitor.press("main button");
  expect(visitor.text("h1")).toBe(checkIns.confirm.doneTitle);
  expect(rows(server, "SELECT purpose, text_version FROM consents")).toHaveLength(1);

  // One mail for two fixes of a date. Neither a GET nor a HEAD answers for anybody.
  await server.setAhead(15 * DAY);
  const [mail] = await mailsWith("/done", 1);
  const done = mail?.path ?? "";
  expect(mail?.text?.match(/\/done\n/g)).toHaveLength(2);
  const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value ?? "";
  expect(header("list-unsubscribe")).toMatch(/^<http\S+\/check-ins\/[\w.-]+\/stop>$/);
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const open = "SELECT id FROM picked_fixes WHERE done_at IS NULL";
  for (const method of ["GET", "HEAD"]) expect((await fetch(server.url + done, { method })).status).toBe(200);
  expect(rows(server, open)).toHaveLength(3);
  await visitor.open(done);
  await visitor.press("main button");
  expect(visitor.text("h1")).toBe(checkIns.answer.done.saidTitle);
  expect(rows(server, open)).toHaveLength(2);

  // The other one is not done yet: asked about in two weeks, once.
  const [, other = ""] = [...(mail?.text ?? "").matchAll(/\S+\/later(?=\n)/g)].map(([url]) => pathOf(url));
  await visitor.open(other);
  await visitor.press("main button");
  const date = longDate(start + 29 * DAY, site.language);
  expect(visitor.text(".lede")).toBe(fill(checkIns.answer.later.said, { date }));
  await server.setAhead(31 * DAY);
  const later = await mailsWith("/done", 3);
  expect(later.map(({ text }) => text?.match(/\/done\n/g)?.length).toSorted()).toEqual([1, 1, 2]);

  // A mail program stops all of it by itself; opening the page stops nothing.
  const stop = pathOf(header("list-unsubscribe").slice(1, -1));
  expect((await fetch(server.url + stop)).status).toBe(200);
  const standing = "SELECT id FROM fix_plans WHERE stopped_at IS NULL";
  expect(rows(server, standing)).toHaveLength(1);
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  for (const body of [form, new URLSearchParams({ "List-Unsubscribe": "One-Click" }), null]) {
    const answer = await fetch(server.url + stop, { method: "POST", body, redirect: "manual" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(checkIns.stop.doneTitle);
  }
  expect(rows(server, standing)).toEqual([]);
  await visitor.open(other);
  expect(visitor.text("h1")).toBe(checkIns.answer.later.stoppedTitle);
});

test("what is typed wrong shows the form again, filled in, and keeps nothing", async ({ server }) => {
  const reference = await completed(server, "E2");
  const time = await formTime(server, reference);
  const form = await (await fetch(server.url + paths.pickFixes(reference))).text();
  const item = /name="fix-(\w+)"/.exec(form)?.[1] ?? "";
  const send = (fields: Record<string, string>) =>
    post(server, paths.pickFixes(reference), { time, email: "typed@firm.example", ...fields });
  for (const [fields, sentence] of [
    [{}, checkIns.form.fault.none],
    [{ "fix-nothing": "1", "by-nothing": "2027-01-01" }, checkIns.form.fault.changed],
    [{ [`fix-${item}`]: "1", [`by-${item}`]: "2027-02-30" }, checkIns.form.fault.noDate],
    [{ [`fix-${item}`]: "1" }, checkIns.form.fault.noDate],
    [{ [`fix-${item}`]: "1", [`by-${item}`]: "2020-01-01" }, checkIns.form.fault.dateOutside.split("{")[0]],
    [{ [`fix-${item}`]: "1", [`by-${item}`]: inDays(30), email: "nobody" }, words.pages.mail.badAddress],
  ] as const) {
    const answer = await send(fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
  }
  expect(rows(server, "SELECT id FROM leads WHERE address = 'typed@firm.example'")).toEqual([]);
});

test("where nothing is left to fix, what asks for dates leads back to the result that says so", async ({ server }) => {
  const answers = {
    c_tool: "crm",
    ...creditsOf("4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", "diagnostic"),
  };
  const reference = await answered(server, "diagnostic", answers);
  await finish(server, "diagnostic", reference, answers);
  const answer = await fetch(server.url + paths.pickFixes(reference), { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.result(reference)]);
});

test("a made-up link confirms, answers and stops nothing", async ({ server }) => {
  for (const end of ["", "/done", "/later", "/stop", "/perhaps"])
    for (const method of ["GET", "POST"]) {
      const headers = { origin: server.url };
      const answer = await fetch(`${server.url}/check-ins/made.up${end}`, { method, headers });
      expect(answer.status).toBe(404);
    }
});
