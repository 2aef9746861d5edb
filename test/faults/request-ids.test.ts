import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client/client.ts";
import { paths } from "#src/paths.ts";
import { completed, formTime } from "#test/support/browser/visitor.ts";
import { addStaff } from "#test/support/database/desk.ts";
import { addHook } from "#test/support/delivery/hooks.ts";
import { type Receiver, startReceiver } from "#test/support/delivery/receiver.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { theMailTo } from "#test/support/server/mail.ts";
import { type Server, startServer } from "#test/support/server/server.ts";

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([
    startServer({ WEBHOOK_ALLOW_LOOPBACK: "true", TRUSTED_PROXIES: "1" }),
    startReceiver(),
  ]);
  const database = openDatabase(`file:${server.databaseFile}`);
  await addStaff(database);
  await addHook(database, Date.now, receiver.url, ["assessment.completed", "lead.created"]);
  await database.close();
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});

const linesWith = (requestId: unknown) => server.log.filter((line) => line.requestId === requestId);
const idOf = (kind: string) => rows(server, "SELECT request_id FROM deliveries WHERE kind = ?", kind)[0]?.request_id;
const hookOf = (kind: string) => receiver.requests.find(({ body }) => JSON.parse(body).type === kind);

/** What is said of a request and of the messages that it asked for, once both have been logged. */
const told = async (requestId: unknown, ...kinds: string[]) => {
  const said = () => linesWith(requestId).map(({ event, kind }) => [event, kind].filter(Boolean).join(" "));
  await expect
    .poll(said, { timeout: WAIT_LIMIT })
    .toEqual(expect.arrayContaining(["request", ...kinds.map((kind) => `delivery.sent ${kind}`)]));
};

/** Asks for the report of a result; returns the id of the request as its answer says it. */
async function ask(reference: string, email: string, requestId: string) {
  const time = await formTime(server, reference);
  const { headers } = await fetch(server.url + paths.report(reference), {
    method: "POST",
    headers: { origin: server.url, "x-request-id": requestId },
    body: new URLSearchParams({ time, email, follow: "1" }),
    redirect: "manual",
  });
  return headers.get("x-request-id");
}

test("one id leads from a request to its rows in the outbox, its mail, its webhook and the lines of all", async () => {
  const reference = await completed(server, "E2");
  const given = "0f5a6d2c9b8e47d1a3c4e5f60718293a";
  expect(await ask(reference, "ada@firm.example", given)).toBe(given);
  await theMailTo(server, "ada@firm.example");
  await told(given, "report", "lead.created");
  expect([idOf("report"), idOf("lead.created")]).toEqual([given, given]);
  expect(hookOf("lead.created")?.headers["x-request-id"]).toBe(given);

  // The request before it, of the sitting's last answer, brought no id along.
  const kind = "assessment.completed";
  await expect.poll(() => hookOf(kind), { timeout: WAIT_LIMIT }).toBeDefined();
  const made = hookOf(kind)?.headers["x-request-id"];
  expect(made).toMatch(/^[\da-f-]{36}$/);
  expect(idOf(kind)).toBe(made);
  await told(made, kind);
  const asked = linesWith(made).find(({ event }) => event === "request");
  expect(asked).toMatchObject({ method: "POST", path: expect.stringContaining("[reference]") });
});

test("what a proxy would not make as an id is not taken, and stands nowhere", async () => {
  const strange = "eve@firm.example";
  const made = await ask(await completed(server, "E2"), "bob@firm.example", strange);
  expect(made).toMatch(/^[\da-f-]{36}$/);
  await theMailTo(server, "bob@firm.example");
  await told(made, "report");
  expect(rows(server, "SELECT id FROM deliveries WHERE request_id = ?", strange)).toEqual([]);
  expect(JSON.stringify(server.log)).not.toContain("firm.example");
});
