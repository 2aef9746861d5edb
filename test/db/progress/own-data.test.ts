import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Database } from "#db/client/client.ts";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries, type Message } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments, founderSessions } from "#db/schema/progress.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createLoop } from "#src/delivery/loop.ts";
import { mailRules } from "#src/delivery/mail-rules.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { exportOwn } from "#src/progress/own-data/export-own.ts";
import { exportFile, exportJsonSchema } from "#src/progress/own-data/export-schema.ts";
import { readOwnData } from "#src/progress/own-data/read-own-data.ts";
import { startRetake } from "#src/progress/page/start-retake.ts";
import { databases } from "#test/support/database/databases.ts";
import { EXPORTED_COLUMNS } from "#test/support/database/exported-columns.ts";
import { columnsOf, TABLES } from "#test/support/database/tables.ts";
import { clientOf } from "#test/support/factories.ts";
import {
  ADA,
  type Application,
  applicationOn,
  BOB,
  claimed,
  founderLife,
  leadOf,
  reported,
  sitting,
} from "#test/support/founder-life.ts";

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
  let database: Database;
  let life: Application;
  beforeEach(async () => {
    database = await databases.open();
    life = applicationOn(database);
  });
  afterEach(() => life.remove());
  afterAll(() => databases.dispose());

  const exported = async (lead: string) => {
    const file = await exportOwn(life.app, lead);
    if (!file) throw new Error("There is no such lead.");
    return file;
  };
  const consentsOf = () => database.query.select().from(consents).orderBy(consents.purpose, consents.textVersion);
  const eventsOf = async () =>
    (await database.query.select().from(leadEvents)).filter(({ kind }) => kind === "consent-withdrawn");

  test("the file is as its schema says, holds everything of its owner, and nothing of anybody else", async () => {
    const bob = await founderLife(life, BOB);
    const ada = await founderLife(life, ADA);
    const unconfirmed = await sitting(life, "E1");
    await reported(life, ADA, unconfirmed);
    // The same Diagnostic under a second address.
    await reported(life, BOB, ada.diagnostic);
    const file = await exported(ada.lead);
    const text = JSON.stringify(file);
    expect(exportFile.parse(JSON.parse(text))).toEqual(file);
    expect(z.fromJSONSchema(exportJsonSchema() as never).safeParse(JSON.parse(text)).success).toBe(true);
    expect(exportFile.safeParse({ ...file, more: 1 }).success).toBe(false);

    const own = [ada.snapshot.id, ada.diagnostic.id];
    const plans = (await database.query.select().from(fixPlans)).filter(({ leadId }) => leadId === ada.lead);
    const iso = (at: unknown) => new Date(at as number).toISOString();
    const said = (value: unknown, column: string) => {
      if (column.endsWith("At") || column === "at" || column === "keptUntil") return iso(value);
      return typeof value === "string" ? value : JSON.stringify(value);
    };
    const rows: Record<string, Record<string, unknown>[]> = {
      leads: (await database.query.select().from(leads)).filter(({ id }) => id === ada.lead),
      assessments: (await database.query.select().from(assessments)).filter(({ id }) => own.includes(id)),
      answers: (await database.query.select().from(answers)).filter((one) => own.includes(one.assessmentId)),
      results: (await database.query.select().from(results)).filter((one) => own.includes(one.assessmentId)),
      attachments: (await database.query.select().from(attachments)).filter(({ leadId }) => leadId === ada.lead),
      consents: (await consentsOf()).filter(({ leadId }) => leadId === ada.lead),
      commitments: (await database.query.select().from(commitments)).filter(({ leadId }) => leadId === ada.lead),
      fix_plans: plans,
      picked_fixes: (await database.query.select().from(pickedFixes)).filter(({ planId }) => planId === plans[0]?.id),
      deliveries: (await database.query.select().from(deliveries)).filter(
        ({ leadId, recipient, kind }) => (leadId === ada.lead && kind !== "strong-lead") || recipient === ADA.address,
      ),
      founder_sessions: (await database.query.select().from(founderSessions)).filter(
        ({ leadId }) => leadId === ada.lead,
      ),
      lead_events: (await database.query.select().from(leadEvents)).filter(
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
    expect(tool?.prompt).toBe(life.app.banks.newest.context.find(({ id }) => id === "c_tool")?.prompt);
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
    expect(await exportOwn(life.app, "nobody")).toBeNull();
  });

  once("of what may be somebody else's the file names no link and no words", async () => {
    const { app } = life;
    const snapshot = await sitting(life, "E1");
    const diagnostic = await sitting(life, "E2");
    await database.write([
      {
        sql: "UPDATE assessments SET carried_from = :from WHERE id = :id",
        args: { from: snapshot.reference, id: diagnostic.id },
      },
    ]);
    await reported(life, BOB, diagnostic);
    await claimed(life, BOB.address, diagnostic);
    const unproved = await sitting(life, "E2");
    const terms = { layer: "flow" as const, condition: ADA.condition, dueAt: app.clock() + 86_400_000 };
    await makeWithReminder(app, { assessmentId: unproved.id, terms, address: BOB.address, clientHash: clientOf("c") });
    const lead = await leadOf(life, BOB.address);
    const text = JSON.stringify(await exported(lead));
    for (const secret of [snapshot.reference, unproved.reference, ADA.condition]) expect(text).not.toContain(secret);

    await reported(life, BOB, snapshot);
    for (const one of [snapshot, unproved]) await claimed(life, BOB.address, one);
    const proved = await exported(lead);
    const url = (one: { reference: string }) => `https://plumb.example/results/${one.reference}`;
    expect(proved.assessments.map(({ carried_from }) => carried_from)).toContain(url(snapshot));
    expect(proved.commitments).toMatchObject([{ condition: ADA.condition, assessment_url: url(unproved) }]);
  });

  once("an attempt that is not completed is named by the address at which it goes on", async () => {
    await reported(life, ADA, await sitting(life, "E1"));
    const lead = await leadOf(life, ADA.address);
    const retake = { leadId: lead, instrument: "diagnostic" as const, commitmentId: null, startKey: "k".repeat(24) };
    const { reference } = await startRetake(life.app, retake);
    const [own] = (await exported(lead)).assessments;
    expect(own?.url).toBe(`https://plumb.example/diagnostic/${reference}`);
  });

  once("the page counts what goes and what stays", async () => {
    const ada = await founderLife(life, ADA);
    await reported(life, BOB, ada.snapshot);
    await reported(life, ADA, await sitting(life, "E1"));
    const bobs = await sitting(life, "E1");
    for (const person of [BOB, ADA]) await reported(life, person, bobs);
    await claimed(life, ADA.address, bobs);
    const held = await readOwnData(life.app, ada.lead);
    expect(held?.counts).toEqual({ own: 2, shared: 1, unclaimed: 1, commitments: 1, messages: 9, inquiries: 1 });
    expect(await readOwnData(life.app, "nobody")).toBeNull();
  });

  describe("withdrawing a consent", () => {
    once(
      "takes back every version for the purpose, tells webhooks once, and says so in the desk's standing",
      async () => {
        const ada = await founderLife(life, ADA);
        await founderLife(life, BOB);
        const { app } = life;
        const site = { ...app.site, consent: { ...app.site.consent, followUp: { version: "2", text: "New." } } };
        await reported({ ...life, app: { ...app, site } }, ADA, await sitting(life, "E1"));
        await life.deliver();
        const given = (await consentsOf()).filter((one) => one.leadId === ada.lead && one.purpose === "follow-up");
        expect(given.map(({ textVersion }) => textVersion)).toEqual(["1", "2"]);
        const consent = given[0]?.id ?? "";
        const hooks = async () =>
          (await database.query.select().from(deliveries)).filter(
            ({ kind, leadId, state }) => kind === "lead.updated" && leadId === ada.lead && state === "pending",
          );
        expect(await hooks()).toEqual([]);

        for (let times = 0; times < 3; times += 1) {
          expect(await withdrawConsent(app, { lead: ada.lead, consent })).toBe("withdrawn");
          const now = (await consentsOf()).filter(({ withdrawnAt }) => withdrawnAt !== null);
          expect(now.map(({ leadId, purpose, withdrawnAt }) => [leadId, purpose, withdrawnAt])).toEqual([
            [ada.lead, "follow-up", app.clock()],
            [ada.lead, "follow-up", app.clock()],
          ]);
          expect((await eventsOf()).map(({ leadId, detail }) => [leadId, detail])).toEqual([[ada.lead, "follow-up"]]);
          expect(await hooks()).toHaveLength(1);
        }
        const [standing] = await database.query.all<{ outreach: string; score: number | null }>(
          `SELECT outreach, score FROM lead_standings WHERE lead_id = '${ada.lead}'`,
        );
        expect(standing).toEqual({ outreach: "opted-out", score: null });
      },
    );

    once("of reminders stops the commitment and what waits to be sent for it", async () => {
      const ada = await founderLife(life, ADA);
      const bob = await founderLife(life, BOB);
      const state = async (lead: string) =>
        (await database.query.select().from(deliveries))
          .filter((one) => one.leadId === lead && one.kind === "reminder")
          .map((one) => one.state);
      const consent = (await consentsOf()).find((one) => one.leadId === ada.lead && one.purpose === "reminder");
      expect(await state(ada.lead)).toEqual(["pending"]);
      expect(await withdrawConsent(life.app, { lead: ada.lead, consent: consent?.id ?? "" })).toBe("withdrawn");
      expect(await state(ada.lead)).toEqual(["cancelled"]);
      expect(await state(bob.lead)).toEqual(["pending"]);
      const stopped = await database.query.select().from(commitments);
      expect(stopped.map((one) => [one.leadId, one.stoppedAt === null]).toSorted()).toEqual(
        [
          [ada.lead, false],
          [bob.lead, true],
        ].toSorted(),
      );
    });

    once("of the report cancels a report that waits, and leaves the other mails", async () => {
      const one = await sitting(life, "E1");
      await reported(life, ADA, one);
      await claimed(life, ADA.address, one);
      const [consent] = (await consentsOf()).filter(({ purpose }) => purpose === "report");
      const lead = consent?.leadId ?? "";
      expect(await withdrawConsent(life.app, { lead, consent: consent?.id ?? "" })).toBe("withdrawn");
      await life.deliver();
      expect(await database.query.select().from(deliveries)).toMatchObject([{ kind: "report", state: "cancelled" }]);
    });

    once("while the report is being sent keeps it from a second try, until it is asked for anew", async () => {
      const { app } = life;
      const one = await sitting(life, "E1");
      await reported(life, ADA, one);
      const [consent] = (await consentsOf()).filter(({ purpose }) => purpose === "report");
      const sent: string[] = [];
      const channel: Channel<Message> = {
        name: "failing once",
        async send(id) {
          if (sent.push(id) > 1) return { status: "sent", providerId: null };
          await withdrawConsent(app, { lead: consent?.leadId ?? "", consent: consent?.id ?? "" });
          return { status: "again", reason: "503" };
        },
      };
      const rules = mailRules(app);
      const loop = createLoop({ ...app, rules, channel, render: mailRenderer({ ...app, mailFrom: undefined }) });
      await loop.runOnce();
      life.advance(11 * 60_000);
      await loop.runOnce();
      expect(sent).toHaveLength(1);
      const [delivery] = await database.query.select().from(deliveries);
      expect(delivery).toMatchObject({ kind: "report", state: "cancelled", reason: STOPPED });
      await reported(life, ADA, one);
      await loop.runOnce();
      expect(sent).toHaveLength(2);
    });

    once("that belongs to somebody else does nothing", async () => {
      const ada = await founderLife(life, ADA);
      const bob = await founderLife(life, BOB);
      for (const { id } of (await consentsOf()).filter(({ leadId }) => leadId === bob.lead))
        expect(await withdrawConsent(life.app, { lead: ada.lead, consent: id })).toBe("unknown");
      expect((await consentsOf()).every(({ withdrawnAt }) => withdrawnAt === null)).toBe(true);
      expect(await eventsOf()).toEqual([]);
    });
  });
});
