import type { BoundStatement } from "#db/client/statements.ts";

/**
 * The statement that puts an invitation into the outbox, due at once; put it behind the join link in the same
 * `database.write`. It inserts nothing when that link was not made.
 */
export function enqueueInvitation(request: { id: string; joinLinkId: string; now: number }): BoundStatement {
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, join_link_id, state, due_at, created_at)
          SELECT :id, 'mail', 'invitation', join_links.id, 'pending', :now, :now FROM join_links WHERE id = :link`,
    args: { id: request.id, link: request.joinLinkId, now: request.now },
  };
}
