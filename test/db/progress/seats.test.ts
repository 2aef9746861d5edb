import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { answers, assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { seatAnswers, seatInvites, seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { erase, eraseExpired } from "#src/assessments/erase.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import type { SeatScope } from "#src/names/progress.ts";
import { answerSeat } from "#src/progress/seats/answer-seat.ts";
import { closeInvite } from "#src/progress/seats/close-invite.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { findInvite } from "#src/progress/seats/find-invite.ts";
import { freeSeat } from "#src/progress/seats/free-seat.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { readSeat, seatOf, seatsBeside } from "#src/progress/seats/read-seats.ts";
import { type TakenSeat, takeSeat } from "#src/progress/seats/take-seat.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { type Answers, asked, bank, EXAMPLES, noMailbox } from "#test/support/factories.ts";
import { completeSitting, finishSitting } from "#test/support/sittings.ts";

const DEFINE = defineItems(bank).map(({ id }) => id);

describe.each(databases())("seats, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: Domain;
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    domain = domainOn(database, () => now);
  });
  afterAll(() => databases.dispose());

  const erasing = () => ({ ...domain, ...noMailbox });
  const fillIn = (reference: string, given: Answers) => finishSitting(domain, reference, { c_tool: "crm", ...given });
  const completed = (example: "E1" | "E2" = "E2") => completeSitting(domain, example);
  const beside = async ({ id }: { id: number }) => seatsBeside(domain, id);
  const invited = async () => {
    const founder = await completed();
    await openInvite(domain, founder.reference);
    const { invite } = await beside(founder);
    if (!invite) throw new Error("There is no invite link.");
    return { founder, invite };
  };
  const take = async (invite: string, scope: SeatScope = "define", startKey?: string): Promise<TakenSeat> => {
    const taken = await takeSeat(domain, { invite, scope, startKey });
    if (taken.status !== "taken") throw new Error(`The seat was not taken: ${taken.status}.`);
    return taken;
  };
  const stateOf = async (invite: string) => (await findInvite(domain, invite))?.state;
  const answerAll = async (seat: string, option = "b", items: readonly string[] = DEFINE) => {
    for (const item of items) await answerSeat(domain, seat, { item, option });
  };
  const numbers = async () => (await database.query.select().from(seats)).map(({ number }) => number).toSorted();

  describe("the invite link", () => {
    test("is made once, under a reference that leads to no result, and making it again changes nothing", async () => {
      const { founder, invite } = await invited();
      expect(invite).toMatch(/^[\w-]{22,}$/);
      expect(await findAssessment(domain, invite)).toBeNull();
      await Promise.all(Array.from({ length: 10 }, () => openInvite(domain, founder.reference)));
      expect((await beside(founder)).invite).toBe(invite);
      expect(await stateOf(invite)).toBe("open");
    });

    once("is not made for a Snapshot, an unfinished Diagnostic or an unknown reference", async () => {
      await openInvite(domain, (await completed("E1")).reference);
      await openInvite(domain, (await start(domain, { instrument: "diagnostic", attribution: {} })).reference);
      await openInvite(domain, "nobody");
      expect(await database.query.select().from(seatInvites)).toEqual([]);
      expect(await findInvite(domain, "nobody")).toBeNull();
    });

    once("asks what its inviter was asked, though a newer version is asked of everybody else", async () => {
      const { founder, invite } = await invited();
      await database.query.update(assessments).set({ bankVersion: "1.0.0" }).where(eq(assessments.id, founder.id));
      expect(await findInvite(domain, invite)).toEqual({ state: "open", bankVersion: "1.0.0" });
      const { attempt } = await take(invite, "whole");
      expect(attempt).not.toBeNull();
      const versions = await database.query.select({ version: assessments.bankVersion }).from(assessments);
      expect(versions).toEqual([{ version: "1.0.0" }, { version: "1.0.0" }]);
    });

    once("once closed takes nobody, keeps who has a seat, and a new one has another address", async () => {
      const { founder, invite } = await invited();
      const { seat } = await take(invite);
      await closeInvite(domain, founder.reference);
      expect(await stateOf(invite)).toBe("closed");
      expect(await takeSeat(domain, { invite, scope: "define" })).toEqual({ status: "closed" });
      expect(await takeSeat(domain, { invite, scope: "whole" })).toEqual({ status: "closed" });
      expect(await database.query.$count(assessments)).toBe(1);
      expect(await readSeat(domain, seat)).toMatchObject({ number: 2, done: false });
      expect(await beside(founder)).toMatchObject({ invite: null, others: [{ number: 2, done: false }] });

      await openInvite(domain, founder.reference);
      const again = (await beside(founder)).invite ?? "";
      expect(again).not.toBe(invite);
      expect(await findInvite(domain, invite)).toBeNull();
      expect((await takeSeat(domain, { invite, scope: "define" })).status).toBe("unknown");
      expect((await take(again)).status).toBe("taken");
    });
  });

  describe("taking a seat", () => {
    once("gives the next number, the founder's being 1", async () => {
      const { founder, invite } = await invited();
      await take(invite);
      await take(invite, "whole");
      await take(invite);
      expect((await beside(founder)).others.map(({ number }) => number)).toEqual([2, 3, 4]);
    });

    once("twice by one form takes one seat; the other button of the same form takes another", async () => {
      const { invite } = await invited();
      const first = await take(invite, "define", "form-1");
      expect(await take(invite, "define", "form-1")).toEqual(first);
      const whole = await take(invite, "whole", "form-1");
      expect(await take(invite, "whole", "form-1")).toEqual(whole);
      expect(await numbers()).toEqual([2, 3]);
      expect(await database.query.$count(assessments)).toBe(2);
    });

    test("at once from two processes with one form takes one seat and starts one attempt", async () => {
      const { invite } = await invited();
      const other = { ...domain, database: databases.openAgain() };
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, place) =>
          takeSeat(place % 2 ? other : domain, { invite, scope: "whole", startKey: "form" }),
        ),
      );
      expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(await numbers()).toEqual([2]);
      expect(await database.query.$count(assessments)).toBe(2);
    });

    test("twenty at once from two processes get seven seats, each its own number; the rest are told that all are taken", async () => {
      const { invite } = await invited();
      const other = { ...domain, database: databases.openAgain() };
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, place) =>
          takeSeat(place % 2 ? other : domain, { invite, scope: place % 3 ? "define" : "whole" }),
        ),
      );
      expect(await numbers()).toEqual([2, 3, 4, 5, 6, 7, 8]);
      expect(all.filter(({ status }) => status === "taken")).toHaveLength(7);
      expect(all.filter(({ status }) => status === "full")).toHaveLength(13);
      expect(await stateOf(invite)).toBe("full");
      const whole = all.filter((one) => one.status === "taken" && one.attempt !== null);
      expect(await database.query.$count(assessments)).toBe(1 + whole.length);
    });

    test("frees a seat whose Diagnostic was erased, and one that was left unfinished for thirty days", async () => {
      const { founder, invite } = await invited();
      const { attempt } = await take(invite, "whole");
      const left = await take(invite);
      const done = await take(invite);
      await answerAll(done.seat);
      for (const _ of [5, 6, 7, 8]) await take(invite, "whole");
      expect(await stateOf(invite)).toBe("full");

      await erase(erasing(), attempt ?? "");
      expect(await stateOf(invite)).toBe("open");
      const second = await take(invite);
      expect(await readSeat(domain, second.seat)).toMatchObject({ number: 2, answers: {} });
      expect(await stateOf(invite)).toBe("full");

      now += 31 * DAY;
      await answerAll(second.seat);
      expect((await readSeat(domain, (await take(invite)).seat))?.number).toBe(3);
      expect(await readSeat(domain, left.seat)).toBeNull();
      expect(await readSeat(domain, done.seat)).toMatchObject({ number: 4, done: true });
      expect((await beside(founder)).others).toHaveLength(7);
    });

    once("starts an ordinary Diagnostic for a whole seat, and makes no lead", async () => {
      const { invite } = await invited();
      const { attempt, seat } = await take(invite, "whole");
      const [row] = (await database.query.select().from(assessments)).filter(({ reference }) => reference === attempt);
      expect(row).toMatchObject({
        ...{ instrument: "diagnostic", startedAt: now, completedAt: null, keptUntil: now + 30 * DAY },
        attribution: { landing_path: "/seats" },
      });
      expect(await readSeat(domain, seat)).toMatchObject({ scope: "whole", done: false, attempt });
      await fillIn(attempt ?? "", EXAMPLES.E3.submission.answers);
      const result = await findAssessment(domain, attempt ?? "");
      expect(result?.result.overall).toBe(55);
      expect(await seatOf(domain, result?.id ?? 0)).toEqual({ reference: seat, number: 2 });
      expect(await database.query.$count(leads)).toBe(0);
    });
  });

  describe("answering a short seat", () => {
    once("is done with the last of the eight; before that an answer may change, after that none does", async () => {
      const { invite } = await invited();
      const { seat } = await take(invite);
      await answerAll(seat, "a", DEFINE.slice(0, 7));
      await answerSeat(domain, seat, { item: "V3", option: "c" });
      expect(await readSeat(domain, seat)).toMatchObject({ done: false, agreement: null, answers: { V3: "c" } });
      await answerSeat(domain, seat, { item: DEFINE[7] ?? "", option: "dk" });
      expect(await readSeat(domain, seat)).toMatchObject({
        done: true,
        answers: { V3: "c", V4: "a", [DEFINE[7] ?? ""]: "dk" },
      });

      await answerSeat(domain, seat, { item: "V3", option: "e" });
      expect((await readSeat(domain, seat))?.answers.V3).toBe("c");
      expect(await database.query.$count(seatAnswers)).toBe(8);
    });

    once("does nothing at a whole seat or at none", async () => {
      const { invite } = await invited();
      const { seat } = await take(invite, "whole");
      await answerAll(seat);
      await answerAll("nobody");
      expect(await database.query.$count(seatAnswers)).toBe(0);
      expect(await readSeat(domain, seat)).toMatchObject({ done: false });
    });
  });

  describe("what a seat sees", () => {
    once(
      "is agreement only once it is done itself, of the seats that are done, on the items that it answered",
      async () => {
        const { founder, invite } = await invited();
        const short = await take(invite);
        const whole = await take(invite, "whole");
        await answerAll(short.seat, "a", DEFINE.slice(0, 7));
        expect(await beside(founder)).toMatchObject({
          agreement: null,
          others: [
            { number: 2, done: false },
            { number: 3, done: false },
          ],
        });

        await answerSeat(domain, short.seat, { item: DEFINE[7] ?? "", option: "a" });
        const seenByShort = await readSeat(domain, short.seat);
        expect(seenByShort?.agreement?.seats).toEqual([1, 2]);
        expect(seenByShort?.agreement?.items.map(({ item }) => item).toSorted()).toEqual(DEFINE.toSorted());
        expect((await readSeat(domain, whole.seat))?.agreement).toBeNull();
        expect((await beside(founder)).agreement?.seats).toEqual([1, 2]);

        await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
        expect((await beside(founder)).agreement?.seats).toEqual([1, 2, 3]);
        expect((await readSeat(domain, whole.seat))?.agreement?.items).toHaveLength(25);
        const shared = (await readSeat(domain, short.seat))?.agreement;
        expect(shared?.seats).toEqual([1, 2, 3]);
        expect(shared?.items.map(({ item }) => item).toSorted()).toEqual(DEFINE.toSorted());
      },
    );

    once("is the same to each, but for the items that a short seat was not asked", async () => {
      const { founder, invite } = await invited();
      const short = await take(invite);
      await answerAll(short.seat, "c");
      // E2 says V3 1, V4 1, stage rules 0, qualifying 1, F4 1, L3 2, R2 1, handover 1; option c has credit 2 everywhere.
      const seen = (await readSeat(domain, short.seat))?.agreement;
      expect(seen?.items.map(({ item, spread }) => [item, spread])).toEqual([
        [asked("P1"), 2],
        ...["V3", "V4", asked("P3"), "F4", "R2", asked("R3")].map((item) => [item, 1]),
        ["L3", 0],
      ]);
      expect(seen?.layers).toEqual({ visibility: 0.75, integrity: 0.625, flow: 0.75, learning: 1, resilience: 0.75 });
      const founders = (await beside(founder)).agreement;
      expect(founders?.items.filter(({ item }) => DEFINE.includes(item))).toEqual(seen?.items);
      expect(founders?.layers).toEqual(seen?.layers);
    });

    once("never names an assessment, a seat or an answer of context that is not its own", async () => {
      const { founder, invite } = await invited();
      const short = await take(invite);
      const whole = await take(invite, "whole");
      await answerAll(short.seat);
      await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
      const all = [founder.reference, invite, short.seat, whole.seat, whole.attempt ?? "", "c_tool"];
      const told = {
        [founder.reference]: JSON.stringify(await beside(founder)),
        [short.seat]: JSON.stringify(await readSeat(domain, short.seat)),
        [whole.seat]: JSON.stringify(await readSeat(domain, whole.seat)),
      };
      const named = (text: string | undefined) => all.filter((one) => text?.includes(one));
      expect(named(told[founder.reference])).toEqual([invite]);
      expect(named(told[short.seat])).toEqual([short.seat]);
      expect(named(told[whole.seat])).toEqual([whole.seat, whole.attempt]);
    });
  });

  test("a seat that the founder frees goes with its eight answers, and the next colleague takes its number", async () => {
    const { founder, invite } = await invited();
    const stranger = await completed();
    const short = await take(invite);
    await answerAll(short.seat);
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    await freeSeat(domain, { result: stranger.reference, number: 2 });
    await freeSeat(domain, { result: founder.reference, number: 1 });
    expect(await numbers()).toEqual([2, 3]);

    await freeSeat(domain, { result: founder.reference, number: 2 });
    await freeSeat(domain, { result: founder.reference, number: 3 });
    expect(await numbers()).toEqual([]);
    expect(await database.query.$count(seatAnswers)).toBe(0);
    expect(await beside(founder)).toMatchObject({ others: [], agreement: null });
    expect(await readSeat(domain, short.seat)).toBeNull();
    expect(await findAssessment(domain, whole.attempt ?? "")).not.toBeNull();
    await take(invite);
    expect(await numbers()).toEqual([2]);
  });

  test("everything of a seat goes with the founder's result; a whole seat's own result stays", async () => {
    const { founder, invite } = await invited();
    const short = await take(invite);
    await answerAll(short.seat);
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    expect(await erase(erasing(), founder.reference)).toBe(true);
    for (const table of [seatInvites, seats, seatAnswers])
      expect(await database.query.select().from(table)).toEqual([]);
    expect(await findInvite(domain, invite)).toBeNull();
    expect(await readSeat(domain, short.seat)).toBeNull();
    expect(await findAssessment(domain, whole.attempt ?? "")).not.toBeNull();
  });

  test("a whole seat's answers leave the agreement when its own result is erased by time or by hand", async () => {
    const { founder, invite } = await invited();
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    await database.query.update(assessments).set({ keptUntil: now + 365 * DAY });
    const own = await findAssessment(domain, whole.attempt ?? "");
    expect((await beside(founder)).agreement).not.toBeNull();
    await database.write([
      { sql: "UPDATE assessments SET kept_until = :now WHERE id = :id", args: { now, id: own?.id ?? 0 } },
    ]);
    now += 1;
    await eraseExpired(erasing());
    expect(await beside(founder)).toMatchObject({ agreement: null, others: [{ number: 2, done: false }] });
    expect(await readSeat(domain, whole.seat)).toMatchObject({ done: false, attempt: null, agreement: null });
    expect(await database.query.$count(answers)).toBe(26);
  });
});
