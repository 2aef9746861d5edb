/** How many verbs of six statements a second: each as one transaction, and as one batch of the same statements. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { type Database, openDatabase } from "#db/client/client.ts";
import type { Query } from "#db/client/transaction.ts";
import { startLibsqlServer } from "#test/support/database/libsql-server.ts";
import { makeNotes, notes } from "#test/support/database/notes.ts";

const VERBS = 120;
const WARM_UP = 20;

/** Reads twice, writes four times. */
const statements = (query: Query, name: string) => [
  query.select().from(notes).where(eq(notes.text, name)),
  query.select().from(notes).where(eq(notes.id, 1)),
  ...["a", "b", "c"].map((part) => query.insert(notes).values({ text: `${name}${part}` })),
  query
    .update(notes)
    .set({ text: `${name}z` })
    .where(eq(notes.text, `${name}a`)),
];

const asTransaction = (database: Database, name: string) =>
  database.transaction(async (tx) => {
    for (const statement of statements(tx, name)) await statement;
  });
const asBatch = (database: Database, name: string) => database.write(statements(database.query, name));

async function perSecond(database: Database, verb: typeof asBatch | typeof asTransaction): Promise<number> {
  for (let one = 0; one < WARM_UP; one += 1) await verb(database, `${verb.name} warm ${one} `);
  const began = performance.now();
  for (let one = 0; one < VERBS; one += 1) await verb(database, `${verb.name} ${one} `);
  return VERBS / ((performance.now() - began) / 1000);
}

async function measure(mode: string, url: string): Promise<void> {
  const database = openDatabase(url);
  await makeNotes(database);
  const batch = await perSecond(database, asBatch);
  const transaction = await perSecond(database, asTransaction);
  await database.close();
  const ratio = (transaction / batch).toFixed(2);
  console.log(`${mode}: ${transaction.toFixed(0)} transactions a second, ${batch.toFixed(0)} batches: ${ratio} to 1`);
}

const folder = mkdtempSync(join(tmpdir(), "plumbline-transactions-"));
const server = await startLibsqlServer();
try {
  await measure("embedded file", `file:${join(folder, "bench.db")}`);
  await measure("libSQL server", server.url);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
