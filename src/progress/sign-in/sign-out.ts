import type { Database } from "#db/client/client.ts";
import { hashOfToken } from "#src/tokens.ts";

/** Ends a founder's session on the server: its cookie is nobody's from now on. */
export async function signOut({ database }: { database: Database }, token: string): Promise<void> {
  const sql = "DELETE FROM founder_sessions WHERE token_hash = :hash";
  await database.write([{ sql, args: { hash: hashOfToken(token) } }]);
}
