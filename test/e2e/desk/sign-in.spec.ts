import { paths } from "#src/paths.ts";
import { MINUTE, SECOND } from "#src/time.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, firstOwner, joinPathIn, PASSWORD, staffMember } from "#test/support/browser/staff.ts";
import { hiddenField } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { theMailTo } from "#test/support/server/mail.ts";

const OLIVE = { name: "Olive Owner", email: "olive@desk.example" };

test("a form that comes back too fast, too old or with its trap filled opens nothing", async ({ serverWith }) => {
  const server = await serverWith({ LIMIT_FORM_MIN_SECONDS: "60" });
  const nobody = { cookie: "" };
  const page = await (await fetch(server.url + paths.signIn())).text();
  const fields = { email: OLIVE.email, password: PASSWORD };
  const fast = await deskPost(server, nobody, paths.signIn(), { ...fields, time: hiddenField(page, "time") });
  const forged = await deskPost(server, nobody, paths.signIn(), { ...fields, time: "1.x" });
  for (const answer of [fast, forged]) {
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`value="${OLIVE.email}"`);
  }
  expect(rows(server, "SELECT * FROM staff_events")).toEqual([]);
});

test("an unknown address gets the same answer as a wrong password, and both run into the limit", async ({
  serverWith,
}) => {
  // A server of its own: the limit counts what one client tries, and every test here is the same client.
  const server = await serverWith();
  const known = await staffMember(server);
  const time = hiddenField(await (await fetch(server.url + paths.signIn())).text(), "time");
  const fill = (email: string) => ({ email, password: "not the right password", time });
  const bodyFor = async (email: string) => {
    const answer = await deskPost(server, { cookie: "" }, paths.signIn(), fill(email));
    return { status: answer.status, body: (await answer.text()).replaceAll(email, "[address]") };
  };
  const began = Date.now();
  const answers = [await bodyFor(known.email), await bodyFor("nobody@desk.example")];
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.status).toBe(401);
  for (let time = 2; time <= 5; time += 1) await bodyFor("nobody@desk.example");
  const limited = await deskPost(server, { cookie: "" }, paths.signIn(), fill("nobody@desk.example"));
  expect(limited.status).toBe(429);
  const wait = Number(limited.headers.get("retry-after")) * SECOND;
  expect(wait).toBeLessThanOrEqual(15 * MINUTE);
  expect(wait).toBeGreaterThanOrEqual(15 * MINUTE - (Date.now() - began));
  expect(await limited.text()).toContain(`Try again in ${Math.ceil(wait / MINUTE)} minutes.`);
});

test("a password alone opens the page for the second step and nothing else", async ({ server }) => {
  const owner = await firstOwner(server);
  await deskPost(server, owner, paths.people, { action: "invite", email: "half@desk.example", role: "member" });
  const { text } = await theMailTo(server, "half@desk.example");
  const joined = await deskPost(server, { cookie: "" }, joinPathIn(text), { name: "Half", password: PASSWORD });
  const cookie = joined.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  for (const path of [paths.people, paths.account])
    for (const method of ["GET", "POST"]) {
      const headers = { cookie, origin: server.url };
      const answer = await fetch(server.url + path, { method, headers, redirect: "manual" });
      expect(answer.headers.get("location"), `${method} ${path}`).toBe(paths.secondStep);
    }
  expect((await fetch(server.url + paths.secondStep, { headers: { cookie } })).status).toBe(200);
});
