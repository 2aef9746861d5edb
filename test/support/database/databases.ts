import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "#db/client/client.ts";
import { startLibsqlServer } from "./libsql-server.ts";

type Place = { url: string; remove(): Promise<void> };

export type TestDatabases = {
  name: string;
  mode: Database["mode"];
  /** A new, empty, migrated database in a new place; the one before is closed and removed. */
  open(options?: DatabaseOptions): Promise<Database>;
  /** A new, empty place without migrations, with nothing opened in it. */
  prepare(): Promise<string>;
  /** Another opening of the database that `open` or `prepare` made last. */
  openAgain(options?: DatabaseOptions): Database;
  /** The URL of the place made last, for a second process. */
  readonly url: string;
  /** Closes what is open, stops the server, removes the files. */
  dispose(): Promise<void>;
};

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
  return { url, remove: () => stop() };
};

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
  const dispose = async () => {
    const [databases, old] = [opened, place];
    [opened, place] = [[], undefined];
    await Promise.all(databases.map((database) => database.close()));
    await old?.remove();
  };
  const newPlace = async (migrated: boolean) => {
    await dispose();
    place = await makePlace(migrated);
    return place.url;
  };
  return {
    name,
    mode,
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
 * `afterAll(() => databases.dispose())` inside.
 */
export function databases(): TestDatabases[] {
  return [
    testDatabases("embedded file", "embedded", temporaryFile),
    testDatabases("libSQL server", "remote", temporaryServer),
  ];
}
