import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, test } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "#db/client/client.ts";
import { startLibsqlServer } from "./libsql-server.ts";
import { schemaVersion } from "./migrated.ts";
import { TABLES } from "./tables.ts";

type Place = {
  url: string;
  remove(): Promise<void>;
  /** Makes it as new for the next test, which costs less than a new one; false where it cannot be. */
  empty?(): Promise<boolean>;
};

export type TestDatabases = {
  name: string;
  mode: Database["mode"];
  /** A migrated database without a row; the one before is closed and gone. */
  open(options?: DatabaseOptions): Promise<Database>;
  /** A new, empty place without migrations, with nothing opened in it. */
  prepare(): Promise<string>;
  /** Another opening of the database that `open` or `prepare` made last. */
  openAgain(options?: DatabaseOptions): Database;
  /** The URL of the place made last, for a second process. */
  readonly url: string;
  /** Closes what is open, stops the server, removes the files. */
  dispose(): Promise<void>;
  /** A test of what cannot differ between the two modes: on the embedded file alone, with EVERY=1 on both. */
  once: ReturnType<typeof once>;
};

const once = (mode: Database["mode"]) => test.skipIf(mode === "remote" && !process.env.EVERY);

/** Makes a place, empty or with a copy of the migrated database that all tests begin with. */
type MakePlace = (migrated: boolean) => Promise<Place>;

const temporaryFile: MakePlace = async (migrated) => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-db-"));
  if (migrated) copyFileSync(inject("migrated").file, join(folder, "plumbline.db"));
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { url: `file:${join(folder, "plumbline.db")}`, remove };
};

const temporaryServer: MakePlace = async (migrated) => {
  const { url, stop } = await startLibsqlServer(migrated ? inject("migrated").server : undefined);
  const remove = () => stop();
  return migrated ? { url, remove, empty: () => emptied(url) } : { url, remove };
};

/** Triggers of other tables write into these. */
const WRITTEN_LAST = ["funnel_stale", "lead_search_ids"];
const isLast = (table: string) => Number(WRITTEN_LAST.includes(table));
const TO_EMPTY = [...TABLES.keys()].toSorted((one, other) => isLast(one) - isLast(other));
const EMPTY = ["PRAGMA defer_foreign_keys = ON", ...TO_EMPTY.map((table) => `DELETE FROM ${table}`)];

/** Takes every row out of a migrated database; false where a test has changed its schema or its server is gone. */
async function emptied(url: string): Promise<boolean> {
  const database = openDatabase(url);
  try {
    if ((await schemaVersion(database)) !== inject("migrated").schemaVersion) return false;
    await database.write(EMPTY.map((sql) => ({ sql, args: [] })));
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}

function testDatabases(name: string, mode: Database["mode"], makePlace: MakePlace): TestDatabases {
  let place: Place | undefined;
  let opened: Database[] = [];

  const url = () => {
    if (!place) throw new Error("Open a database first.");
    return place.url;
  };
  const openAgain = (options?: DatabaseOptions) => {
    const database = openDatabase(url(), options);
    opened.push(database);
    return database;
  };
  const closeAll = async () => {
    const databases = opened;
    opened = [];
    await Promise.all(databases.map((database) => database.close()));
  };
  const dispose = async () => {
    await closeAll();
    const old = place;
    place = undefined;
    await old?.remove();
  };
  const newPlace = async (migrated: boolean) => {
    await closeAll();
    if (migrated && place && (await place.empty?.())) return place.url;
    await dispose();
    place = await makePlace(migrated);
    return place.url;
  };
  return {
    name,
    mode,
    once: once(mode),
    prepare: () => newPlace(false),
    openAgain,
    dispose,
    async open(options) {
      await newPlace(true);
      return openAgain(options);
    },
    get url() {
      return url();
    },
  };
}

/**
 * The two ways the product keeps its data, for `describe.each(databases())("$name", (databases) => …)`. Call
 * `afterAll(() => databases.dispose())` inside. What may differ between them is tested on both: requests that meet, locks,
 * transactions and what is undone, leases, processes that die, migrations, erasing, backups. The rest is `databases.once`.
 */
export function databases(): TestDatabases[] {
  return [
    testDatabases("embedded file", "embedded", temporaryFile),
    testDatabases("libSQL server", "remote", temporaryServer),
  ];
}
