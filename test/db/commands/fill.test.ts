import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { fill } from "#db/commands/fill.ts";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { funnelDays } from "#db/schema/funnel.ts";
import { attachments, leadStandings, leads } from "#db/schema/leads.ts";
import { readFacts } from "#src/leads/standing/read-facts.ts";
import { standingOf } from "#src/leads/standing/standing.ts";
import { score } from "#src/scoring/score.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { loadSite } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { hashAddress, newId, START } from "#test/support/delivery/outbox.ts";
import { bank, banks } from "#test/support/factories.ts";

const site = loadSite();
const YEAR = 365 * 86_400_000;

// The command's statements are the same everywhere; its many days would take a server long.
const embedded = databases().filter(({ mode }) => mode === "embedded");

describe.each(embedded)("filling, with the database in the mode $name", (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
  });
  afterAll(() => databases.dispose());
  const filled = (count: number, people: number, force = false) =>
    fill({ database, clock: () => START, ids: newId, banks, site }, { count, leads: people, force });

  test("makes as many sittings and leads as asked for, as the product itself would score and rank them", async () => {
    expect(await filled(300, 60)).toMatchObject({ status: "filled" });
    const { query } = database;
    const sittings = await query.select().from(assessments);
    expect(sittings).toHaveLength(300);
    expect(sittings.filter(({ completedAt }) => completedAt !== null)).toHaveLength(180);
    expect(sittings.every(({ startedAt }) => startedAt >= START - YEAR && startedAt <= START)).toBe(true);
    for (const table of [leads, attachments, leadStandings]) expect(await query.$count(table)).toBe(60);

    const given = await query.select().from(answers);
    const firsts = (await query.select().from(results)).filter(({ revision }) => revision === 1);
    expect(firsts).toHaveLength(180);
    for (const { assessmentId, result } of firsts.slice(0, 20)) {
      const own = given.filter((row) => row.assessmentId === assessmentId).map(({ item, option }) => [item, option]);
      const scored = Object.fromEntries(own.filter(([item]) => !item?.startsWith("c_")));
      const context = Object.fromEntries(own.filter(([item]) => item === "c_tool"));
      const again = score(bank, result.instrument, { answers: scored, context, elapsedSeconds: 900 });
      expect(result).toEqual(again);
    }

    const standings = await query.select().from(leadStandings);
    const { settings } = await readSettings({ database, site });
    const facts = await readFacts(
      { database, hashAddress },
      standings.map(({ leadId }) => leadId),
    );
    for (const standing of standings) {
      const own = facts.find(({ lead }) => lead.id === standing.leadId);
      if (!own) throw new Error("A standing has no facts.");
      expect(standing).toMatchObject({ ...standingOf(own, settings.fee, START)?.standing, leadId: own.lead.id });
      const waits = standing.callAskedAt !== null && standing.callAnsweredAt === null;
      expect(standing.rank).toBe((standing.score ?? -1) + (waits ? 1000 : 0));
    }
  });

  test("rolls everything up and leaves nothing of its own behind", async () => {
    await filled(100, 10);
    const days = await database.query.select().from(funnelDays);
    const whole = days.filter(({ source }) => source === "");
    const sum = (name: "starts" | "completions" | "leads") => whole.reduce((all, row) => all + row[name], 0);
    expect([sum("starts"), sum("completions"), sum("leads")]).toEqual([100, 60, 10]);
    const tables = await database.query.values("SELECT name FROM sqlite_schema WHERE name LIKE 'fill%'");
    expect(tables).toEqual([]);
  });

  test("leaves a database alone that holds assessments, unless told otherwise", async () => {
    await filled(10, 2);
    expect(await filled(10, 2)).toEqual({ status: "refused", found: 10 });
    expect(await database.query.$count(assessments)).toBe(10);
    await filled(10, 2, true);
    expect(await database.query.$count(assessments)).toBe(20);
    expect(await database.query.$count(leads)).toBe(4);
    await expect(filled(10, 7, true)).rejects.toThrow(RangeError);
  });
});
