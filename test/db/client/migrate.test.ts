import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { startChild } from "#test/support/database/children.ts";
import { databases } from "#test/support/database/databases.ts";
import { ROOT } from "#test/support/root.ts";

const scratch = mkdtempSync(join(tmpdir(), "plumbline-migrations-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A folder as drizzle-kit writes it, one migration per text. */
function migrationsOf(name: string, ...texts: string[]): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "meta"), { recursive: true });
  const entries = texts.map((text, idx) => {
    writeFileSync(join(folder, `000${idx}.sql`), text);
    return { idx, version: "6", when: 1_000 + idx, tag: `000${idx}`, breakpoints: true };
  });
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect: "sqlite", entries }));
  return folder;
}

const first = "CREATE TABLE one (a);\n--> statement-breakpoint\nINSERT INTO one VALUES (1);";

describe.each(databases())("migrating ($name)", (databases) => {
  afterAll(() => databases.dispose());

  const newDatabase = async () => {
    await databases.prepare();
    return databases.openAgain();
  };

  test("applies each migration once, however often it is asked", async () => {
    const database = await newDatabase();
    await migrate(database, migrationsOf("grow", first));
    const grown = migrationsOf("grow", first, "INSERT INTO one VALUES (2);");
    await migrate(database, grown);
    await migrate(database, grown);
    expect(await database.query.all(sql`SELECT a FROM one ORDER BY a`)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("rolls a bad migration back whole and says why", async () => {
    const database = await newDatabase();
    const folder = migrationsOf("bad", first, "CREATE TABLE two (a);\n--> statement-breakpoint\nDROP TABLE missing;");
    await expect(migrate(database, folder)).rejects.toThrow(/missing/);
    const tables = sql`SELECT name FROM sqlite_schema WHERE name IN ('one', 'two')`;
    expect(await database.query.values(tables)).toEqual([]);
  });

  test("does a repeatable change only once when two openings migrate at the same time", async () => {
    const database = await newDatabase();
    await migrate(database, migrationsOf("twice", first));
    const folder = migrationsOf("twice", first, "INSERT INTO one SELECT a + 1 FROM one;");
    await Promise.all([migrate(database, folder), migrate(databases.openAgain(), folder)]);
    expect(await database.query.all(sql`SELECT a FROM one ORDER BY a`)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("keeps the tries of deliveries where a later migration builds the table of deliveries anew", async () => {
    const database = await newDatabase();
    const real = join(ROOT, "db/migrations");
    const before = join(scratch, `before-${databases.name}`);
    cpSync(real, before, { recursive: true });
    const journal = JSON.parse(readFileSync(join(real, "meta/_journal.json"), "utf8"));
    const entries = journal.entries.filter(({ idx }: { idx: number }) => idx < 10);
    writeFileSync(join(before, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    await migrate(database, before);
    await database.query.run(sql`INSERT INTO deliveries (id, channel, kind, state, due_at, created_at)
      VALUES ('one', 'mail', 'invitation', 'pending', 1, 1)`);
    await database.query.run(sql`INSERT INTO delivery_tries (delivery_id, number, at, milliseconds, outcome)
      VALUES ('one', 1, 2, 3, 'again')`);
    await migrate(database);
    expect(
      await database.query.all(sql`SELECT delivery_id, at FROM delivery_tries JOIN deliveries ON id = delivery_id`),
    ).toEqual([{ delivery_id: "one", at: 2 }]);
  });

  test("takes every row of an old filled database along, tells its webhooks of erasures and leaves no reference open", async () => {
    if (databases.name !== "embedded file") return;
    const file = join(scratch, "old.db");
    copyFileSync(join(ROOT, "test/fixtures/upgrade-1.0.0/plumbline.db"), file);
    const old = createClient({ url: `file:${file}` });
    const all = async (client: Pick<typeof old, "execute">, table: string) =>
      (await client.execute(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows.map((row) => ({ ...row }));
    const tables = ["deliveries", "delivery_tries", "inquiries", "leads", "lead_events", "assessments", "results"];
    const before = await Promise.all(tables.map((table) => all(old, table)));
    await old.execute(
      "INSERT INTO endpoints (id, channel, url, events, created_at) VALUES ('s', 'slack', 'https://x.example', '[\"call\"]', 1)",
    );
    await old.execute(
      "INSERT INTO endpoints (id, channel, url, events, created_at) VALUES ('a', 'webhook', 'https://x.example', '[\"assessment.completed\"]', 1)",
    );
    await old.execute(
      "INSERT INTO endpoints (id, channel, url, events, created_at) VALUES ('c', 'webhook', 'https://x.example', '[\"lead.created\"]', 1)",
    );
    old.close();
    const opened = openDatabase(`file:${file}`);
    await migrate(opened);
    await opened.close();
    const migrated = createClient({ url: `file:${file}` });
    for (const [place, table] of tables.entries()) {
      expect(before[place]?.length, table).toBeGreaterThan(table === "inquiries" ? -1 : 0);
      const after = await all(migrated, table);
      expect(after, table).toMatchObject(before[place] ?? []);
    }
    expect((await migrated.execute("PRAGMA foreign_key_check")).rows).toEqual([]);
    const events = (await migrated.execute("SELECT id, events FROM endpoints WHERE id IN ('s', 'a', 'c') ORDER BY id"))
      .rows;
    expect(events.map(({ events }) => JSON.parse(String(events)))).toEqual([
      ["assessment.completed"],
      ["lead.created", "lead.erased"],
      ["call"],
    ]);
    migrated.close();
  });

  test("succeeds in two processes that start at once on an empty place", async () => {
    const url = await databases.prepare();
    const children = await Promise.all([startChild("migrate-now.ts", url), startChild("migrate-now.ts", url)]);
    expect(await Promise.all(children.map((child) => child.go()))).toEqual([0, 0]);
    const database = databases.openAgain();
    const [row] = await database.query.values<[number, number]>(
      sql`SELECT count(*), count(DISTINCT created_at) FROM __drizzle_migrations`,
    );
    expect(row?.[0]).toBeGreaterThan(0);
    expect(row?.[0]).toBe(row?.[1]);
  });
});
