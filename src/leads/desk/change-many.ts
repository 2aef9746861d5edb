import type { LeadStatus } from "#src/names/leads.ts";
import { type By, changeStatements, type StaffDomain } from "./change.ts";

/** The most leads that one form of the inbox may name. */
const MOST = 200;

export interface ManyChanges {
  /** At most 200; `was` is what the page showed (a status, or the owner's id), undefined where it does not matter. */
  leads: readonly { id: string; was?: string | null | undefined }[];
  change: { status: LeadStatus } | { owner: string | null };
  staff: By;
}

/**
 * Changes the status or the owner of several leads in one transaction. Those that somebody else has changed meanwhile,
 * that are there already, or that are gone are left out; the ids of those that changed are returned.
 */
export async function changeMany(domain: StaffDomain, request: ManyChanges): Promise<{ changed: string[] }> {
  const { leads, change, staff } = request;
  const one =
    "status" in change
      ? { column: "status" as const, kind: "status-changed" as const, to: change.status }
      : { column: "owner_id" as const, kind: "owner-changed" as const, to: change.owner };
  const lists = leads.slice(0, MOST).map(({ id, was }) => ({
    id,
    statements: changeStatements(domain, { ...one, lead: id, was, staff }),
  }));
  const results = await domain.database.write(lists.flatMap(({ statements }) => statements));
  let place = 0;
  const changed: string[] = [];
  for (const { id, statements } of lists) {
    if (results[place]?.rowsAffected === 1) changed.push(id);
    place += statements.length;
  }
  if (changed.length > 0) domain.wakeDelivery();
  return { changed };
}
