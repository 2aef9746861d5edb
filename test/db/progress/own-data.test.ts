import { describe, expect, test } from "vitest";
import { z } from "zod";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments, founderSessions } from "#db/schema/progress.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { exportOwn } from "#src/progress/own-data/export-own.ts";
import { exportFile, exportJsonSchema } from "#src/progress/own-data/export-schema.ts";
import { readOwnData } from "#src/progress/own-data/read-own-data.ts";
import { databases } from "#test/support/database/databases.ts";
import { EXPORTED_COLUMNS } from "#test/support/database/exported-columns.ts";
import { columnsOf, TABLES } from "#test/support/database/tables.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, BOB, claimed, founderLife, leadOf, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "#test/support/fresh/life.ts";
import { startedRetake } from "#test/support/sittings.ts";

test("every table and column of the schema is exported, or left out with a reason", () => {
  expect(TABLES.size).toBeGreaterThan(30);
  expect(Object.keys(EXPORTED_COLUMNS).toSorted()).toEqual([...TABLES.keys()].toSorted());
  for (const [name, table] of TABLES) {
    const decided = EXPORTED_COLUMNS[name] ?? {};
    if (!("every" in decided)) expect([name, ...Object.keys(decided)]).toEqual([name, ...columnsOf(table)]);
  }
});

describe.each(databases())("one's own data, in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = lifeOn(databases);

  const exported = async (lead: string) => {
    const file = await exportOwn(on.life.app, lead);
    if (!file) throw new Error("There is no such lead.");
    return file;
  };
  const consentsOf = () => on.database.query.select().from(consents).orderBy(consents.purpose, consents.textVersion);

  test("the file is as its schema says, holds everything of its owner, and nothing of anybody else", async () => {
    const bob = await founderLife(on.life, BOB);
    const ada = await founderLife(on.life, ADA);
    const unconfirmed = await sitting(on.life, "E1");
    await reported(on.life, ADA, unconfirmed);
    // The same Diagnostic under a second address.
    await reported(on.life, BOB, ada.diagnostic);
    const file = await exported(ada.lead);
    const text = JSON.stringify(file);
    expect(exportFile.parse(JSON.parse(text))).toEqual(file);
    expect(z.fromJSONSchema(exportJsonSchema() as never).safeParse(JSON.parse(text)).success).toBe(true);
    expect(exportFile.safeParse({ ...file, more: 1 }).success).toBe(false);

    const own = [ada.snapshot.id, ada.diagnostic.id];
    const plans = (await on.database.query.select().from(fixPlans)).filter(({ leadId }) => leadId === ada.lead);
    const iso = (at: unknown) => new Date(at as number).toISOString();
    const said = (value: unknown, column: string) => {
      if (column.endsWith("At") || column === "at" || column === "keptUntil") return iso(value);
      return typeof value === "string" ? value : JSON.stringify(value);
    };
    const rows: Record<string, Record<string, unknown>[]> = {
      leads: (await on.database.query.select().from(leads)).filter(({ id }) => id === ada.lead),
      assessments: (await on.database.query.select().from(assessments)).filter(({ id }) => own.includes(id)),
      answers: (await on.database.query.select().from(answers)).filter((one) => own.includes(one.assessmentId)),
      results: (await on.database.query.select().from(results)).filter((one) => own.includes(one.assessmentId)),
      attachments: (await on.database.query.select().from(attachments)).filter(({ leadId }) => leadId === ada.lead),
      consents: (await consentsOf()).filter(({ leadId }) => leadId === ada.lead),
      commitments: (await on.database.query.select().from(commitments)).filter(({ leadId }) => leadId === ada.lead),
      fix_plans: plans,
      picked_fixes: (await on.database.query.select().from(pickedFixes)).filter(
        ({ planId }) => planId === plans[0]?.id,
      ),
      deliveries: (await on.database.query.select().from(deliveries)).filter(
        ({ leadId, recipient, kind }) => (leadId === ada.lead && kind !== "strong-lead") || recipient === ADA.address,
      ),
      founder_sessions: (await on.database.query.select().from(founderSessions)).filter(
        ({ leadId }) => leadId === ada.lead,
      ),
      lead_events: (await on.database.query.select().from(leadEvents)).filter(
        ({ leadId, staffId }) => leadId === ada.lead && staffId === null,
      ),
    };
    for (const [table, some] of Object.entries(rows)) {
      expect(some.length, table).toBeGreaterThan(0);
      const columns = Object.entries(EXPORTED_COLUMNS[table] ?? {}).filter(([, what]) => what === "exported");
      expect(columns.length, table).toBeGreaterThan(1);
      for (const row of some)
        for (const [column] of columns) {
          const value = row[column];
          if (value === null || value === undefined) continue;
          const found = typeof value === "object" ? JSON.stringify(value) : said(value, column);
          expect(text.includes(JSON.stringify(found).slice(1, -1)) || text.includes(found), `${table}.${column}`).toBe(
            true,
          );
        }
    }

    expect(file.mailbox).toMatchObject({ address: ADA.address, name: ADA.name, firm: ADA.firm, phone: ADA.phone });
    expect(file.assessments.map(({ instrument, revisions }) => [instrument, revisions.length])).toEqual([
      ["snapshot", 1],
      ["diagnostic", 1],
    ]);
    const tool = file.assessments[0]?.answers.find(({ item }) => item === "c_tool");
    expect(tool?.prompt).toBe(on.life.app.banks.newest.context.find(({ id }) => id === "c_tool")?.prompt);
    expect(file.assessments[1]?.seats?.others).toBe(1);
    expect(file.unclaimed).toEqual([
      { instrument: "snapshot", completed_at: iso(unconfirmed.completedAt), attached_at: iso(unconfirmed.completedAt) },
    ]);
    expect(file.commitments).toMatchObject([{ condition: ADA.condition, layer: "integrity", reminded: true }]);
    expect(new Set(file.messages.map(({ kind }) => kind))).toEqual(
      new Set([
        "finish-later",
        "report",
        "call",
        "confirm-reminder",
        "reminder",
        "confirm-check-ins",
        "check-in",
        "sign-in",
        "lead.created",
        "lead.updated",
      ]),
    );
    expect(file.events.map(({ kind }) => kind)).toContain("signed-in");
    expect(file.inquiries).toMatchObject([{ name: ADA.name, message: ADA.asked }]);

    const strange = [...Object.values(BOB), bob.snapshot.reference, bob.diagnostic.reference, bob.attempt, bob.seat];
    const hidden = [ADA.note, ada.seat, unconfirmed.reference, "strong-lead", "grade", "staff"];
    const links = [`/progress/sign-in/`, "/not-you/", "/unsubscribe/"];
    for (const secret of [...strange, ...hidden, ...links]) {
      const place = text.replace(JSON.stringify(file.about), "").indexOf(secret);
      expect(place, `${secret} in ${text.slice(place - 40, place + 40)}`).toBe(-1);
    }
    expect(await exportOwn(on.life.app, "nobody")).toBeNull();
  });

  once("of what may be somebody else's the file names no link and no words", async () => {
    const { app } = on.life;
    const snapshot = await sitting(on.life, "E1");
    const diagnostic = await sitting(on.life, "E2");
    await on.database.write([
      {
        sql: "UPDATE assessments SET carried_from = :from WHERE id = :id",
        args: { from: snapshot.reference, id: diagnostic.id },
      },
    ]);
    await reported(on.life, BOB, diagnostic);
    await claimed(on.life, BOB.address, diagnostic);
    const unproved = await sitting(on.life, "E2");
    const terms = { layer: "flow" as const, condition: ADA.condition, dueAt: app.clock() + 86_400_000 };
    await makeWithReminder(app, { assessmentId: unproved.id, terms, address: BOB.address, clientHash: clientOf("c") });
    const lead = await leadOf(on.life, BOB.address);
    const text = JSON.stringify(await exported(lead));
    for (const secret of [snapshot.reference, unproved.reference, ADA.condition]) expect(text).not.toContain(secret);

    await reported(on.life, BOB, snapshot);
    for (const one of [snapshot, unproved]) await claimed(on.life, BOB.address, one);
    const proved = await exported(lead);
    const url = (one: { reference: string }) => `https://plumb.example/results/${one.reference}`;
    expect(proved.assessments.map(({ carried_from }) => carried_from)).toContain(url(snapshot));
    expect(proved.commitments).toMatchObject([{ condition: ADA.condition, assessment_url: url(unproved) }]);
  });

  once("an attempt that is not completed is named by the address at which it goes on", async () => {
    await reported(on.life, ADA, await sitting(on.life, "E1"));
    const lead = await leadOf(on.life, ADA.address);
    const retake = { leadId: lead, instrument: "diagnostic" as const, commitmentId: null, startKey: "k".repeat(24) };
    const reference = await startedRetake(on.life.app, retake);
    const [own] = (await exported(lead)).assessments;
    expect(own?.url).toBe(`https://plumb.example/diagnostic/${reference}`);
  });

  once("the page counts what goes and what stays", async () => {
    const ada = await founderLife(on.life, ADA);
    await reported(on.life, BOB, ada.snapshot);
    await reported(on.life, ADA, await sitting(on.life, "E1"));
    const bobs = await sitting(on.life, "E1");
    for (const person of [BOB, ADA]) await reported(on.life, person, bobs);
    await claimed(on.life, ADA.address, bobs);
    const held = await readOwnData(on.life.app, ada.lead);
    expect(held?.counts).toEqual({ own: 2, shared: 1, unclaimed: 1, commitments: 1, messages: 9, inquiries: 1 });
    expect(await readOwnData(on.life.app, "nobody")).toBeNull();
  });
});
