import type { By, StaffDomain } from "./change.ts";

const LONGEST = 2_000;
/** Everything that has no width on a page, but for line ends. */
const UNSEEN = /[^\P{Cc}\n]+/gu;

export interface Note {
  lead: string;
  /** Made with the form, as `domain.ids` makes them: the same form sent twice adds one note. */
  key: string;
  /** At most 2,000 characters; its lines are kept. */
  body: string;
  staff: By;
}

export type Noted = { status: "added" | "already" | "blank" | "too-long" | "unknown" };

/** Adds a note to a lead. Notes are never changed, so two at once never conflict. */
export async function addNote({ database, clock }: StaffDomain, { lead, key, body, staff }: Note): Promise<Noted> {
  const text = body.replace(/\r\n?/g, "\n").replace(UNSEEN, " ").trim();
  if (text === "") return { status: "blank" };
  if (text.length > LONGEST) return { status: "too-long" };
  if (!/^[\w-]{16,64}$/.test(key)) return { status: "unknown" };
  const [added, known] = await database.write([
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, detail, staff_id, at)
            SELECT :key, id, 'note', :text, :staff, :now FROM leads WHERE id = :lead
            ON CONFLICT (id) DO NOTHING`,
      args: { key, text, staff: staff.id, now: clock(), lead },
    },
    { sql: "SELECT id FROM leads WHERE id = :lead", args: { lead } },
  ]);
  if (added?.rowsAffected === 1) return { status: "added" };
  return { status: known?.rows.length === 1 ? "already" : "unknown" };
}
