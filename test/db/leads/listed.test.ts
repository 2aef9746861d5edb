import { eq, isNotNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { erase } from "#src/assessments/erase.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA, BOB, reported, sitting } from "#test/support/founder-life.ts";
import { listedOn } from "#test/support/fresh/listed.ts";

const isAsked = ({ kind, channel }: typeof deliveries.$inferSelect) => channel === "mail" && kind !== "was-this-you";

describe.each(databases())('an address whose owner said "not you" or complained, in the mode $name', (databases) => {
  const { once } = databases;
  const { on, list, client, asks, rows, mailTo } = listedOn(databases);

  const nothingOf = async (address: string) => {
    expect(await on.database.query.select().from(leads).where(eq(leads.address, address))).toEqual([]);
    for (const table of [attachments, consents, leadEvents, commitments])
      expect(await on.database.query.select().from(table)).toEqual([]);
    expect((await rows()).filter(({ channel }) => channel !== "mail")).toEqual([]);
  };

  once.each(["not-you", "complained"] as const)(
    "is asked once a day whatever is asked for, and becomes no lead: %s",
    async (reason) => {
      await list(reason);
      const { assessment: _, ...all } = await asks();
      for (const ask of Object.values(all)) await ask(ADA.address);
      await on.life.deliver();
      const [first, ...others] = await mailTo(ADA.address);
      expect(others).toEqual([]);
      expect(first?.subject).toContain("Was this you?");
      expect(first?.html).not.toContain(ADA.name);
      await nothingOf(ADA.address);
      expect((await rows()).filter(isAsked).map(({ state, leadId }) => ({ state, leadId }))).toEqual(
        Object.keys(all).map(() => ({ state: "cancelled", leadId: null })),
      );
      expect(JSON.stringify((await rows()).filter(isAsked))).not.toContain(ADA.address);

      on.life.advance(DAY - HOUR);
      await all.call(ADA.address);
      await on.life.deliver();
      expect(await mailTo(ADA.address)).toHaveLength(1);
      on.life.advance(HOUR);
      await all.call(ADA.address);
      await on.life.deliver();
      expect(await mailTo(ADA.address)).toHaveLength(2);
    },
  );

  test("gets the answer that everybody gets, at the first time, the same again and at a limit", async () => {
    await list("not-you");
    for (const kind of ["report", "call", "reminder", "later", "checkIns"] as const) {
      const [listed, other] = [await asks(), await asks()];
      for (let time = 0; time < 2; time += 1)
        expect(await listed[kind](ADA.address), `${kind} ${time}`).toEqual(await other[kind](BOB.address));
    }
    const limits = { ...on.life.app.mailLimits, reportsPerMailboxPerDay: 3 };
    on.life.app.mailLimits = limits;
    const ofBoth = async () => {
      const assessment = await sitting(on.life, "E1");
      const [listed, other] = [await reported(on.life, ADA, assessment), await reported(on.life, BOB, assessment)];
      expect(listed).toEqual(other);
      return listed.status;
    };
    // One report was asked for above.
    expect([await ofBoth(), await ofBoth(), await ofBoth()]).toEqual(["queued", "queued", "refused"]);
  });

  test("is told no other answer while mail is down, nor at the first press once it goes again", async () => {
    const { app } = on.life;
    app.mailLimits = { ...app.mailLimits, reportsPerHour: 99, reportsPerMailboxPerDay: 3, addressesPerAssessment: 5 };
    await list("not-you");
    for (const kind of ["report", "call", "reminder", "later", "checkIns"] as const) {
      // What its mailbox is asked once a day has gone out before.
      for (const one of [ADA, BOB]) await reported(on.life, one, await sitting(on.life, "E1"));
      await on.life.deliver();
      const [listed, other] = [await asks(), await asks()];
      const told: unknown[] = [];
      const press = async () => {
        const [one, another] = [await listed[kind](ADA.address), await other[kind](BOB.address)];
        expect(one, kind).toEqual(another);
        told.push(one);
        on.life.advance(2 * MINUTE);
      };
      for (let time = 0; time < 6; time += 1) await press();
      expect(told.at(-1), kind).not.toMatchObject({ status: "refused" });
      await on.life.deliver();
      on.life.advance(2 * MINUTE);
      for (let time = 0; time < 2; time += 1) {
        await press();
        await on.life.deliver();
      }
      on.life.advance(DAY);
    }
  });

  test("leaves a result as any other address does, to whoever holds its link", async () => {
    const { app } = on.life;
    app.mailLimits = { ...app.mailLimits, addressesPerAssessment: 3 };
    await list("not-you");
    /** Everything that a page or a form of the result tells, after one address was given in one way. */
    const seenAfter = async (address: string, kind: "report" | "call" | "reminder" | "checkIns") => {
      const all = await asks();
      await all[kind](address);
      const { assessment } = all;
      const seen = {
        ...(await besideResult(app, assessment)),
        erased: await erase(app, assessment.reference),
        two: await reported(on.life, { ...ADA, address: "two@firm.example" }, assessment),
        three: await reported(on.life, { ...ADA, address: "three@firm.example" }, assessment),
        four: await reported(on.life, { ...ADA, address: "four@firm.example" }, assessment),
      };
      on.life.advance(DAY);
      await eraseSpent(app);
      await eraseOldLeads(app);
      return { ...seen, aDayLater: await besideResult(app, assessment) };
    };
    for (const kind of ["report", "call", "reminder", "checkIns"] as const) {
      const seen = await seenAfter(ADA.address, kind);
      expect(seen, kind).toEqual(await seenAfter(BOB.address, kind));
      expect(seen).toMatchObject({ attached: true, erased: false, four: { status: "refused", limit: "addresses" } });
    }
  });

  test("asks for the same reminder again as any other does, and has it once at the result", async () => {
    const { app } = on.life;
    app.mailLimits = { ...app.mailLimits, reportsPerHour: 99, reportsPerMailboxPerDay: 9 };
    await list("not-you");
    /** What is answered to a press, another within the minute, another later; to others until the result is full. */
    const toldAt = async (address: string) => {
      let assessment = await sitting(on.life, "E1");
      const told: unknown[] = [];
      const ask = async (condition: string) => {
        const terms = { layer: "integrity" as const, condition, dueAt: app.clock() + 30 * DAY };
        const day = Math.floor(terms.dueAt / DAY) * DAY;
        const request = { assessmentId: assessment.id, terms: { ...terms, dueAt: day }, address, clientHash: client() };
        told.push(
          (await makeWithReminder(app, request)).status,
          (await besideResult(app, assessment)).commitments.made,
        );
        await on.life.deliver();
      };
      for (const wait of [0, MINUTE / 2, 2 * MINUTE, 2 * MINUTE]) {
        on.life.advance(wait);
        await ask("Somebody owns it");
      }
      for (const condition of ["somebody owns it", "B", "C", "D", "E", "Somebody owns it"]) await ask(condition);
      for (const _ of [1, 2, 3]) {
        on.life.advance(2 * MINUTE);
        await ask("Somebody owns it");
      }
      assessment = await sitting(on.life, "E1");
      await ask("Somebody owns it");
      return told;
    };
    const started = app.clock();
    const listed = await toldAt(ADA.address);
    on.life.advance(Math.ceil((app.clock() - started) / DAY) * DAY - (app.clock() - started));
    expect(listed).toEqual(await toldAt(BOB.address));
    const asked = ["made", 1, "already", 1, "already", 1, "already", 1];
    expect(listed.slice(0, 16)).toEqual([...asked, "made", 2, "made", 3, "made", 4, "made", 5]);
    expect(listed.slice(16)).toEqual(["full", 5, ...Array(4).fill(["already", 5]).flat(), "refused", 0]);
  });

  test("tells as little by the tags of its mailbox: each is an address of its own, as where nothing is listed", async () => {
    const { app } = on.life;
    app.mailLimits = { ...app.mailLimits, reportsPerHour: 99, reportsPerMailboxPerDay: 3, addressesPerAssessment: 5 };
    await list("not-you");
    const tags = (address: string) => ["", "+1", "+2", "+3"].map((tag) => address.replace("@", `${tag}@`));
    const told = async (address: string) => {
      const seen: unknown[] = [];
      for (const ask of ["report", "call", "reminder", "later", "checkIns"] as const) {
        const all = await asks();
        for (const tagged of tags(address))
          seen.push(await all[ask](tagged), (await besideResult(app, all.assessment)).commitments);
        for (const other of ["two", "three"])
          seen.push(await reported(on.life, { ...BOB, address: `${other}@firm.example` }, all.assessment));
        on.life.advance(DAY);
      }
      return seen;
    };
    expect(await told(ADA.address)).toEqual(await told("eve@elsewhere.example"));
  });

  test("is forgotten a day later, but for its hash at a result", async () => {
    await list("not-you");
    const { assessment: _, ...all } = await asks();
    for (const ask of Object.values(all)) await ask(ADA.address);
    await on.life.deliver();
    expect(await eraseSpent(on.life.app)).toBe(0);
    on.life.advance(DAY);
    expect(await eraseSpent(on.life.app)).toBe(2);
    const kept = await on.database.query.select().from(deliveries).where(isNotNull(deliveries.mailboxHash));
    expect(kept.map(({ kind }) => kind).toSorted()).toEqual([
      "call",
      "confirm-check-ins",
      "confirm-reminder",
      "report",
    ]);
    expect(JSON.stringify(kept)).not.toContain(ADA.address);
    expect(await mailTo(ADA.address)).toEqual([]);
  });
});
