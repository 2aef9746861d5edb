import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { createDeliveryLoops } from "#src/server/delivery-loops.ts";
import { createHealth } from "#src/server/health.ts";
import { MINUTE } from "#src/time.ts";
import { startChild } from "#test/support/database/children.ts";
import { makeNotes, note } from "#test/support/database/notes.ts";
import { embeddedLife } from "#test/support/embedded-life.ts";
import { TEST_LIMIT } from "#test/support/limits.ts";

test("/health is not ok while the mail provider's wish for quiet holds all mail up, and is again after it", async () => {
  const { database, life } = await embeddedLife();
  onTestFinished(() => loops.stop());
  let asked = 0;
  const loops = createDeliveryLoops(
    life.app,
    {
      name: "busy provider",
      send: async () => {
        asked += 1;
        return { status: "again", reason: "429", retryAfterSeconds: 3_600 };
      },
    },
    undefined,
  );
  const health = createHealth({ database, loops, clock: life.app.clock });
  expect(await health(true)).toMatchObject({ status: "ok" });
  await life.app.database.write([
    {
      sql: `INSERT INTO deliveries (id, channel, kind, recipient, state, due_at, message, created_at)
            VALUES ('one', 'mail', 'invitation', 'a@desk.example', 'pending', 0, :message, :now)`,
      args: { now: life.app.clock(), message: JSON.stringify(MESSAGE) },
    },
  ]);
  loops.start();
  await expect.poll(() => asked, { timeout: MINUTE }).toBe(1);
  await expect.poll(async () => (await health(true)).status, { timeout: MINUTE }).toBe("mail-paused");
  life.advance(MINUTE);
  expect(await health(true)).toMatchObject({ status: "ok" });
});

test("/health says that the disk is full while pages can still be read, and is ok when there is room", async () => {
  const { database, life } = await embeddedLife();
  const health = createHealth({
    ...{ database, clock: life.app.clock },
    loops: createDeliveryLoops(life.app, life.channel, undefined),
  });
  const limitPages = async (extra: number) => {
    const { rows } = await database.query.run(sql.raw("PRAGMA page_count"));
    await database.query.run(sql.raw(`PRAGMA max_page_count = ${Number(rows[0]?.[0]) + extra}`));
    life.advance(MINUTE);
  };
  expect(await health(true)).toMatchObject({ status: "ok", database: { ready: true, room: true } });
  await limitPages(0);
  expect(await health(true)).toMatchObject({ status: "full", database: { ready: true, room: false } });
  await limitPages(1_000);
  expect(await health(true)).toMatchObject({ status: "ok" });
});

test("/health counts no delivery and reads no folder for whoever is told the status alone, which is the same", async () => {
  const { database, life } = await embeddedLife();
  let looked = 0;
  const backups = {
    health() {
      looked += 1;
      return { newestSeconds: null, kept: 0, lastError: null };
    },
  };
  const health = createHealth({
    ...{ database, clock: life.app.clock, backups },
    loops: createDeliveryLoops(life.app, life.channel, undefined),
  });
  const selected = vi.spyOn(database.query, "select");
  expect(await health(false)).toEqual({ status: "ok" });
  expect({ looked, selected: selected.mock.calls.length }).toEqual({ looked: 0, selected: 0 });
  expect(await health(true)).toMatchObject({ status: "ok", delivery: { oldestPendingSeconds: null } });
  expect({ looked, selected: selected.mock.calls.length }).toEqual({ looked: 1, selected: 4 });
  const { rows } = await database.query.run(sql.raw("PRAGMA page_count"));
  await database.query.run(sql.raw(`PRAGMA max_page_count = ${Number(rows[0]?.[0])}`));
  life.advance(MINUTE);
  expect(await health(false)).toEqual({ status: "full" });
  await database.close();
  expect(await health(false)).toEqual({ status: "failing" });
  expect(await health(true)).toMatchObject({ status: "failing" });
});

test("/health waits for no lock that another process holds, and for no write that waits for it", async () => {
  const { database, life, url } = await embeddedLife({ busyTimeout: TEST_LIMIT });
  await makeNotes(database);
  const holder = await startChild("hold-lock.ts", url);
  const health = createHealth({
    ...{ database, clock: life.app.clock },
    loops: createDeliveryLoops(life.app, life.channel, undefined),
  });
  const room = () => database.hasRoom();
  expect(await room()).toBeNull();
  const write = database.write([note(database, "waits")]);
  expect(await room()).toBeNull();
  expect(await health(true)).toMatchObject({ status: "ok", database: { ready: true, room: true } });
  expect(database.pending()).toBe(1);
  expect(await holder.go()).toBe(0);
  await write;
  expect(await room()).toBe(true);
});

const MESSAGE = {
  ...{ from: "reports@consultancy.example", to: "a@desk.example", replyTo: "team@consultancy.example" },
  ...{ subject: "Invitation", html: "<p>Invitation</p>", text: "Invitation" },
};
