import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { type leadStandings, leads } from "#db/schema/leads.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";
import { listLeads } from "#src/leads/desk/list-leads.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { addStaff } from "#test/support/database/desk.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { snapshotAt } from "#test/support/scored.ts";

type Standing = typeof leadStandings.$inferInsert;
type Wanted = Partial<Standing> & { name?: string; firm?: string; address?: string };

/** Who looks, and when. */
export const looking = { staffId: "ann", now: START };

/** Leads that stand as wanted, on one database that holds none when a test begins. */
export function inboxOn(databases: TestDatabases) {
  const on = {} as { database: Database };
  let made = 0;
  beforeAll(async () => {
    on.database = await databases.open();
    await addStaff(on.database, { id: "ann", name: "Ann Archer" });
    await on.database.query.insert(assessments).values({
      ...{ id: 1, reference: "r", instrument: "snapshot", bankVersion: "1.0.0", modelVersion: "1.0.0" },
      ...{ attribution: { utm_source: "letter", gclid: "g-1" }, startedAt: 0, keptUntil: 0 },
    });
    const result = snapshotAt(50, 50, 50, 50, 50);
    await on.database.query
      .insert(results)
      .values({ assessmentId: 1, revision: 1, sizing: {}, currency: "GBP", result, scoredAt: 0 });
  });
  beforeEach(async () => {
    await on.database.query.delete(leads);
  });
  afterAll(() => databases.dispose());

  /** A lead that stands as wanted; its score follows from its grade where none is given. */
  const statements = (id: string, { name, firm, address, ...wanted }: Wanted = {}) => {
    made += 1;
    const outreach = wanted.outreach ?? "allowed";
    const score = outreach === "allowed" ? (wanted.score ?? 40) : null;
    const part = <T>(value: T | undefined, usual: T) => (score === null ? null : (value ?? usual));
    const values = {
      ...{ lead_id: id, assessment_id: 1, instrument: "snapshot", overall: 30, outreach, score },
      ...{ verdict: wanted.verdict ?? "PARTIAL", dominant: wanted.dominant ?? "flow", clarity: "clear" },
      ...{ source: wanted.source ?? "direct", status: wanted.status ?? "new", owner_id: wanted.ownerId ?? null },
      ...{ need: part(wanted.need, 50), fit: part(wanted.fit, 50), intent: part(wanted.intent, 50) },
      ...{ grade: part(wanted.grade, "C"), signals: "[]", scored_as_of: START },
      ...{
        rank: wanted.rank ?? score ?? -1,
        last_signal_at: wanted.lastSignalAt ?? START,
        call_asked_at: wanted.callAskedAt ?? null,
      },
    };
    const columns = Object.keys(values);
    return [
      {
        sql: `INSERT INTO leads (id, address, name, firm, created_at) VALUES (:id, :address, :name, :firm, :at)`,
        args: { id, address: address ?? `${id}-${made}@firm.test`, name: name ?? null, firm: firm ?? null, at: START },
      },
      {
        sql: `INSERT INTO lead_standings (${columns.join(", ")}) VALUES (${columns.map((name) => `:${name}`).join(", ")})`,
        args: values,
      },
    ];
  };
  const add = (id: string, wanted?: Wanted) => on.database.write(statements(id, wanted));
  const addMany = (count: number, wanted: (place: number) => Wanted) =>
    on.database.write(Array.from({ length: count }, (_, place) => statements(`lead-${place}`, wanted(place))).flat());
  const list = (address: string) =>
    listLeads({ database: on.database }, readInbox(new URLSearchParams(address)).query, looking);
  const idsOf = async (address: string) => (await list(address)).rows.map(({ standing }) => standing.leadId);
  return { on, add, addMany, list, idsOf };
}
