import type { Accounts } from "#src/accounts/domain.ts";

/** Ends one session on the server: its cookie is nobody's from now on. */
export async function endSession({ database }: Pick<Accounts, "database">, sessionId: string): Promise<void> {
  await database.write([{ sql: "DELETE FROM staff_sessions WHERE id = :id", args: { id: sessionId } }]);
}
