import { parse } from "csv-parse/sync";
import { like } from "drizzle-orm";
import { describe, expect } from "vitest";
import { staffEvents } from "#db/schema/staff.ts";
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

  once("exports every lead under the filters once, in chunks, and writes one line into the audit trail", async () => {
    await addMany(1_100, (place) => ({
      score: place % 90,
      status: place < 1_050 ? "contacted" : "new",
      name: `=cmd ${place}`,
    }));
    const { query } = readInbox(new URLSearchParams("status=contacted&sort=need&q=cmd"));
    const domain = {
      database: on.database,
      clock: () => START,
      ids: newId,
      banks,
      words,
      publicUrl: "https://plumb.example",
    };
    const stream = await exportLeads(domain, { profile: "plain", query, looking });
    const rows: Record<string, string>[] = parse(await new Response(stream).text(), { columns: true, bom: true });
    expect(new Set(rows.map(({ Id }) => Id)).size).toBe(1_050);
    expect(rows[0]).toMatchObject({ utm_source: "letter", gclid: "g-1", Consent: "allowed", Status: "contacted" });
    expect(rows.every((row) => row["Verdict settled"] === "yes")).toBe(true);
    expect(rows.every(({ Name }) => Name?.startsWith("'=cmd"))).toBe(true);
    await add("mailed", { outreach: "report-only" });
    const forCrm = await exportLeads(domain, {
      ...{ profile: "hubspot", looking, query: readInbox(new URLSearchParams("outreach=report-only")).query },
    });
    expect(parse(await new Response(forCrm).text(), { columns: true })).toEqual([]);
    const events = await on.database.query.select().from(staffEvents).where(like(staffEvents.detail, "plain%"));
    expect(events).toMatchObject([
      { staffId: "ann", kind: "leads-exported", detail: "plain: a search status=contacted", at: START },
    ]);
  });
});
