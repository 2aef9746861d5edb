import type { LeadStatus } from "#src/names/leads.ts";
import { type Actor, changeStanding, isPerson, type StaffDomain } from "./change.ts";

/** The most leads that one form of the inbox may name. */
const MOST = 200;

export interface ManyChanges {
  /** At most 200; `was` is what the page showed (a status, or the owner's id), undefined where it does not matter. */
  leads: readonly { id: string; was?: string | null | undefined }[];
  change: { status: LeadStatus } | { owner: string | null };
  staff: Actor;
}

/**
 * Changes the status or the owner of several leads in one transaction. Those that somebody else has changed meanwhile,
 * that are there already, or that are gone are left out; the ids of those that changed are returned.
 */
export async function changeMany(domain: StaffDomain, request: ManyChanges): Promise<{ changed: string[] }> {
  const { leads, change, staff } = request;
  const changed = await domain.database.transaction(async (tx) => {
    if ("owner" in change && !(await isPerson(tx, change.owner))) return [];
    const [name, to] = "status" in change ? (["status", change.status] as const) : (["ownerId", change.owner] as const);
    // All at once, so that a server takes their statements together.
    const each = leads.slice(0, MOST).map(async ({ id, was }) => {
      return (await changeStanding(tx, domain, name, { lead: id, was, to, staff })) ? id : [];
    });
    return (await Promise.all(each)).flat();
  });
  if (changed.length > 0) domain.wakeDelivery();
  return { changed };
}
