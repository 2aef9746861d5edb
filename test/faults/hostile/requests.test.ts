import fc from "fast-check";
import { expect, test } from "vitest";
import { paths } from "#src/paths.ts";
import { confirmed } from "#test/support/browser/committing.ts";
import { shortSeat, withInvite } from "#test/support/browser/seating.ts";
import { answered, completed, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { FORM, type Sending, send } from "../runs/exchange.ts";
import { attacked, expectComposed, expectUnharmed, sendJson } from "./attacked.ts";

const on = attacked();

test("any JSON at all where answers are taken", async () => {
  const open = await startAttempt(on.server, "snapshot");
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
      const answer = await sendJson(on.server, path, JSON.stringify(value));
      expectComposed(answer, JSON.stringify(value));
    }),
    { numRuns: 200 },
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      expectComposed(await sendJson(on.server, path, text), JSON.stringify(text));
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
    const answer = await sendJson(on.server, path, body);
    expectComposed(answer, body.slice(0, 80));
    expect(answer.status, body.slice(0, 80)).toBe(status);
    expect(JSON.parse(answer.body).error, body.slice(0, 80)).toMatch(/\.$/);
  }

  await expectUnharmed(on.server, "snapshot", open);
});

test("broken forms and wrong content types wherever something is taken", async () => {
  const open = await startAttempt(on.server, "diagnostic");
  const { retake, confirm, unsubscribe } = await confirmed(on.server, "broken@firm.example");
  const result = await completed(on.server, "E1");
  const { founder, invited } = await withInvite(on.server);
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
    paths.seatQuestion(await shortSeat(on.server, invited, 0), 1),
    paths.founderSignIn,
    paths.founderLink("a".repeat(43)),
    paths.founderSignOut,
    paths.contact,
    paths.finishLater("diagnostic", open),
  ];
  for (const path of takers)
    for (const body of bodies)
      expectComposed(await send(on.server, path, body), `${path} with ${body.type}: ${String(body.body).slice(0, 60)}`);

  expect((await fetch(on.server.url + paths.result(result))).status).toBe(200);
  await expectUnharmed(on.server, "diagnostic", open);
});

test("references that nobody was given, and methods that nobody needs", async () => {
  const open = await startAttempt(on.server, "snapshot");
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
        const answer = await send(on.server, path, { method, type: FORM, body: method === "POST" ? "answer=a" : "" });
        expectComposed(answer, `${method} ${path}`);
        if (!["GET", "HEAD", "POST"].includes(method)) expect([400, 405], `${method} ${path}`).toContain(answer.status);
      }
    }
  }

  await expectUnharmed(on.server, "snapshot", open);
});

test("writes that come from another site, or from nowhere", async () => {
  const open = await answered(on.server, "diagnostic", answersOf("E2"));
  const result = await completed(on.server, "E1");
  const origins = [undefined, "null", "https://evil.example", `${on.server.url}.evil.example`, "http://localhost:1"];
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
        const { status } = await fetch(on.server.url + path, { method: "POST", headers, body: "answer=a" });
        expect(status, `${path} from ${origin} as ${type}`).toBe(403);
      }
    }
    const headers = { "content-type": FORM, origin: on.server.url, "sec-fetch-site": "cross-site" };
    expect((await fetch(on.server.url + path, { method: "POST", headers, body: "answer=a" })).status).toBe(403);
  }

  expect((await fetch(on.server.url + paths.result(result))).status).toBe(200);
  await expectUnharmed(on.server, "diagnostic", open);
});
