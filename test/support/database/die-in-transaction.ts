/** Is in the middle of a transaction on the database at argv[2] from the message "halfway" on, and never gets further. */
import { openDatabase } from "#db/client/client.ts";
import { notes } from "./notes.ts";

const database = openDatabase(process.argv[2] as string);
await database.transaction(async (tx) => {
  await tx.insert(notes).values({ text: "half" });
  process.send?.("halfway");
  await new Promise(() => setInterval(() => undefined, 60_000));
});
