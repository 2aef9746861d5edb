import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { founderSessions } from "#db/schema/progress.ts";
import { hashOfToken } from "#src/tokens.ts";

/** Ends a founder's session on the server: its cookie is nobody's from now on. */
export async function signOut({ database }: { database: Database }, token: string): Promise<void> {
  await database.query.delete(founderSessions).where(eq(founderSessions.tokenHash, hashOfToken(token)));
}
