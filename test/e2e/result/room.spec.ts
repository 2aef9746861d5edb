import { paths } from "#src/paths.ts";
import { VARIABLES } from "#src/server/variables.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { answered, completed, finish, formTime, post, reportTo } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { words } from "#test/support/words.ts";

/** What a server has that nobody has set up. */
const asShipped = (...names: string[]) =>
  Object.fromEntries(
    VARIABLES.filter(({ name }) => names.includes(name)).map((one) => [one.name, String(one.default)]),
  );

test("a room of 25 people behind one address has its results and reports by the limits as they are shipped", async ({
  serverWith,
}) => {
  const server = await serverWith(
    asShipped("LIMIT_ATTEMPTS_PER_HOUR", "LIMIT_REPORTS_PER_HOUR", "LIMIT_REPORTS_PER_MAILBOX_PER_DAY"),
  );
  for (let person = 1; person <= 25; person += 1) {
    const reference = await completed(server, "E1");
    const fields = { time: await formTime(server, reference), email: `person-${person}@room.example` };
    expect((await post(server, paths.report(reference), fields)).status, `person ${person}`).toBe(303);
  }
  await expect.poll(async () => (await mailTo(server, "person-25@room.example")).length).toBe(1);
});

test("who is past a limit is told when to come back, in words and in the header, and loses nothing", async ({
  serverWith,
}) => {
  const server = await serverWith({ LIMIT_ATTEMPTS_PER_HOUR: "1" });
  await completed(server, "E1");
  const answers = answersOf("E1");
  const reference = await answered(server, "snapshot", answers);
  const limited = await finish(server, "snapshot", reference, answers);
  expect(limited.status).toBe(429);
  const wait = Number(limited.headers.get("retry-after"));
  expect(wait).toBeLessThanOrEqual(3600);
  expect(wait).toBeGreaterThan(0);
  expect(await limited.text()).toMatch(/Try again in (an hour|\d+ minutes|a minute)\./);

  await server.setAhead(3_600_000);
  expect((await finish(server, "snapshot", reference, answers)).status).toBe(303);
});

test("a report asked for again a minute after it went out is sent again", async ({ serverWith }) => {
  const server = await serverWith();
  const reference = await completed(server, "E1");
  const email = "minute.later@firm.example";
  const ask = async () => reportTo(server, reference, email);
  await ask();
  await expect.poll(async () => (await mailTo(server, email)).length).toBe(1);
  await ask();
  await server.setAhead(61_000);
  expect(await mailTo(server, email)).toHaveLength(1);
  await ask();
  await expect.poll(async () => (await mailTo(server, email)).length).toBe(2);
  expect(words.pages.mail.sent).toContain("ask again");
});
