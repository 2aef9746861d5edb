import { eq, isNotNull } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries, suppressions } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { erase } from "#src/assessments/erase.ts";
import { findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { findListed, liftListing } from "#src/leads/capture/lift-listing.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { findSuppression } from "#src/outbox/suppression.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { ADA, type Application, applicationOn, BOB, reported, sitting } from "#test/support/founder-life.ts";

describe.each(databases())('an address whose owner said "not you" or complained, in the mode $name', (databases) => {
  const { once } = databases;
  let database: Database;
  let life: Application;
  beforeEach(async () => {
    database = await databases.open();
    life = applicationOn(database);
    await subscribe(database, ["lead.created", "lead.updated", "lead.erased"]);
  });
  afterEach(() => life.remove());
  afterAll(() => databases.dispose());

  const list = (reason: "not-you" | "complained" | "bounced" | "opted-out", { address } = ADA) =>
    database.query
      .insert(suppressions)
      .values({ addressHash: life.app.hashAddress(address), reason, since: life.app.clock() });
  const client = () => life.app.hashClient("192.0.2.7");
  const rows = () => database.query.select().from(deliveries).orderBy(deliveries.createdAt);
  const mailTo = async (address: string) =>
    (await life.messages()).filter(({ to }) => to?.some((one) => one.address === address));
  /** Everything that a visitor may ask for with an address. */
  const asks = async () => {
    const { app } = life;
    const assessment = await sitting(life, "E1");
    const attempt = await findAttempt(app, (await start(app, { instrument: "diagnostic", attribution: {} })).reference);
    if (!attempt) throw new Error("There is no attempt.");
    const terms = { layer: "integrity" as const, condition: "Somebody owns it", dueAt: app.clock() + 30 * DAY };
    const picks = [{ item: assessment.result.fixes[0]?.item ?? "", dueAt: terms.dueAt }];
    const asked = (address: string) => ({ assessment, address, clientHash: client() });
    return {
      assessment,
      report: (address: string) => reported(life, { ...ADA, address }, assessment),
      call: (address: string) => askForCall(app, { ...asked(address), when: null, phone: ADA.phone }),
      reminder: (address: string) =>
        makeWithReminder(app, { assessmentId: assessment.id, terms, address, clientHash: client() }),
      later: (address: string) => finishLater(app, { attempt, address, clientHash: client() }),
      checkIns: (address: string) => askForCheckIns(app, { ...asked(address), picks }),
    };
  };
  const nothingOf = async (address: string) => {
    expect(await database.query.select().from(leads).where(eq(leads.address, address))).toEqual([]);
    for (const table of [attachments, consents, leadEvents, commitments])
      expect(await database.query.select().from(table)).toEqual([]);
    expect((await rows()).filter(({ channel }) => channel !== "mail")).toEqual([]);
  };

  once.each(["not-you", "complained"] as const)(
    "is asked once a day whatever is asked for, and becomes no lead: %s",
    async (reason) => {
      await list(reason);
      const { assessment: _, ...all } = await asks();
      for (const ask of Object.values(all)) await ask(ADA.address);
      await life.deliver();
      const [first, ...others] = await mailTo(ADA.address);
      expect(others).toEqual([]);
      expect(first?.subject).toContain("Was this you?");
      expect(first?.html).not.toContain(ADA.name);
      await nothingOf(ADA.address);
      expect((await rows()).filter(isAsked).map(({ state, leadId }) => ({ state, leadId }))).toEqual(
        Object.keys(all).map(() => ({ state: "cancelled", leadId: null })),
      );
      expect(JSON.stringify((await rows()).filter(isAsked))).not.toContain(ADA.address);

      life.advance(DAY - HOUR);
      await all.call(ADA.address);
      await life.deliver();
      expect(await mailTo(ADA.address)).toHaveLength(1);
      life.advance(HOUR);
      await all.call(ADA.address);
      await life.deliver();
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
    const limits = { ...life.app.mailLimits, reportsPerMailboxPerDay: 3 };
    life.app.mailLimits = limits;
    const ofBoth = async () => {
      const assessment = await sitting(life, "E1");
      const [listed, other] = [await reported(life, ADA, assessment), await reported(life, BOB, assessment)];
      expect(listed).toEqual(other);
      return listed.status;
    };
    // One report was asked for above.
    expect([await ofBoth(), await ofBoth(), await ofBoth()]).toEqual(["queued", "queued", "refused"]);
  });

  test("is told no other answer while mail is down, nor at the first press once it goes again", async () => {
    const { app } = life;
    app.mailLimits = { ...app.mailLimits, reportsPerHour: 99, reportsPerMailboxPerDay: 3, addressesPerAssessment: 5 };
    await list("not-you");
    for (const kind of ["report", "call", "reminder", "later", "checkIns"] as const) {
      // What its mailbox is asked once a day has gone out before.
      for (const one of [ADA, BOB]) await reported(life, one, await sitting(life, "E1"));
      await life.deliver();
      const [listed, other] = [await asks(), await asks()];
      const told: unknown[] = [];
      const press = async () => {
        const [one, another] = [await listed[kind](ADA.address), await other[kind](BOB.address)];
        expect(one, kind).toEqual(another);
        told.push(one);
        life.advance(2 * MINUTE);
      };
      for (let time = 0; time < 6; time += 1) await press();
      expect(told.at(-1), kind).not.toMatchObject({ status: "refused" });
      await life.deliver();
      life.advance(2 * MINUTE);
      for (let time = 0; time < 2; time += 1) {
        await press();
        await life.deliver();
      }
      life.advance(DAY);
    }
  });

  test("gets what it asks for once the listing is lifted, though the same was asked before and mail is down", async () => {
    await list("not-you");
    const all = await asks();
    await all.later(ADA.address);
    await database.query.delete(suppressions);
    life.advance(2 * MINUTE);
    await all.later(ADA.address);
    await life.deliver();
    expect((await rows()).map(({ kind, state }) => `${kind} ${state}`)).toContain("finish-later sent");
  });

  once("is opened by a POST alone, and only what is asked for afterwards is sent", async () => {
    const { app } = life;
    const assessment = await sitting(life, "E1");
    await reported(life, ADA, assessment);
    await life.deliver();
    const report = (await rows()).find(({ kind }) => kind === "report");
    await detach(app, linkToken(app.sign, "not-you", report?.id ?? ""));
    life.advance(MINUTE);
    await reported(life, ADA, assessment);
    await life.deliver();
    const question = (await rows()).find(({ kind }) => kind === "was-this-you");
    const token = linkToken(app.sign, "was-this-you", question?.id ?? "");
    expect((await mailTo(ADA.address)).map(({ text }) => text?.includes(`/was-this-you/${token}`))).toContain(true);
    // The token of another purpose is nothing here.
    expect(await liftListing(app, linkToken(app.sign, "erase", question?.id ?? ""))).toBe("unknown");
    for (let look = 0; look < 5; look += 1) expect(await findListed(app, token)).toEqual({ address: ADA.address });
    expect(await database.query.$count(suppressions)).toBe(1);

    expect(await liftListing(app, token)).toBe("lifted");
    expect(await liftListing(app, token)).toBe("lifted");
    expect(await database.query.$count(suppressions)).toBe(0);
    await life.deliver();
    expect(await database.query.$count(leads)).toBe(0);
    expect(await reported(life, ADA, assessment)).toEqual({ status: "queued" });
    await life.deliver();
    expect((await rows()).filter(({ kind, state }) => kind === "report" && state === "sent")).toHaveLength(1);
    expect((await rows()).filter(({ kind }) => kind === "lead.created")).toHaveLength(1);
  });

  once("is not opened by a link that is a day old, and not where a bounce or an opt-out listed it", async () => {
    await list("not-you");
    const assessment = await sitting(life, "E1");
    await reported(life, ADA, assessment);
    await life.deliver();
    const question = (await rows()).find(({ kind }) => kind === "was-this-you");
    const token = linkToken(life.app.sign, "was-this-you", question?.id ?? "");
    for (const reason of ["bounced", "opted-out"] as const) {
      await database.query.update(suppressions).set({ reason });
      expect(await liftListing(life.app, token)).toBe("lifted");
      expect(await database.query.$count(suppressions)).toBe(1);
    }
    life.advance(DAY);
    expect(await findListed(life.app, token)).toBe("stale");
    expect(await liftListing(life.app, token)).toBe("stale");
  });

  test("is asked whatever tag a stranger makes up for its mailbox, and opened for all of them at once", async () => {
    const { app } = life;
    const tagged = (tag: string) => ADA.address.replace("@", `+${tag}@`);
    const assessment = await sitting(life, "E1");
    await reported(life, { ...ADA, address: tagged("crm") }, assessment);
    await life.deliver();
    const report = (await rows()).find(({ kind }) => kind === "report");
    await detach(app, linkToken(app.sign, "not-you", report?.id ?? ""));
    for (const address of [ADA.address, tagged("crm"), tagged("other")]) {
      expect((await findSuppression(app, address))?.reason, address).toBe("not-you");
      await reported(life, { ...ADA, address }, await sitting(life, "E1"));
    }
    await life.deliver();
    expect(await database.query.$count(leads)).toBe(0);
    const questions = (await rows()).filter(({ kind }) => kind === "was-this-you");
    expect(questions.map(({ recipient }) => recipient)).toEqual([ADA.address]);
    expect(await liftListing(app, linkToken(app.sign, "was-this-you", questions[0]?.id ?? ""))).toBe("lifted");
    expect(await findSuppression(app, tagged("other"))).toBeNull();
    expect(await findSuppression(app, BOB.address)).toBeNull();
  });

  test("leaves a result as any other address does, to whoever holds its link", async () => {
    const { app } = life;
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
        two: await reported(life, { ...ADA, address: "two@firm.example" }, assessment),
        three: await reported(life, { ...ADA, address: "three@firm.example" }, assessment),
        four: await reported(life, { ...ADA, address: "four@firm.example" }, assessment),
      };
      life.advance(DAY);
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
    const { app } = life;
    app.mailLimits = { ...app.mailLimits, reportsPerHour: 99, reportsPerMailboxPerDay: 9 };
    await list("not-you");
    /** What is answered to a press, another within the minute, another later; to others until the result is full. */
    const toldAt = async (address: string) => {
      let assessment = await sitting(life, "E1");
      const told: unknown[] = [];
      const ask = async (condition: string) => {
        const terms = { layer: "integrity" as const, condition, dueAt: app.clock() + 30 * DAY };
        const day = Math.floor(terms.dueAt / DAY) * DAY;
        const request = { assessmentId: assessment.id, terms: { ...terms, dueAt: day }, address, clientHash: client() };
        told.push(
          (await makeWithReminder(app, request)).status,
          (await besideResult(app, assessment)).commitments.made,
        );
        await life.deliver();
      };
      for (const wait of [0, MINUTE / 2, 2 * MINUTE, 2 * MINUTE]) {
        life.advance(wait);
        await ask("Somebody owns it");
      }
      for (const condition of ["somebody owns it", "B", "C", "D", "E", "Somebody owns it"]) await ask(condition);
      for (const _ of [1, 2, 3]) {
        life.advance(2 * MINUTE);
        await ask("Somebody owns it");
      }
      assessment = await sitting(life, "E1");
      await ask("Somebody owns it");
      return told;
    };
    const started = app.clock();
    const listed = await toldAt(ADA.address);
    life.advance(Math.ceil((app.clock() - started) / DAY) * DAY - (app.clock() - started));
    expect(listed).toEqual(await toldAt(BOB.address));
    const asked = ["made", 1, "already", 1, "already", 1, "already", 1];
    expect(listed.slice(0, 16)).toEqual([...asked, "made", 2, "made", 3, "made", 4, "made", 5]);
    expect(listed.slice(16)).toEqual(["full", 5, ...Array(4).fill(["already", 5]).flat(), "refused", 0]);
  });

  test("tells as little by the tags of its mailbox: each is an address of its own, as where nothing is listed", async () => {
    const { app } = life;
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
          seen.push(await reported(life, { ...BOB, address: `${other}@firm.example` }, all.assessment));
        life.advance(DAY);
      }
      return seen;
    };
    expect(await told(ADA.address)).toEqual(await told("eve@elsewhere.example"));
  });

  once(
    "gives the result back as nobody's once its mailbox has lifted the listing, or as long after as a lead is kept",
    async () => {
      const { app } = life;
      await list("not-you");
      const [lifted, left] = [await sitting(life, "E1"), await sitting(life, "E1")];
      await reported(life, ADA, lifted);
      await life.deliver();
      const question = (await rows()).find(({ kind }) => kind === "was-this-you");
      await liftListing(app, linkToken(app.sign, "was-this-you", question?.id ?? ""));
      expect((await besideResult(app, lifted)).attached).toBe(false);
      expect(await erase(app, lifted.reference)).toBe(true);

      await list("not-you");
      await reported(life, ADA, left);
      life.advance(700 * DAY);
      await eraseOldLeads(app);
      expect((await besideResult(app, left)).attached).toBe(true);
      life.advance(60 * DAY);
      await eraseOldLeads(app);
      expect((await besideResult(app, left)).attached).toBe(false);
    },
  );

  test("is forgotten a day later, but for its hash at a result", async () => {
    await list("not-you");
    const { assessment: _, ...all } = await asks();
    for (const ask of Object.values(all)) await ask(ADA.address);
    await life.deliver();
    expect(await eraseSpent(life.app)).toBe(0);
    life.advance(DAY);
    expect(await eraseSpent(life.app)).toBe(2);
    const kept = await database.query.select().from(deliveries).where(isNotNull(deliveries.mailboxHash));
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

const isAsked = ({ kind, channel }: typeof deliveries.$inferSelect) => channel === "mail" && kind !== "was-this-you";
