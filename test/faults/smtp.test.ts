import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import PostalMime from "postal-mime";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveryTries } from "#db/schema/deliveries.ts";
import { createSmtpChannel, type SmtpOptions } from "#src/delivery/channels/smtp.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { SECOND } from "#src/time.ts";
import { databases, type TestDatabases } from "#test/support/database/databases.ts";
import { addStaff, STAFF } from "#test/support/database/desk.ts";
import { type MailServer, startMailServer } from "#test/support/delivery/mail-server.ts";
import { addDelivery, loopWith, messageTo, newId, rowOf, stoppedClock } from "#test/support/delivery/outbox.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { ROOT } from "#test/support/root.ts";

const [embedded] = databases() as [TestDatabases, TestDatabases];
let database: Database;
let clock: ReturnType<typeof stoppedClock>;

beforeEach(async () => {
  clock = stoppedClock();
  database = await embedded.open();
});
afterAll(() => embedded.dispose());

async function mailServer(options?: Parameters<typeof startMailServer>[0]): Promise<MailServer> {
  const server = await startMailServer(options);
  onTestFinished(() => server.stop());
  return server;
}

const round = ({ server }: Pick<MailServer, "server">, options: Partial<SmtpOptions> = {}) =>
  loopWith({
    database,
    clock,
    channel: createSmtpChannel({ server, clock, timeout: WAIT_LIMIT, ...options }),
  }).runOnce();

test("a mail server takes the message once, with its files, and is asked to report what fails or is late", async () => {
  const mail = await mailServer({ hideDSN: false });
  const id = await addDelivery(database);
  expect(await round(mail)).toBe(1);
  expect(await round(mail)).toBe(0);
  expect(mail.accepted).toHaveLength(1);
  const [taken] = mail.accepted;
  expect(taken).toMatchObject({ from: "reports@consultancy.example", to: "ada@example.com" });
  expect(taken?.dsn).toMatchObject({ ret: "HDRS", envid: id });
  const parsed = await PostalMime.parse(taken?.bytes ?? "");
  const { subject, text } = messageTo("ada@example.com");
  expect(parsed).toMatchObject({ subject, messageId: `<${id}@consultancy.example>` });
  expect(parsed.text?.trim()).toBe(text);
  expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 1, providerId: null, reason: null });
});

test.each([
  { at: "connect", code: 421 },
  { at: "recipient", code: 450 },
  { at: "message", code: 451 },
] as const)("what is refused for now is tried again: %j", async (behaviour) => {
  const mail = await mailServer();
  const id = await addDelivery(database);
  mail.script.push(behaviour);
  await round(mail);
  const row = await rowOf(database, id);
  expect(row).toMatchObject({ state: "pending", dueAt: clock() + 30 * SECOND });
  expect(row.reason).toContain(String(behaviour.code));
  clock.advance(30 * SECOND);
  await round(mail);
  expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 2 });
  expect(mail.accepted).toHaveLength(1);
});

test.each([
  { at: "recipient", code: 550 },
  { at: "message", code: 554 },
] as const)("what is refused for good is not: %j", async (behaviour) => {
  const mail = await mailServer();
  const id = await addDelivery(database);
  mail.script.push(behaviour);
  await round(mail);
  const row = await rowOf(database, id);
  expect(row.state).toBe("failed");
  expect(row.reason).toContain(String(behaviour.code));
  expect(row.reason).toContain("<[address]> is not wanted");
  const [tried] = await database.query.select().from(deliveryTries);
  expect(tried?.response).toBe(row.reason);
  clock.advance(3600 * SECOND);
  expect(await round(mail)).toBe(0);
  expect(mail.accepted).toHaveLength(0);
});

test("a sender that may not send, a wrong password and a server that is not there wait for the operator", async () => {
  const mail = await mailServer({
    onAuth: (_auth, _session, next) => next(new Error("Wrong password")),
    allowInsecureAuth: true,
  });
  const id = await addDelivery(database);
  const waits = async (how: Parameters<typeof round>[0]) => {
    await round(how);
    const row = await rowOf(database, id);
    expect(row.state).toBe("pending");
    clock.advance(row.dueAt - clock());
    return row.reason;
  };
  mail.script.push({ at: "sender", code: 553 });
  expect(await waits(mail)).toContain("553 MAIL FROM");
  expect(await waits({ server: { ...mail.server, login: { user: "ada", pass: "wrong" } } })).toContain("535 AUTH");
  expect(await waits({ server: { ...mail.server, port: 1 } })).toContain("no answer");
  await round(mail);
  expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 4 });
});

test.each(["hang", "drop"] as const)(
  "where the server does not say whether it took a message, a person decides: %s",
  async (behaviour) => {
    const mail = await mailServer();
    const id = await addDelivery(database);
    mail.script.push(behaviour);
    await round(mail, { timeout: behaviour === "hang" ? 5 * SECOND : WAIT_LIMIT });
    const row = await rowOf(database, id);
    expect(row).toMatchObject({ state: "failed", failedAt: clock() });
    expect(row.reason).toMatch(/^may have gone: no answer/);
    clock.advance(24 * 3600 * SECOND);
    expect(await round(mail)).toBe(0);

    await addStaff(database);
    const domain = { database, clock, ids: newId, wakeDelivery: () => undefined, outbound: { allowLoopback: true } };
    expect(await replay(domain, id, STAFF.id)).toBe(true);
    await round(mail);
    expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
  },
);

test("neither does a process guess that comes after one that was killed before it could record what it sent", async () => {
  const mail = await mailServer();
  const id = await addDelivery(database);
  const waiting = await mailServer({
    onData(stream, _session) {
      stream.resume();
      stream.once("end", () => child.kill("SIGKILL"));
    },
  });
  const script = join(ROOT, "test/support/delivery/send-and-die.ts");
  const child = fork(script, [database.url, `smtp://127.0.0.1:${waiting.port}`, String(clock())], { execArgv: [] });
  await once(child, "exit");
  expect(await rowOf(database, id)).toMatchObject({ state: "sending", attempts: 1, reason: "may have gone" });

  clock.advance(LEASE);
  expect(await round(mail)).toBe(1);
  expect(await rowOf(database, id)).toMatchObject({ state: "failed", reason: "may have gone: interrupted" });
  expect(mail.accepted).toHaveLength(0);
});

test("no message goes out in the clear where TLS is demanded, nor to a server whose certificate nobody vouches for", async () => {
  const tls = (name: string) => readFileSync(join(ROOT, "test/fixtures/mail-server", name), "utf8");
  const [cert, key] = [tls("certificate.pem"), tls("key.pem")];
  const plain = await mailServer();
  const secure = await mailServer({ disabledCommands: [], cert, key });
  const demanded = ({ server }: MailServer) => ({ server: { ...server, tls: "demanded" } as const });
  const id = await addDelivery(database);
  await round(demanded(plain));
  expect((await rowOf(database, id)).reason).toContain("STARTTLS");
  clock.advance(3600 * SECOND);
  await round(demanded(secure));
  expect(await rowOf(database, id)).toMatchObject({ state: "pending", attempts: 2 });
  expect([...plain.accepted, ...secure.accepted]).toEqual([]);

  const known = getCACertificates("default");
  setDefaultCACertificates([...known, cert]);
  onTestFinished(() => setDefaultCACertificates(known));
  clock.advance(3600 * SECOND);
  await round(demanded(secure));
  expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
  expect(secure.accepted).toHaveLength(1);
});
