import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { readSamples, type SeedDomain, seed } from "#db/commands/seed.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leadStandings, leads } from "#db/schema/leads.ts";
import { mailboxOf } from "#src/address.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { bank, banks } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";

const SECRET = "a secret that the server has too, long enough";
const samples = readSamples();
const revised = samples.filter(({ sizing }) => Object.keys(sizing).length > 0).length;

/** What the method says of the samples: its section 13 for the first five, its formulas for the others. */
const EXPECTED: Record<
  string,
  { verdict: string; overall: number; dominant: string | null; range?: [number, number] }
> = {
  "a solo consultant": { verdict: "NO_SYSTEM", overall: 9, dominant: "integrity" },
  "an 18-person software firm": {
    verdict: "SCENARIO_A",
    overall: 27,
    dominant: "integrity",
    range: [52_000, 150_000],
  },
  "an agency with a written process": {
    verdict: "SCENARIO_B",
    overall: 55,
    dominant: "visibility",
    range: [39_000, 110_000],
  },
  "a boutique that runs on a sheet": { verdict: "FUNCTIONING", overall: 73, dominant: "resilience" },
  "a firm with a new chief operating officer": { verdict: "SCENARIO_A", overall: 23, dominant: "visibility" },
  "a firm whose sales lead is new": { verdict: "SCENARIO_B", overall: 38, dominant: "integrity" },
  "a distributor that seldom looks back": { verdict: "PARTIAL", overall: 56, dominant: "learning" },
  "a studio that kept it simple": { verdict: "FUNCTIONING", overall: 89, dominant: null },
  "a workshop with rules on paper": { verdict: "PROCESS_NO_TOOL", overall: 52, dominant: "visibility" },
};

describe.each(databases())("the demonstration data, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let domain: SeedDomain;
  beforeEach(async () => {
    database = await databases.open();
    domain = leadDomainOn(database, () => START);
  });
  afterAll(() => databases.dispose());

  const seeded = async () => {
    const outcome = await seed(domain, samples);
    if (outcome.status !== "seeded") throw new Error("The database was not empty.");
    return outcome;
  };

  /** Runs the command as a person would, against the database opened last. */
  const command = (...options: string[]) => {
    const mailbox = mkdtempSync(join(tmpdir(), "plumbline-seed-"));
    onTestFinished(() => rmSync(mailbox, { recursive: true, force: true }));
    const env = {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: databases.url,
      MAILBOX_DIR: mailbox,
      PUBLIC_URL: "https://plumb.example",
      SECRET,
    };
    return new Promise<{ code: number; out: string; told: string; mails: string[] }>((resolve) => {
      execFile(process.execPath, ["db/commands/seed.ts", ...options], { cwd: ROOT, env }, (error, out, told) =>
        resolve({ code: error ? Number(error.code) : 0, out, told, mails: readdirSync(mailbox) }),
      );
    });
  };

  // A process of its own opens either database by the same code, and takes seconds to start.
  const commandTest = test.skipIf(databases.name !== "embedded file");

  test("are the samples of content/samples, each with the result that the method gives it", async () => {
    const { results: made } = await seeded();
    expect(made.map(({ firm }) => firm)).toEqual(samples.map(({ firm }) => firm));
    const byFirm = new Map(made.map(({ firm, reference }) => [firm.replace("Example: ", ""), reference]));
    for (const [firm, { verdict, overall, dominant, range }] of Object.entries(EXPECTED)) {
      const found = await findAssessment({ database, banks }, byFirm.get(firm) ?? "");
      expect(found?.result).toMatchObject({ verdict, overall, dominant, hasty: false });
      if (range) expect(found?.result.money?.recoverable).toEqual(range);
    }
    expect(await database.query.$count(results)).toBe(samples.length + revised);
  });

  test("keep beside each result the answers that it was scored from", async () => {
    for (const { reference } of (await seeded()).results) {
      const first = await findAssessment({ database, banks }, reference, 1);
      const { scored = {}, context, instrument = "snapshot" } = first ?? {};
      expect(first?.result).toEqual(score(bank, instrument, { answers: scored, context }));
    }
  });

  once("lie in the last 60 days, the newest within the last hour", async () => {
    await seeded();
    const rows = await database.query.select().from(assessments).orderBy(assessments.startedAt);
    expect(rows[0]?.startedAt).toBe(START - 60 * DAY);
    for (const { startedAt, completedAt } of rows) {
      expect(completedAt).toBeGreaterThan(startedAt);
      expect(completedAt).toBeLessThanOrEqual(START);
    }
    expect(rows.at(-1)?.startedAt).toBe(START - DAY / 24);
    expect(new Set(rows.map(({ startedAt }) => startedAt)).size).toBe(samples.length);
  });

  once(
    "have readers of every kind: may be contacted, report only, anonymous, and one who asks for a call",
    async () => {
      expect((await seeded()).leads).toBe(7);
      const standing = await database.query.select().from(leadStandings);
      expect(standing.map(({ outreach }) => outreach).toSorted()).toEqual([
        ...Array(4).fill("allowed"),
        ...Array(3).fill("report-only"),
      ]);
      expect(standing.filter(({ callAskedAt }) => callAskedAt !== null)).toHaveLength(1);
      expect(await database.query.$count(attachments)).toBe(7);
      for (const { address } of await database.query.select().from(leads)) expect(address).toMatch(/@example\.com$/);
      const waiting = await database.query.select().from(deliveries).where(eq(deliveries.state, "pending"));
      expect(waiting.filter(({ kind }) => kind === "report")).toHaveLength(6);
      expect(waiting.filter(({ kind }) => kind === "call")).toHaveLength(1);
    },
  );

  once("are not put into a database that holds an assessment, unless they are asked for again", async () => {
    await seeded();
    expect(await seed(domain, samples)).toEqual({ status: "refused", found: samples.length });
    expect(await database.query.$count(assessments)).toBe(samples.length);
    expect(await seed(domain, samples, true)).toMatchObject({ status: "seeded" });
    expect(await database.query.$count(assessments)).toBe(2 * samples.length);
    expect(await database.query.$count(results)).toBe(2 * (samples.length + revised));
  });

  commandTest("come with their links from the command, which sends no mail", async () => {
    const { code, out, told, mails } = await command();
    expect({ code, told }).toEqual({ code: 0, told: "" });
    const rows = await database.query.select().from(assessments);
    expect(rows).toHaveLength(samples.length);
    for (const { reference } of rows) expect(out).toContain(`https://plumb.example/results/${reference}`);
    for (const { firm } of samples) expect(out).toContain(firm);
    expect(mails).toEqual([]);
    const keyed = createHmac("sha256", SECRET);
    const [{ address, mailboxHash } = { address: "", mailboxHash: "" }] = await database.query
      .select({ address: leads.address, mailboxHash: deliveries.mailboxHash })
      .from(deliveries)
      .innerJoin(leads, eq(leads.id, deliveries.leadId))
      .where(eq(deliveries.kind, "report"));
    expect(mailboxHash).toBe(keyed.update(`address/${mailboxOf(address)}`).digest("base64url"));
    expect(await database.query.$count(deliveries, eq(deliveries.attempts, 0))).toBeGreaterThanOrEqual(7);
  });

  commandTest("are refused by the command in a sentence that says how to add them all the same", async () => {
    await seeded();
    const refused = await command();
    expect(refused.code).toBe(1);
    expect(refused.told).toMatch(/already holds \d+ assessments; nothing was changed\.[\s\S]*--again/);
    expect((await command("--again")).code).toBe(0);
    expect(await database.query.$count(assessments)).toBe(2 * samples.length);
    expect((await command("--twice")).code).toBe(2);
  });
});
