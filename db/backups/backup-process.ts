import { type BackupOrder, makeBackup } from "./make-backup.ts";

/** A process of its own for one backup: SQLite copies a database in one go, and who waits for a page would wait for that. */
process.once("message", async (order: BackupOrder) => {
  try {
    process.send?.({ name: await makeBackup(order) });
  } catch (error) {
    process.send?.({ fault: (error as Error).message });
  }
  process.disconnect();
});
