import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { answers as answersTable, assessments, results } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answer, answerAboutFirm } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { erase, eraseExpired } from "#src/assessments/erase.ts";
import { findAssessment, findAttempt } from "#src/assessments/find.ts";
import { keepLonger } from "#src/assessments/keep-longer.ts";
import { start, startAnonymous } from "#src/assessments/start.ts";
import { catalogueOf } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { sampleAnswers } from "#src/instruments/samples.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { score } from "#src/scoring/score.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { addLead, START } from "#test/support/delivery/outbox.ts";
import { type Answers, answersOf, bank, clientOf, EXAMPLES, noMailbox } from "#test/support/factories.ts";
import { giveAnswers } from "#test/support/sittings.ts";

const times = (length: number) => Array.from({ length }, (_, index) => index);
const snapshotAnswers = answersOf("E1");
const diagnosticAnswers = answersOf("E2");
const E2_NUMBERS = { z_opps: 12, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 47, z_miss: 25 };

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
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

  const begin = async (instrument: "snapshot" | "diagnostic" = "snapshot") =>
    (await start(domain, { instrument, attribution: {} })).reference;

  /** Answers one question after the other, each a number of seconds after it was shown. */
  const giveAll = async (reference: string, given: Answers, secondsEach = 8) => {
    now += Object.keys(given).length * secondsEach * SECOND;
    await giveAnswers(domain, reference, given, secondsEach);
  };
  const finish = async (instrument: "snapshot" | "diagnostic" = "snapshot", secondsEach = 8) => {
    const reference = await begin(instrument);
    await giveAll(reference, instrument === "snapshot" ? snapshotAnswers : diagnosticAnswers, secondsEach);
    expect(await complete(domain, reference, null)).toEqual({ status: "completed" });
    return reference;
  };
  const ready = async () => {
    const reference = await begin();
    await giveAll(reference, snapshotAnswers);
    return reference;
  };
  const rowOf = async (reference: string) => {
    const [row] = await database.query.select().from(assessments).where(eq(assessments.reference, reference));
    if (!row) throw new Error(`There is no assessment ${reference}.`);
    return row;
  };
  const answerRow = async (reference: string, item: string) => {
    const { id } = await rowOf(reference);
    const rows = await database.query.select().from(answersTable).where(eq(answersTable.assessmentId, id));
    return rows.find((row) => row.item === item);
  };
  const attempt = async (reference: string) => {
    const found = await findAttempt(domain, reference);
    if (!found) throw new Error(`There is no attempt ${reference}.`);
    return found;
  };
  const assessment = async (reference: string, revision?: number) => {
    const found = await findAssessment(domain, reference, revision);
    if (!found) throw new Error(`There is no result ${reference}.`);
    return found;
  };
  /** Scored again from what is stored: the result that must be stored beside it. */
  const scoredAgain = async (reference: string) => {
    const found = await attempt(reference);
    return score(bank, found.instrument, {
      answers: found.scored,
      context: found.context,
      elapsedSeconds: Math.round(found.onPage / SECOND),
      carriedOver: found.carried.length,
    });
  };

  describe("starting", () => {
    once("makes an empty attempt that is kept for 30 days under a reference of at least 128 random bits", async () => {
      const reference = await begin("diagnostic");
      expect(reference).toMatch(/^[\w-]{22,}$/);
      expect(await attempt(reference)).toMatchObject({
        instrument: "diagnostic",
        bankVersion: bank.bankVersion,
        startedAt: START,
        completedAt: null,
        keptUntil: START + 30 * DAY,
        answers: {},
        carried: [],
        onPage: 0,
      });
    });

    test("makes one attempt of one form, however often and however close together it is sent", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const started = await Promise.all(times(20).map(() => start(domain, request)));
      now += MINUTE - 1;
      started.push(await start(domain, request));
      expect(new Set(started.map(({ reference }) => reference)).size).toBe(1);
      expect(await database.query.$count(assessments)).toBe(1);
    });

    test("makes one attempt of one form that two processes receive", async () => {
      const other = { ...domain, database: databases.openAgain() };
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const started = await Promise.all(times(20).map((index) => start(index % 2 ? other : domain, request)));
      expect(new Set(started.map(({ reference }) => reference)).size).toBe(1);
      expect(await database.query.$count(assessments)).toBe(1);
    });

    once("starts another attempt when the form is used again a minute later, as after going back", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const first = await start(domain, request);
      now += MINUTE;
      expect((await start(domain, request)).reference).not.toBe(first.reference);
    });

    once("starts another attempt when the form is used again after its attempt was completed", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const { reference } = await start(domain, request);
      await giveAll(reference, snapshotAnswers, 1);
      await complete(domain, reference, null);
      expect(now - START).toBeLessThan(MINUTE);
      const again = await start(domain, request);
      expect(again.reference).not.toBe(reference);
      expect((await attempt(again.reference)).answers).toEqual({});
    });

    once("starts an attempt each time where no form says which one it was", async () => {
      expect(await begin()).not.toBe(await begin());
    });

    once("keeps how the visitor came", async () => {
      const attribution = { utm_source: "newsletter", referrer_host: "example.org", landing_path: "/articles/stages" };
      const { reference } = await start(domain, { instrument: "snapshot", attribution });
      await giveAll(reference, snapshotAnswers);
      await complete(domain, reference, null);
      expect((await rowOf(reference)).attribution).toEqual(attribution);
    });
  });

  describe("carrying a Snapshot's answers into the Diagnostic", () => {
    const carry = async (carryFrom: string) => {
      const { reference } = await start(domain, { instrument: "diagnostic", attribution: {}, carryFrom });
      return attempt(reference);
    };

    once("fills in ten of the 25 and the tool, marked as carried, with no time on page", async () => {
      const snapshot = await finish();
      now += DAY;
      const found = await carry(snapshot);
      expect(found.answers).toEqual(snapshotAnswers);
      expect(found.carried.toSorted()).toEqual(Object.keys(EXAMPLES.E1.submission.answers).toSorted());
      expect(found.onPage).toBe(0);
    });

    once("counts an answer as the visitor's own once it is given again", async () => {
      const { reference } = await carry(await finish());
      await answer(domain, reference, [{ item: "V1", option: "d", shownAt: now, answeredAt: now }]);
      const found = await attempt(reference);
      expect(found.scored.V1).toBe("d");
      expect(found.carried).toHaveLength(9);
      expect(found.carried).not.toContain("V1");
    });

    once("leaves the Snapshot as it was scored when a carried answer changes", async () => {
      const snapshot = await finish();
      const before = await assessment(snapshot);
      const { reference } = await carry(snapshot);
      await answer(domain, reference, [{ item: "V1", option: "d", shownAt: now, answeredAt: now }]);
      expect(await assessment(snapshot)).toEqual(before);
    });

    once("carries answers while they are under 30 days old, and not on the thirtieth day", async () => {
      const snapshot = await finish();
      const completedAt = now;
      now = completedAt + 30 * DAY - 1;
      expect((await carry(snapshot)).carried).toHaveLength(10);
      now = completedAt + 30 * DAY;
      expect((await carry(snapshot)).answers).toEqual({});
    });

    once(
      "carries over everything into another minor version, and into a major one what it asks unchanged",
      async () => {
        const snapshot = await finish();
        const into = async (version: Bank) => {
          const moved = { ...domain, banks: catalogueOf([bank, version]) };
          const request = { instrument: "diagnostic", attribution: {}, carryFrom: snapshot } as const;
          return attempt((await start(moved, request)).reference);
        };
        expect(
          (await into({ ...bank, bankVersion: `${Number.parseInt(bank.bankVersion, 10)}.4.2` })).carried,
        ).toHaveLength(10);

        // P2 gives way to P9, and the tool question offers one answer more.
        const renamed = (id: string) => (id === "P2" ? "P9" : id);
        const asked = ({ items, ...rest }: Bank["instruments"]["snapshot"]) => ({ ...rest, items: items.map(renamed) });
        const major: Bank = {
          ...{ ...bank, bankVersion: "9.0.0" },
          items: bank.items.map((item) => ({ ...item, id: renamed(item.id) })),
          instruments: { snapshot: asked(bank.instruments.snapshot), diagnostic: asked(bank.instruments.diagnostic) },
          context: bank.context.map((item) =>
            item.id === "c_tool" ? { ...item, options: [...item.options, { id: "other", label: "Other" }] } : item,
          ),
        };
        const found = await into(major);
        expect(found.carried.toSorted()).toEqual(
          bank.instruments.snapshot.items.filter((id) => id !== "P2").toSorted(),
        );
        expect(found.context).toEqual({});
        expect(found.bankVersion).toBe("9.0.0");
      },
    );

    once("starts blank where the reference is unknown, unfinished, or a Diagnostic's", async () => {
      for (const from of ["nobody", await ready(), await finish("diagnostic")])
        expect((await carry(from)).answers).toEqual({});
    });
  });

  describe("answering", () => {
    const give = (reference: string, option: string, shownAt: number, answeredAt: number, item = "V1") =>
      answer(domain, reference, [{ item, option, shownAt, answeredAt }]);

    once("keeps what was given, scored items apart from context", async () => {
      const reference = await begin();
      now += MINUTE;
      await give(reference, "b", START, START + 4 * SECOND);
      await give(reference, "crm", START, START + 2 * SECOND, "c_tool");
      const found = await attempt(reference);
      expect(found.answers).toEqual({ V1: "b", c_tool: "crm" });
      expect(found.scored).toEqual({ V1: "b" });
      expect(found.context).toEqual({ c_tool: "crm" });
      expect(found.onPage).toBe(6 * SECOND);
    });

    test("lets the answer that was given later win, whichever arrives last", async () => {
      const reference = await begin();
      now += MINUTE;
      await give(reference, "c", START + 20 * SECOND, START + 30 * SECOND);
      await give(reference, "a", START, START + 10 * SECOND);
      expect((await attempt(reference)).scored.V1).toBe("c");
      await give(reference, "d", START + 40 * SECOND, START + 50 * SECOND);
      expect((await attempt(reference)).scored.V1).toBe("d");
    });

    once("pulls times into the sitting: nothing is shown before the start or answered in the future", async () => {
      const reference = await begin();
      now += 10 * SECOND;
      await give(reference, "a", 0, now + HOUR, "V1");
      await give(reference, "a", now + HOUR, START - DAY, "R1");
      await give(reference, "a", -1, -2, "P2");
      expect(await answerRow(reference, "V1")).toMatchObject({ firstShownAt: START, answeredAt: now, onPage: 10_000 });
      expect(await answerRow(reference, "R1")).toMatchObject({ firstShownAt: START, answeredAt: START, onPage: 0 });
      expect(await answerRow(reference, "P2")).toMatchObject({ firstShownAt: START, answeredAt: START, onPage: 0 });
    });

    once("takes a time that is no time as now, for a form field may say anything", async () => {
      const reference = await begin();
      now += 10 * SECOND;
      await give(reference, "a", Number.POSITIVE_INFINITY, now);
      expect(await answerRow(reference, "V1")).toMatchObject({ option: "a", firstShownAt: now, onPage: 0 });
    });

    once("keeps when a question was first shown and adds up the visits to its page", async () => {
      const reference = await begin();
      now += HOUR;
      await give(reference, "a", START + 1 * SECOND, START + 5 * SECOND);
      await give(reference, "b", START + 60 * SECOND, START + 66 * SECOND);
      expect(await answerRow(reference, "V1")).toMatchObject({
        option: "b",
        firstShownAt: START + SECOND,
        answeredAt: START + 66 * SECOND,
        onPage: 10 * SECOND,
      });
    });

    test("counts a visit once when the same answer is sent twice", async () => {
      const reference = await begin();
      now += HOUR;
      const first = { item: "V1", option: "a", shownAt: START, answeredAt: START + 4 * SECOND };
      const second = { item: "V1", option: "b", shownAt: START + 60 * SECOND, answeredAt: START + 66 * SECOND };
      await answer(domain, reference, [first, first, second]);
      await answer(domain, reference, [first, second]);
      await Promise.all([answer(domain, reference, [second]), answer(domain, reference, [second])]);
      expect((await attempt(reference)).onPage).toBe(10 * SECOND);
    });

    once("lets a visit of more than five minutes add nothing, on the first visit and on a later one", async () => {
      const reference = await begin();
      now += DAY;
      await give(reference, "a", START, START + 5 * MINUTE, "V1");
      await give(reference, "a", START, START + 5 * MINUTE + 1, "R1");
      expect((await answerRow(reference, "V1"))?.onPage).toBe(5 * MINUTE);
      expect((await answerRow(reference, "R1"))?.onPage).toBe(0);
      await give(reference, "b", START + HOUR, START + HOUR + 5 * MINUTE + 1, "V1");
      expect(await answerRow(reference, "V1")).toMatchObject({ option: "b", onPage: 5 * MINUTE });
    });

    once("changes nothing once the attempt is completed", async () => {
      const reference = await finish();
      const before = await assessment(reference);
      now += MINUTE;
      await give(reference, "d", now - SECOND, now);
      expect(await assessment(reference)).toEqual(before);
    });

    once("keeps nothing under a reference that nobody has", async () => {
      await give("nobody", "a", START, START);
      expect(await database.query.$count(answersTable)).toBe(0);
    });

    once("keeps an optional context question after the result without touching the result", async () => {
      const reference = await finish("diagnostic");
      const { result } = await assessment(reference);
      now += MINUTE;
      await answerAboutFirm(domain, reference, { item: "c_team", option: "5-50", shownAt: now, answeredAt: now });
      const after = await assessment(reference);
      expect(after.context).toEqual({ c_tool: "crm", c_team: "5-50" });
      expect(after.scored).toEqual(EXAMPLES.E2.submission.answers);
      expect(after.result).toEqual(result);
      expect(after.revision).toBe(1);
    });
  });

  describe("completing", () => {
    once("names the next open question, from the first to the last", async () => {
      const reference = await begin();
      expect(await complete(domain, reference, null)).toEqual({ status: "unfinished", next: 1 });
      const { R2: last, ...rest } = snapshotAnswers;
      await giveAll(reference, rest);
      expect(await complete(domain, reference, null)).toEqual({ status: "unfinished", next: 11 });
      expect(await findAssessment(domain, reference)).toBeNull();
      await giveAll(reference, { R2: String(last) });
      expect(await complete(domain, reference, null)).toEqual({ status: "completed" });
    });

    once("says so when the reference is unknown", async () => {
      expect(await complete(domain, "nobody", null)).toEqual({ status: "unknown" });
    });

    once("keeps the worked example E1 as the method scores it, for 90 days", async () => {
      const reference = await finish();
      const found = await assessment(reference);
      expect(found).toMatchObject({ revision: 1, completedAt: now, keptUntil: now + 90 * DAY, sizing: {} });
      expect(found.result).toMatchObject({
        overall: 9,
        band: "Improvised",
        verdict: "NO_SYSTEM",
        dominant: "integrity",
        clarity: "leading",
        confidence: "medium",
        unknowns: ["P2"],
      });
      expect(found.result).toEqual(await scoredAgain(reference));
      expect((await rowOf(reference)).elapsedSeconds).toBe(11 * 8);
    });

    test("makes one result of 20 completions at once", async () => {
      const reference = await ready();
      const done = await Promise.all(times(20).map(() => complete(domain, reference, clientOf("client"))));
      expect(done).toEqual(times(20).map(() => ({ status: "completed" })));
      expect(await database.query.$count(results)).toBe(1);
    });

    once("changes nothing when it is asked for again later", async () => {
      const reference = await finish();
      const before = await assessment(reference);
      now += HOUR;
      expect(await complete(domain, reference, clientOf("client"))).toEqual({ status: "completed" });
      expect(await assessment(reference)).toEqual(before);
    });

    test("scores anew when an answer changes between reading and writing", async () => {
      const reference = await ready();
      let changed = false;
      const late: Domain = {
        ...domain,
        database: {
          ...database,
          async write(statements) {
            if (!changed) {
              changed = true;
              now += SECOND;
              await answer(domain, reference, [{ item: "P2", option: "d", shownAt: now, answeredAt: now }]);
            }
            return database.write(statements);
          },
        },
      };
      expect(await complete(late, reference, clientOf("client"))).toEqual({ status: "completed" });
      const found = await assessment(reference);
      expect(found.scored.P2).toBe("d");
      expect(found.result.layers.integrity).toBe(50);
      expect(found.result).toEqual(await scoredAgain(reference));
    });

    test("stores the result of exactly the stored answers, however answers and completions meet", async () => {
      for (const round of times(6)) {
        const reference = await ready();
        now += MINUTE;
        const others = ["a", "b", "c", "d"].map((option, place) =>
          answer(domain, reference, [
            { item: "V1", option, shownAt: now + place, answeredAt: now + place },
            { item: "R1", option, shownAt: now + place, answeredAt: now + place },
          ]),
        );
        const completions = times(round + 1).map(() => complete(domain, reference, null));
        await Promise.all([...others.slice(0, 2), ...completions, ...others.slice(2)]);
        expect(await complete(domain, reference, null)).toEqual({ status: "completed" });
        expect((await assessment(reference)).result).toEqual(await scoredAgain(reference));
      }
    });

    once("says of each answer whether it is kept; one given before the one that stands is not", async () => {
      const reference = await begin();
      now += MINUTE;
      const at = (answeredAt: number, option: string) => ({ item: "V1", option, shownAt: START, answeredAt });
      expect(await answer(domain, reference, [at(now - SECOND, "a"), at(now, "b")])).toEqual([true, true]);
      expect(await answer(domain, reference, [at(now - 2 * SECOND, "c"), at(now, "b")])).toEqual([false, true]);
      expect((await findAttempt(domain, reference))?.answers.V1).toBe("b");
      expect(await answer(domain, "nobody's", [at(now, "a")])).toEqual([false]);
    });

    test("lets one client start so many an hour and no more, also at the same moment, and others go on", async () => {
      domain = { ...domain, limits: { ...domain.limits, startsPerHour: 3 } };
      const begin = (client: string, startKey?: string) =>
        startAnonymous(domain, { instrument: "snapshot", attribution: {}, startKey, clientHash: clientOf(client) });
      const first = await begin("client", "form");
      now += MINUTE / 2;
      // The same form sent again is the same start.
      expect(await begin("client", "form")).toEqual(first);
      const together = await Promise.all(times(5).map(() => begin("client")));
      expect(together.filter((one) => "reference" in one)).toHaveLength(2);
      expect(await begin("client")).toEqual({ retryAfterSeconds: 3600 - 30 });
      expect(await begin("other")).toHaveProperty("reference");
      now += HOUR - MINUTE / 2;
      expect(await begin("client")).toHaveProperty("reference");
      expect(await begin("client")).toEqual({ retryAfterSeconds: 30 });
      now += DAY + 1;
      await eraseExpired(domain);
      expect((await database.query.select().from(assessments)).map(({ clientHash }) => clientHash)).toEqual(
        times(5).map(() => null),
      );
    });

    describe("with an hourly limit for a client", () => {
      once("stops exactly at its number; a refused attempt keeps its answers and completes an hour later", async () => {
        domain = { ...domain, limits: { ...domain.limits, attemptsPerHour: 3 } };
        const references = [await ready(), await ready(), await ready(), await ready()];
        const [one = "", two = "", three = "", four = ""] = references;
        for (const reference of [one, two, three])
          expect(await complete(domain, reference, clientOf("client"))).toEqual({ status: "completed" });
        const firstAt = now;
        const refused = await complete(domain, four, clientOf("client"));
        expect(refused).toMatchObject({ status: "limited" });
        expect("retryAfterSeconds" in refused && refused.retryAfterSeconds).toBe(3600);
        expect((await attempt(four)).answers).toEqual(snapshotAnswers);
        expect(await complete(domain, one, clientOf("client"))).toEqual({ status: "completed" });
        now = firstAt + HOUR - 1;
        expect(await complete(domain, four, clientOf("client"))).toMatchObject({ status: "limited" });
        now = firstAt + HOUR;
        expect(await complete(domain, four, clientOf("client"))).toEqual({ status: "completed" });
        expect((await assessment(four)).result.overall).toBe(9);
      });

      test("stops exactly at its number when all of them come at once", async () => {
        domain = { ...domain, limits: { ...domain.limits, attemptsPerHour: 4 } };
        const references: string[] = [];
        for (const _ of times(10)) references.push(await ready());
        const done = await Promise.all(references.map((reference) => complete(domain, reference, clientOf("client"))));
        expect(done.filter(({ status }) => status === "completed")).toHaveLength(4);
        expect(done.filter(({ status }) => status === "limited")).toHaveLength(6);
        expect(await database.query.$count(results)).toBe(4);
      });

      once("counts what a client did under the salt of before", async () => {
        domain = { ...domain, limits: { ...domain.limits, attemptsPerHour: 1 } };
        expect(await complete(domain, await ready(), ["today", "yesterday"])).toEqual({ status: "completed" });
        expect(await complete(domain, await ready(), ["tomorrow", "today"])).toMatchObject({ status: "limited" });
      });

      once("does not count another client, nor one that is not known", async () => {
        domain = { ...domain, limits: { ...domain.limits, attemptsPerHour: 1 } };
        expect(await complete(domain, await ready(), clientOf("client"))).toEqual({ status: "completed" });
        expect(await complete(domain, await ready(), clientOf("client"))).toMatchObject({ status: "limited" });
        expect(await complete(domain, await ready(), clientOf("another"))).toEqual({ status: "completed" });
        expect(await complete(domain, await ready(), null)).toEqual({ status: "completed" });
        expect(await complete(domain, await ready(), null)).toEqual({ status: "completed" });
      });
    });
  });

  describe("adding sizing numbers", () => {
    once("keeps a second revision with the method's amounts, and the first as it was scored", async () => {
      const reference = await finish("diagnostic");
      const first = await assessment(reference);
      now += DAY;
      expect(await addSizing(domain, reference, E2_NUMBERS, "GBP")).toBe(2);
      const second = await assessment(reference);
      expect(second).toMatchObject({ revision: 2, sizing: E2_NUMBERS, currency: "GBP" });
      expect(second.result.money).toMatchObject({ annualNewRevenue: 475_200, recoverable: [52_000, 150_000] });
      expect(second.result.doubtfulDeals).toEqual({ listed: 47, expected: 23.7, doubtful: 17 });
      expect(second.result.layers).toEqual(first.result.layers);
      expect(await assessment(reference, 1)).toEqual(first);
    });

    once(
      "makes one revision of the same numbers sent twice, and another of other numbers or another currency",
      async () => {
        const reference = await finish("diagnostic");
        expect(await addSizing(domain, reference, E2_NUMBERS, "GBP")).toBe(2);
        expect(await addSizing(domain, reference, { ...E2_NUMBERS }, "GBP")).toBe(2);
        expect(await addSizing(domain, reference, { ...E2_NUMBERS, z_opps: 13 }, "GBP")).toBe(3);
        expect(await addSizing(domain, reference, { ...E2_NUMBERS, z_opps: 13 }, "EUR")).toBe(4);
        expect(await database.query.$count(results)).toBe(4);
      },
    );

    test("makes one revision of the same numbers sent 20 times at once", async () => {
      const reference = await finish("diagnostic");
      const made = await Promise.all(times(20).map(() => addSizing(domain, reference, E2_NUMBERS, "GBP")));
      expect(made).toEqual(times(20).map(() => 2));
      expect(await database.query.$count(results)).toBe(2);
    });

    test("gives each of several people who send numbers at once a revision of their own", async () => {
      const reference = await finish("diagnostic");
      const counts = times(20).map((index) => index + 1);
      const made = await Promise.all(
        counts.map((z_opps) => addSizing(domain, reference, { ...E2_NUMBERS, z_opps }, "GBP")),
      );
      expect(made.toSorted((a, b) => Number(a) - Number(b))).toEqual(counts.map((count) => count + 1));
      for (const [index, revision] of made.entries())
        expect((await assessment(reference, Number(revision))).sizing.z_opps).toBe(index + 1);
    });

    once("takes other numbers twenty times, and keeps the last", async () => {
      const reference = await finish("diagnostic");
      const give = (z_opps: number) => addSizing(domain, reference, { ...E2_NUMBERS, z_opps }, "GBP");
      for (const count of times(20)) expect(await give(count + 1)).toBe(count + 2);
      expect(await give(21)).toBe("full");
      expect(await assessment(reference)).toMatchObject({ revision: 21, sizing: { z_opps: 20 } });
      expect(await give(20)).toBe(21);
      expect(await database.query.$count(results)).toBe(21);
    });

    once("scores what was scored before: time on the optional questions afterwards does not undo haste", async () => {
      const reference = await finish("diagnostic", 1);
      const first = await assessment(reference);
      expect(first.result).toMatchObject({ hasty: true, confidence: "medium" });
      now += MINUTE;
      await answerAboutFirm(domain, reference, {
        item: "c_team",
        option: "5-50",
        shownAt: now - 50 * SECOND,
        answeredAt: now,
      });
      await addSizing(domain, reference, E2_NUMBERS, "GBP");
      expect((await assessment(reference)).result).toMatchObject({ hasty: true, confidence: "medium" });
    });

    once("does nothing for an unknown reference or an unfinished attempt", async () => {
      expect(await addSizing(domain, "nobody", E2_NUMBERS, "GBP")).toBeNull();
      expect(await addSizing(domain, await ready(), E2_NUMBERS, "GBP")).toBeNull();
      expect(await database.query.$count(results)).toBe(0);
    });
  });

  describe("keeping longer", () => {
    once("keeps a result for two years from now, and never shortens that", async () => {
      const reference = await finish();
      now += DAY;
      await keepLonger(domain, reference);
      const { keptUntil } = await attempt(reference);
      expect(keptUntil).toBe(now + 730 * DAY);
      await keepLonger({ ...domain, limits: { ...domain.limits, keepLonger: DAY } }, reference);
      expect((await attempt(reference)).keptUntil).toBe(keptUntil);
    });

    once("does not keep an unfinished attempt any longer", async () => {
      const reference = await ready();
      await keepLonger(domain, reference);
      expect((await attempt(reference)).keptUntil).toBe(START + 30 * DAY);
    });
  });

  describe("erasing", () => {
    test("removes an anonymous result with every answer and revision, and says so once", async () => {
      const reference = await finish("diagnostic");
      await addSizing(domain, reference, E2_NUMBERS, "GBP");
      const other = await finish();
      expect(await erase({ ...domain, ...noMailbox }, reference)).toBe(true);
      expect(await findAttempt(domain, reference)).toBeNull();
      expect(await database.query.$count(answersTable)).toBe(11);
      expect(await database.query.$count(results)).toBe(1);
      expect(await findAssessment(domain, other)).not.toBeNull();
      expect(await erase({ ...domain, ...noMailbox }, reference)).toBe(false);
    });

    test("removes an unfinished attempt too", async () => {
      const reference = await ready();
      expect(await erase({ ...domain, ...noMailbox }, reference)).toBe(true);
      expect(await database.query.$count(answersTable)).toBe(0);
    });

    test("refuses once an address is attached, for the link alone is not enough then", async () => {
      const reference = await finish();
      await addLead(database, "ada@example.com", (await rowOf(reference)).id);
      const before = await assessment(reference);
      expect(await erase({ ...domain, ...noMailbox }, reference)).toBe(false);
      expect(await assessment(reference)).toEqual(before);
    });

    test("erases what has outlived its time: unfinished after 30 days, anonymous after 90, attached never", async () => {
      const unfinished = await ready();
      const anonymous = await finish();
      const completedAt = now;
      const attached = await finish();
      await addLead(database, "ada@example.com", (await rowOf(attached)).id);
      const left = async () => {
        const rows = await database.query.select().from(assessments).orderBy(assessments.id);
        return rows.map((row) => row.reference);
      };

      now = START + 30 * DAY - 1;
      await eraseExpired(domain);
      expect(await left()).toEqual([unfinished, anonymous, attached]);
      now = START + 30 * DAY + 1;
      expect(await eraseExpired(domain)).toBe(1);
      expect(await left()).toEqual([anonymous, attached]);
      now = completedAt + 90 * DAY - 1;
      await eraseExpired(domain);
      expect(await left()).toEqual([anonymous, attached]);
      now = completedAt + 90 * DAY + 1;
      expect(await eraseExpired(domain)).toBe(1);
      expect(await left()).toEqual([attached]);
      now += 3650 * DAY;
      expect(await eraseExpired(domain)).toBe(0);
      expect(await left()).toEqual([attached]);
    });

    once("keeps a result that somebody asked to keep for as long as was promised", async () => {
      const reference = await finish();
      await keepLonger(domain, reference);
      const until = now + 730 * DAY;
      now = until - 1;
      expect(await eraseExpired(domain)).toBe(0);
      now = until + 1;
      expect(await eraseExpired(domain)).toBe(1);
      expect(await findAttempt(domain, reference)).toBeNull();
    });

    test("empties the hash of a client's address after a day, on attempts and on deliveries", async () => {
      const reference = await ready();
      await complete(domain, reference, clientOf("client"));
      const { id } = await rowOf(reference);
      const about = { leadId: await addLead(database, "ada@example.com", id), assessmentId: id, revision: 1 };
      await database.transaction((tx) => enqueue(tx, { kind: "report", about, clientHash: clientOf("client"), now }));
      const hashes = async () => {
        const [delivery] = await database.query.select().from(deliveries);
        return [(await rowOf(reference)).clientHash, delivery?.clientHash];
      };
      const completedAt = now;
      now = completedAt + DAY - 1;
      await eraseExpired(domain);
      expect(await hashes()).toEqual(["client", "client"]);
      now = completedAt + DAY + 1;
      await eraseExpired(domain);
      expect(await hashes()).toEqual([null, null]);
    });
  });

  describe("finding", () => {
    once("finds nothing under an unknown reference, nor a result before there is one", async () => {
      expect(await findAttempt(domain, "nobody")).toBeNull();
      expect(await findAssessment(domain, "nobody")).toBeNull();
      expect(await findAssessment(domain, await ready())).toBeNull();
    });

    once("finds the newest revision, or the one asked for, and none that was never made", async () => {
      const reference = await finish("diagnostic");
      await addSizing(domain, reference, E2_NUMBERS, "GBP");
      expect((await assessment(reference)).revision).toBe(2);
      expect((await assessment(reference, 1)).result.money).toBeNull();
      expect(await findAssessment(domain, reference, 3)).toBeNull();
    });

    test("gives back a sample of content/samples as the method scores it", async () => {
      const credits = "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1";
      const sample = { firm: "E3", about: "E3", instrument: "diagnostic", credits, context: {}, sizing: {} } as const;
      const reference = await begin("diagnostic");
      await giveAll(reference, { c_tool: "crm", ...sampleAnswers(bank, sample) });
      await complete(domain, reference, null);
      expect((await assessment(reference)).result).toMatchObject({
        overall: 55,
        verdict: "SCENARIO_B",
        clarity: "joint",
      });
    });
  });
});
