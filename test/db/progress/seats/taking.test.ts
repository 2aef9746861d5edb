import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { seatAnswers } from "#db/schema/progress.ts";
import { erase } from "#src/assessments/erase.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { startByClient } from "#src/assessments/start.ts";
import { answerSeat } from "#src/progress/seats/answer-seat.ts";
import { freeSeat } from "#src/progress/seats/free-seat.ts";
import { readSeat, seatOf } from "#src/progress/seats/read-seats.ts";
import { takeSeat } from "#src/progress/seats/take-seat.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf, EXAMPLES, times } from "#test/support/factories.ts";
import { DEFINE, seatsOn } from "#test/support/fresh/seats.ts";

const colleague = { clientHash: clientOf("colleague") };

describe.each(databases())("seats, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, fillIn, beside, invited, take, stateOf, answerAll, numbers } = seatsOn(databases);

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
      expect(await on.database.query.$count(assessments)).toBe(2);
    });

    test("at once from two processes with one form takes one seat and starts one attempt", async () => {
      const { invite } = await invited();
      const other = { ...on.domain, database: databases.openAgain() };
      const all = await Promise.all(
        times(12).map((place) =>
          takeSeat(place % 2 ? other : on.domain, { ...colleague, invite, scope: "whole", startKey: "form" }),
        ),
      );
      expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(await numbers()).toEqual([2]);
      expect(await on.database.query.$count(assessments)).toBe(2);
    });

    test("twenty at once from two processes get seven seats, each its own number; the rest are told that all are taken", async () => {
      const { invite } = await invited();
      const other = { ...on.domain, database: databases.openAgain() };
      const all = await Promise.all(
        times(20).map((place) =>
          takeSeat(place % 2 ? other : on.domain, { ...colleague, invite, scope: place % 3 ? "define" : "whole" }),
        ),
      );
      expect(await numbers()).toEqual([2, 3, 4, 5, 6, 7, 8]);
      expect(all.filter(({ status }) => status === "taken")).toHaveLength(7);
      expect(all.filter(({ status }) => status === "full")).toHaveLength(13);
      expect(await stateOf(invite)).toBe("full");
      const whole = all.filter((one) => one.status === "taken" && one.attempt !== null);
      expect(await on.database.query.$count(assessments)).toBe(1 + whole.length);
    });

    test("starts no more for one client in an hour than it may, however often a seat is freed and taken again", async () => {
      const { founder, invite } = await invited();
      const startsPerHour = 5;
      const limited = { ...on.domain, limits: { ...on.domain.limits, startsPerHour } };
      const other = { ...limited, database: databases.openAgain() };
      const whole = (by = colleague, domain = limited) => takeSeat(domain, { ...by, invite, scope: "whole" });
      const free = (number: number) => freeSeat(on.domain, { result: founder.reference, number });
      for (let time = 1; time <= 3; time += 1) {
        expect((await whole()).status).toBe("taken");
        await free(2);
      }
      const [form, instrument] = [{ ...colleague, attribution: {} }, "snapshot" as const];
      expect(await startByClient(limited, { ...form, instrument })).toHaveProperty("reference");
      const both = await Promise.all(times(4).map((place) => whole(colleague, place % 2 ? other : limited)));
      expect(both.filter(({ status }) => status === "taken")).toHaveLength(1);
      expect(both.filter(({ status }) => status === "limited")).toHaveLength(3);
      expect(await whole()).toEqual({ status: "limited", retryAfterSeconds: 3600 });
      expect(await numbers()).toEqual([2]);
      expect(await on.database.query.$count(assessments)).toBe(1 + startsPerHour);

      expect((await whole({ clientHash: clientOf("another") })).status).toBe("taken");
      on.now += HOUR;
      expect((await whole()).status).toBe("taken");
      expect(await numbers()).toEqual([2, 3, 4]);
    });

    test("frees no seat for a whole one that is refused", async () => {
      const { invite } = await invited();
      const { seat } = await take(invite);
      on.now += 31 * DAY;
      const limited = { ...on.domain, limits: { ...on.domain.limits, startsPerHour: 0 } };
      const refused = await takeSeat(limited, { ...colleague, invite, scope: "whole" });
      expect(refused.status).toBe("limited");
      expect(await readSeat(on.domain, seat)).toMatchObject({ number: 2 });
    });

    test("gives the seat that a form has taken also when that start was its client's last of the hour", async () => {
      const { invite } = await invited();
      const limited = { ...on.domain, limits: { ...on.domain.limits, startsPerHour: 1 } };
      const request = { ...colleague, invite, scope: "whole", startKey: "form" } as const;
      const all = await Promise.all(times(4).map(() => takeSeat(limited, request)));
      expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(all[0]?.status).toBe("taken");
      expect(await numbers()).toEqual([2]);
    });

    test("frees a seat whose Diagnostic was erased, and one that was left unfinished for thirty days", async () => {
      const { founder, invite } = await invited();
      const { attempt } = await take(invite, "whole");
      const left = await take(invite);
      const done = await take(invite);
      await answerAll(done.seat);
      for (const _ of [5, 6, 7, 8]) await take(invite, "whole");
      expect(await stateOf(invite)).toBe("full");

      await erase(on.domain, attempt ?? "");
      expect(await stateOf(invite)).toBe("open");
      const second = await take(invite);
      expect(await readSeat(on.domain, second.seat)).toMatchObject({ number: 2, answers: {} });
      expect(await stateOf(invite)).toBe("full");

      on.now += 31 * DAY;
      await answerAll(second.seat);
      expect((await readSeat(on.domain, (await take(invite)).seat))?.number).toBe(3);
      expect(await readSeat(on.domain, left.seat)).toBeNull();
      expect(await readSeat(on.domain, done.seat)).toMatchObject({ number: 4, done: true });
      expect((await beside(founder)).others).toHaveLength(7);
    });

    once("starts an ordinary Diagnostic for a whole seat, and makes no lead", async () => {
      const { invite } = await invited();
      const { attempt, seat } = await take(invite, "whole");
      const [row] = (await on.database.query.select().from(assessments)).filter(
        ({ reference }) => reference === attempt,
      );
      expect(row).toMatchObject({
        ...{ instrument: "diagnostic", startedAt: on.now, completedAt: null, keptUntil: on.now + 30 * DAY },
        attribution: { landing_path: "/seats" },
      });
      expect(await readSeat(on.domain, seat)).toMatchObject({ scope: "whole", done: false, attempt });
      await fillIn(attempt ?? "", EXAMPLES.E3.submission.answers);
      const result = await findAssessment(on.domain, attempt ?? "");
      expect(result?.result.overall).toBe(55);
      expect(await seatOf(on.domain, result?.id ?? 0)).toEqual({ reference: seat, number: 2 });
      expect(await on.database.query.$count(leads)).toBe(0);
    });
  });

  describe("answering a short seat", () => {
    once("is done with the last of the eight; before that an answer may change, after that none does", async () => {
      const { invite } = await invited();
      const { seat } = await take(invite);
      await answerAll(seat, "a", DEFINE.slice(0, 7));
      await answerSeat(on.domain, seat, { item: "V3", option: "c" });
      expect(await readSeat(on.domain, seat)).toMatchObject({ done: false, agreement: null, answers: { V3: "c" } });
      await answerSeat(on.domain, seat, { item: DEFINE[7] ?? "", option: "dk" });
      expect(await readSeat(on.domain, seat)).toMatchObject({
        done: true,
        answers: { V3: "c", V4: "a", [DEFINE[7] ?? ""]: "dk" },
      });

      await answerSeat(on.domain, seat, { item: "V3", option: "e" });
      expect((await readSeat(on.domain, seat))?.answers.V3).toBe("c");
      expect(await on.database.query.$count(seatAnswers)).toBe(8);
    });

    once("does nothing at a whole seat or at none", async () => {
      const { invite } = await invited();
      const { seat } = await take(invite, "whole");
      await answerAll(seat);
      await answerAll("nobody");
      expect(await on.database.query.$count(seatAnswers)).toBe(0);
      expect(await readSeat(on.domain, seat)).toMatchObject({ done: false });
    });
  });
});
