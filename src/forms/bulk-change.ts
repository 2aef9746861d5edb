import { LEAD_STATUSES, type LeadStatus } from "#src/names/leads.ts";

export interface BulkChange {
  leads: { id: string; was: string | null }[];
  change: { status: LeadStatus } | { owner: string | null };
}

const TICK = /^lead-([\w-]{1,64})$/;

/**
 * What the inbox's form asks for: `change` is "status:contacted" or "owner:" with an id or nothing; each tick is named
 * after its lead and holds the status and owner that the page showed. Null when nothing is to be changed.
 */
export function readBulkChange(fields: Readonly<Record<string, string>>): BulkChange | null {
  const [what, to = ""] = (fields.change ?? "").split(":", 2);
  const ticked = Object.entries(fields).flatMap(([name, value]) => {
    const id = TICK.exec(name)?.[1];
    const [status = "", owner = ""] = value.split("~", 2);
    return id ? [{ id, status, owner: owner || null }] : [];
  });
  if (ticked.length === 0) return null;
  if (what === "owner")
    return { change: { owner: to || null }, leads: ticked.map(({ id, owner }) => ({ id, was: owner })) };
  const status = LEAD_STATUSES.find((one) => one === to);
  if (what !== "status" || !status) return null;
  return { change: { status }, leads: ticked.map(({ id, status: was }) => ({ id, was })) };
}

/** What the inbox says after a bulk change: how many changed, and how many were left as they are. */
export function bulkSentence(changed: number, left: number, language: string): string {
  const many = (count: number) => (count === 1 ? "1 lead" : `${count.toLocaleString(language)} leads`);
  const first = changed === 0 ? "Nothing was changed." : `Changed ${many(changed)}.`;
  if (left === 0) return changed === 0 ? `${first} Tick some leads and choose what to change them to.` : first;
  const were = left === 1 ? "was left as it is" : "were left as they are";
  return `${first} ${many(left)} ${were}: already so, or changed by somebody else since you opened the page.`;
}
