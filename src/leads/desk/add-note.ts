import { eq } from "drizzle-orm";
import { leadEvents, leads } from "#db/schema/leads.ts";
import { LONGEST_NOTE } from "#src/names/leads.ts";
import { ownLines } from "#src/typed-text.ts";
import type { Actor, StaffDomain } from "./change.ts";

export interface Note {
  lead: string;
  /** Made with the form, as `domain.ids` makes them: the same form sent twice adds one note. */
  key: string;
  /** At most `LONGEST_NOTE` characters, a line break being one; its lines are kept. */
  body: string;
  staff: Actor;
}

export type Noted = { status: "added" | "already" | "blank" | "too-long" | "unknown" };

/** Adds a note to a lead. Notes are never changed, so two at once never conflict. */
export async function addNote(
  { database, clock }: StaffDomain,
  { lead: leadId, key, body, staff }: Note,
): Promise<Noted> {
  const text = ownLines(body).trim();
  if (text === "") return { status: "blank" };
  if (text.length > LONGEST_NOTE) return { status: "too-long" };
  if (!/^[\w-]{16,64}$/.test(key)) return { status: "unknown" };
  const note = { id: key, leadId, kind: "note" as const, detail: text, staffId: staff.id, at: clock() };
  return database.transaction(async (tx): Promise<Noted> => {
    if ((await tx.$count(leads, eq(leads.id, leadId))) === 0) return { status: "unknown" };
    const { rowsAffected } = await tx.insert(leadEvents).values(note).onConflictDoNothing({ target: leadEvents.id });
    return { status: rowsAffected === 1 ? "added" : "already" };
  });
}
