import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { settings } from "#db/schema/staff.ts";
import { answer } from "#src/assessments/answer.ts";
import { carriesAll } from "#src/assessments/carry.ts";
import { complete } from "#src/assessments/complete.ts";
import { start } from "#src/assessments/start.ts";
import { catalogueOf } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { bank, EXAMPLES, times } from "#test/support/factories.ts";
import { assessmentsOn, snapshotAnswers } from "#test/support/fresh/assessments.ts";

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, begin, giveAll, finish, ready, rowOf, attempt, assessment } = assessmentsOn(databases);

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

    test("is kept for as long as pages promise: where a row of settings is not one, as where there is none", async () => {
      const site = { staffAddress: "staff@consultancy.example" };
      const kept = async (value: object) => {
        await on.database.query.delete(settings);
        await on.database.query.insert(settings).values({ name: "retention", value, changedAt: START });
        const promised = (await readSettings({ database: on.database, site })).settings.retention.unfinishedDays;
        expect(await attempt(await begin("diagnostic"))).toMatchObject({ keptUntil: on.now + promised * DAY });
        return promised;
      };
      const whole = { unfinishedDays: 5, anonymousDays: 6, leadMonths: 7 };
      expect(await kept(whole)).toBe(5);
      const not = [
        { unfinishedDays: 5 },
        { ...whole, more: 1 },
        { ...whole, leadMonths: 121 },
        { ...whole, unfinishedDays: 0 },
        { ...whole, anonymousDays: "6" },
        { ...whole, unfinishedDays: 5.5 },
      ];
      for (const value of not) expect(await kept(value), JSON.stringify(value)).toBe(30);
    });

    test("makes one attempt of one form, however often and however close together it is sent", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const started = await Promise.all(times(20).map(() => start(on.domain, request)));
      on.now += MINUTE - 1;
      started.push(await start(on.domain, request));
      expect(new Set(started.map(({ reference }) => reference)).size).toBe(1);
      expect(await on.database.query.$count(assessments)).toBe(1);
    });

    test("makes one attempt of one form that two processes receive", async () => {
      const other = { ...on.domain, database: databases.openAgain() };
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const started = await Promise.all(times(20).map((index) => start(index % 2 ? other : on.domain, request)));
      expect(new Set(started.map(({ reference }) => reference)).size).toBe(1);
      expect(await on.database.query.$count(assessments)).toBe(1);
    });

    once("starts another attempt when the form is used again a minute later, as after going back", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const first = await start(on.domain, request);
      on.now += MINUTE;
      expect((await start(on.domain, request)).reference).not.toBe(first.reference);
    });

    once("starts another attempt when the form is used again after its attempt was completed", async () => {
      const request = { instrument: "snapshot", attribution: {}, startKey: "form" } as const;
      const { reference } = await start(on.domain, request);
      await giveAll(reference, snapshotAnswers, 1);
      await complete(on.domain, reference, null);
      expect(on.now - START).toBeLessThan(MINUTE);
      const again = await start(on.domain, request);
      expect(again.reference).not.toBe(reference);
      expect((await attempt(again.reference)).answers).toEqual({});
    });

    once("starts an attempt each time where no form says which one it was", async () => {
      expect(await begin()).not.toBe(await begin());
    });

    once("keeps how the visitor came", async () => {
      const attribution = { utm_source: "newsletter", referrer_host: "example.org", landing_path: "/articles/stages" };
      const { reference } = await start(on.domain, { instrument: "snapshot", attribution });
      await giveAll(reference, snapshotAnswers);
      await complete(on.domain, reference, null);
      expect((await rowOf(reference)).attribution).toEqual(attribution);
    });
  });

  describe("carrying a Snapshot's answers into the Diagnostic", () => {
    const carry = async (carryFrom: string) => {
      const { reference } = await start(on.domain, { instrument: "diagnostic", attribution: {}, carryFrom });
      return attempt(reference);
    };

    once("fills in ten of the 25 and the tool, marked as carried, with no time on page", async () => {
      const snapshot = await finish();
      on.now += DAY;
      const found = await carry(snapshot);
      expect(found.answers).toEqual(snapshotAnswers);
      expect(found.carried.toSorted()).toEqual(Object.keys(EXAMPLES.E1.submission.answers).toSorted());
      expect(found.onPage).toBe(0);
    });

    once("counts an answer as the visitor's own once it is given again", async () => {
      const { reference } = await carry(await finish());
      await answer(on.domain, reference, [{ item: "V1", option: "d", shownAt: on.now, answeredAt: on.now }]);
      const found = await attempt(reference);
      expect(found.scored.V1).toBe("d");
      expect(found.carried).toHaveLength(9);
      expect(found.carried).not.toContain("V1");
    });

    once("leaves the Snapshot as it was scored when a carried answer changes", async () => {
      const snapshot = await finish();
      const before = await assessment(snapshot);
      const { reference } = await carry(snapshot);
      await answer(on.domain, reference, [{ item: "V1", option: "d", shownAt: on.now, answeredAt: on.now }]);
      expect(await assessment(snapshot)).toEqual(before);
    });

    once("carries answers while they are under 30 days old, and not on the thirtieth day", async () => {
      const snapshot = await finish();
      const completedAt = on.now;
      on.now = completedAt + 30 * DAY - 1;
      expect((await carry(snapshot)).carried).toHaveLength(10);
      expect(carriesAll(on.domain, await assessment(snapshot), on.now)).toBe(true);
      on.now = completedAt + 30 * DAY;
      expect((await carry(snapshot)).answers).toEqual({});
      expect(carriesAll(on.domain, await assessment(snapshot), on.now)).toBe(false);
    });

    once(
      "carries over everything into another minor version, and into a major one what it asks unchanged",
      async () => {
        const snapshot = await finish();
        const into = async (version: Bank) => {
          const moved = { ...on.domain, banks: catalogueOf([bank, version]) };
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
        const moved = { ...on.domain, banks: catalogueOf([bank, major]) };
        expect(carriesAll(moved, await assessment(snapshot), on.now)).toBe(false);
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
});
