import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { privacyFacts } from "#src/progress/own-data/privacy-facts.ts";
import { fill } from "#src/words/phrase.ts";
import { databases } from "#test/support/database/databases.ts";
import { TABLES } from "#test/support/database/tables.ts";
import { type Application, applicationOn } from "#test/support/founder-life.ts";

const [embedded] = databases();
if (!embedded) throw new Error("There is no embedded database.");
let database: Database;
let life: Application;
beforeAll(async () => {
  database = await embedded.open();
  life = applicationOn(database);
});
afterAll(async () => {
  life.remove();
  await embedded.dispose();
});

/** Made and kept by SQLite and by the migrations. */
const OF_THE_DATABASE = /^(sqlite_|__|lead_search_(data|idx|content|docsize|config)$)/;

test("the privacy page speaks of every table of the database", async () => {
  const rows = await database.query.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const tables = rows.map(({ name }) => name).filter((name) => !OF_THE_DATABASE.test(name));
  for (const name of TABLES.keys()) expect(tables).toContain(name);
  const spoken = life.app.words.privacy.parts.flatMap((part) => part.tables);
  expect(spoken.toSorted()).toEqual(tables.toSorted());
});

test("its sentences ask for no number that nothing enforces, and each number is said", async () => {
  const { numbers } = await privacyFacts(life.app);
  const { parts, receives, rights, who } = life.app.words.privacy;
  const said = [...parts.flatMap(({ text }) => text), ...Object.values(receives), ...rights.text, rights.server, who];
  for (const line of said) fill(line, { ...numbers, site: "", email: "", provider: "" });
  for (const name of Object.keys(numbers)) expect(said.join(" ")).toContain(`{${name}}`);
});

test("its numbers are those of the settings and limits as they stand", async () => {
  const { app } = life;
  expect((await privacyFacts(app)).numbers).toMatchObject({
    ...{ unfinishedDays: 30, anonymousDays: 90, leadMonths: 24, longerDays: 730, clientHours: 24 },
    ...{ linkMinutes: 10, eraseHours: 24, reportsPerHour: 1000, addresses: 5 },
  });
  const retention = { unfinishedDays: 8, anonymousDays: 9, leadMonths: 10 };
  await database.write([
    {
      sql: "INSERT INTO settings (name, value, changed_at) VALUES ('retention', :value, 1)",
      args: { value: JSON.stringify(retention) },
    },
  ]);
  const limited = { ...app, mailLimits: { ...app.mailLimits, addressesPerAssessment: 2 } };
  const { numbers, told } = await privacyFacts(limited);
  expect(numbers).toMatchObject({ ...retention, addresses: 2 });
  expect(told).toEqual({ webhook: false, slack: false });
});

test("it knows a database whose files an erasure does not reach", async () => {
  expect((await privacyFacts(life.app)).server).toBe(false);
  const [, server] = databases();
  if (!server) throw new Error("There is no database on a server.");
  const remote = applicationOn(await server.open());
  expect((await privacyFacts(remote.app)).server).toBe(true);
  remote.remove();
  await server.dispose();
});

test("it knows whether other sites show the Snapshot", async () => {
  expect((await privacyFacts(life.app)).embedded).toBe(false);
  const value = JSON.stringify(["https://www.firm.example"]);
  const sql = "INSERT INTO settings (name, value, changed_at) VALUES ('embedOrigins', :value, 1)";
  await database.write([{ sql, args: { value } }]);
  expect((await privacyFacts(life.app)).embedded).toBe(true);
});
