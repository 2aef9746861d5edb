import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Client } from "@libsql/client";
import { fileOf } from "./location.ts";

/** As much as one request may send, many times over. */
const ROOM = 1_048_576;

/** Whether the disk under an embedded file has room for some more; true where nobody can say. */
export async function hasFreeSpace(url: string): Promise<boolean> {
  const disk = await statfs(dirname(resolve(fileOf(url)))).catch(() => null);
  return disk === null || disk.bavail * disk.bsize >= ROOM;
}

/** Takes room in the file and gives it back; throws the driver's error where there is none. */
export async function tryRoom(client: Client): Promise<void> {
  const transaction = await client.transaction("write");
  try {
    await transaction.execute("CREATE TABLE room_tried (bytes BLOB)");
    await transaction.execute(`INSERT INTO room_tried VALUES (zeroblob(${ROOM / 16}))`);
  } finally {
    await transaction.rollback().catch(() => undefined);
  }
}
