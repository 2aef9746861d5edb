/** Holds the write lock of the database at argv[2] from the message "held" until the parent sends "release". */
import { once } from "node:events";
import { createClient } from "@libsql/client";

const client = createClient({ url: process.argv[2] as string, timeout: 5_000 });
const transaction = await client.transaction("write");
await transaction.execute("INSERT INTO notes (text) VALUES ('from the other process')");
process.send?.("held");
await once(process, "message");
await transaction.commit();
client.close();
process.disconnect?.();
