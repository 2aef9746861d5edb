/** Says "ready", waits for the parent's word, then migrates the database at argv[2]. Exit code 0 when that succeeds. */
import { once } from "node:events";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";

const database = openDatabase(process.argv[2] as string);
process.send?.("ready");
await once(process, "message");
await migrate(database);
await database.close();
process.disconnect?.();
