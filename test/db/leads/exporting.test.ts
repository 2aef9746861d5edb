import { parse } from "csv-parse/sync";
import { like } from "drizzle-orm";
import { describe, expect } from "vitest";
import { staffEvents } from "#db/schema/staff.ts";
import type { CsvProfile } from "#src/leads/desk/csv-profiles.ts";
import { exportLeads } from "#src/leads/desk/export-leads.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";
import { databases } from "#test/support/database/databases.ts";
import { newId, START } from "#test/support/delivery/outbox.ts";
import { banks } from "#test/support/factories.ts";
import { inboxOn, looking } from "#test/support/fresh/inbox.ts";
import { words } from "#test/support/words.ts";

describe.each(databases())("exporting the inbox, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, add, addMany } = inboxOn(databases);

  /** The rows of a file, by the names of its columns. */
  const exported = async (profile: CsvProfile, address: string): Promise<Record<string, string>[]> => {
    const { query } = readInbox(new URLSearchParams(address));
    const domain = { database: on.database, clock: () => START, ids: newId, banks, words };
    const stream = await exportLeads({ ...domain, publicUrl: "https://plumb.example" }, { profile, query, looking });
    return parse(await new Response(stream).text(), { columns: true, bom: true });
  };

  once("exports every lead under the filters once, in chunks, and writes one line into the audit trail", async () => {
    await addMany(1_100, (place) => ({
      score: place % 90,
      status: place < 1_050 ? "contacted" : "new",
      name: `=cmd ${place}`,
    }));
    const rows = await exported("plain", "status=contacted&sort=need&q=cmd");
    expect(new Set(rows.map(({ Id }) => Id)).size).toBe(1_050);
    expect(rows[0]).toMatchObject({ utm_source: "letter", gclid: "g-1", Consent: "allowed", Status: "contacted" });
    expect(rows.every((row) => row["Verdict settled"] === "yes")).toBe(true);
    expect(rows.every(({ Name }) => Name?.startsWith("'=cmd"))).toBe(true);
    const events = await on.database.query.select().from(staffEvents).where(like(staffEvents.detail, "plain%"));
    expect(events).toMatchObject([
      { staffId: "ann", kind: "leads-exported", detail: "plain: a search status=contacted", at: START },
    ]);
  });

  once(
    "a file for a CRM ends, however many in a row may not be contacted, and holds those before and after",
    async () => {
      await addMany(1_600, () => ({ outreach: "report-only" }));
      expect(await exported("hubspot", "outreach=report-only")).toEqual([]);
      await add("a-first", { address: "first@firm.test" });
      await add("z-last", { address: "last@firm.test" });
      const rows = await exported("hubspot", "");
      expect(rows.map((row) => row.Email)).toEqual(["first@firm.test", "last@firm.test"]);
      expect(await exported("plain", "")).toHaveLength(1_602);
    },
  );
});
