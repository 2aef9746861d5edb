import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client/client.ts";
import { databaseErrorIn } from "#db/client/errors.ts";

const statement = { sql: "INSERT INTO notes (text) VALUES ('x')", args: [] };
const closers: (() => void)[] = [];

/** A loopback server that treats each connection as told. */
async function serverThat(treats: (socket: Socket) => void): Promise<string> {
  const server = createServer(treats).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function addressNobodyListensOn(): Promise<string> {
  const url = await serverThat(() => undefined);
  closers.pop()?.();
  return url;
}

describe("a database server that cannot be reached", () => {
  afterAll(() => {
    for (const close of closers) close();
  });

  test("fails a write with the certainty that nothing was written when nobody listens", async () => {
    const database = openDatabase(await addressNobodyListensOn(), { busyTimeout: 100 });
    const failure = { code: "DATABASE_UNREACHABLE", written: "nothing" };
    await expect(database.write([statement])).rejects.toMatchObject(failure);
    expect(await database.ready()).toBe(false);
    await database.close();
  });

  test("never sends a write twice when the connection breaks after it was sent", async () => {
    let sent = 0;
    const url = await serverThat((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        sent += 1;
        socket.resetAndDestroy();
      });
    });
    const database = openDatabase(url);
    const failure = { code: "DATABASE_UNREACHABLE", written: "unknown" };
    await expect(database.write([statement])).rejects.toMatchObject(failure);
    expect(sent).toBe(1);
    await database.close();
  });

  test("does not hold the queue longer than a request may take", async () => {
    const sockets: Socket[] = [];
    const database = openDatabase(await serverThat((socket) => sockets.push(socket)), { requestTimeout: 100 });
    await expect(database.write([statement])).rejects.toMatchObject({ written: "unknown" });
    for (const socket of sockets) socket.destroy();
    await database.close();
  });

  test("shows through drizzle's wrapping of a failed read", async () => {
    const database = openDatabase(await addressNobodyListensOn(), { readTimeout: 100 });
    const error = await database.query.all("SELECT 1").catch((reason: unknown) => reason);
    expect(databaseErrorIn(error)?.code).toBe("DATABASE_UNREACHABLE");
    await database.close();
  });

  test("is told from a URL that is no database at all", () => {
    expect(() => openDatabase("postgres://localhost/x")).toThrow(/DATABASE_URL must be/);
    expect(() => openDatabase(":memory:")).toThrow(/DATABASE_URL must be/);
  });
});
