import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveries, endpoints } from "#db/schema/deliveries.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";
import { confirmWish } from "#src/progress/ask-again/confirm-wish.ts";
import { readOwnWish } from "#src/progress/ask-again/own-wish.ts";
import { whyNotAsked } from "#src/progress/ask-again/why-not-asked.ts";
import { linkToken } from "#src/tokens.ts";
import { longDate } from "#src/words/phrase.ts";
import { databases } from "#test/support/database/databases.ts";
import { fullScans, recorded } from "#test/support/database/plans.ts";
import { fakeChannel, START } from "#test/support/delivery/outbox.ts";
import { answersOf } from "#test/support/factories.ts";
import { askingAgainOn } from "#test/support/fresh/asking-again.ts";
import { ADA, days, sign, site } from "#test/support/fresh/leads.ts";
import { completeSitting } from "#test/support/sittings.ts";
import { words } from "#test/support/words.ts";

describe.each(databases())("being asked again, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, fresh, loop, letOut, completed, ask, mailsOf, leadId, idOfWish, confirmed, claim } =
    askingAgainOn(databases);

  describe("the mail", () => {
    once(
      "says what the reading said and what came first to fix, leads to the retake and stops in one click",
      async () => {
        await confirmed();
        on.now = days(90) - 1;
        expect(await letOut()).toEqual([]);
        on.now += 1;
        const [mail, ...others] = await letOut();
        expect(others).toEqual([]);
        // Method, example E2: Pipeline Integrity is lowest by a wide margin.
        expect(mail?.text).toContain("Pipeline Integrity");
        expect(mail?.text).toContain(`${words.askAgain.mail.firstFix}: `);
        const link = (purpose: "retake-again" | "stop-again", id: string) => linkToken(sign, purpose, id);
        const id = await idOfWish();
        expect(mail?.text).toContain(`https://plumb.example/ask-again/${link("retake-again", id)}/retake\n`);
        expect(mail?.unsubscribeUrl).toBe(`https://plumb.example/ask-again/${link("stop-again", id)}/stop`);
        expect(mail?.text).not.toMatch(/progress|results\//i);
      },
    );

    once("of a reading in which nothing is known names no layer and no fix as failing", async () => {
      const assessment = await completeSitting(on.domain, "E2", {
        answers: Object.fromEntries(
          Object.entries(answersOf("E2")).map(([item, option]) => [item, item.startsWith("c_") ? option : "dk"]),
        ),
      });
      await ask(assessment);
      await confirmWish(on.domain, await idOfWish());
      await letOut();
      on.now = days(90);
      const [mail] = await letOut();
      const headline = mail?.text.split("\n").find((line) => line.startsWith(words.askAgain.mail.headline));
      for (const { name } of on.domain.banks.newest.layers) expect(headline).not.toContain(name);
    });

    test("two processes that look at the same moment send each date's mail once", async () => {
      await confirmed(30);
      const places = [on.database, databases.openAgain()];
      const channels = places.map(() => fakeChannel());
      const loops = places.map((place, index) => loop(channels[index] as (typeof channels)[number], place));
      const sent = () => channels.reduce((sum, channel) => sum + channel.sent.length, 0);
      for (const round of [1, 2, 3]) {
        on.now = days(30 * round);
        await Promise.all([...loops, ...loops].map((one) => one.runOnce()));
        expect(sent()).toBe(round);
        expect((await mailsOf("ask-again")).filter(({ state }) => state === "pending")).toMatchObject([
          { dueAt: days(30 * (round + 1)) },
        ]);
      }
    });

    test("webhooks that subscribe hear once of each that has gone, and of no other mail", async () => {
      const hook = { channel: "webhook" as const, url: "https://hooks.example/x", createdAt: START };
      await on.database.query.insert(endpoints).values([
        { ...hook, id: "told", events: ["lead.asked"] },
        { ...hook, id: "not-told", events: ["lead.updated"] },
      ]);
      const { id } = await confirmed();
      const asked = () => on.database.query.select().from(deliveries).where(eq(deliveries.kind, "lead.asked"));
      expect(await asked()).toEqual([]);
      on.now = days(90);
      const other = databases.openAgain();
      await Promise.all([loop(fakeChannel()).runOnce(), loop(fakeChannel(), other).runOnce()]);
      expect(await asked()).toMatchObject([
        { leadId: await leadId(), assessmentId: id, endpointId: "told", state: "pending", createdAt: days(90) },
      ]);
    });

    once("comes on every date and on no other, whatever the number of days", async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 30, max: 365 }), fc.integer({ min: 1, max: 4 }), async (every, rounds) => {
          await fresh();
          await confirmed(every);
          const dates: number[] = [];
          for (let day = 1; day <= every * rounds; day += Math.max(1, every - 1)) {
            for (const at of [day, day + 1]) {
              on.now = days(at);
              for (const _ of await letOut()) dates.push(at);
            }
          }
          const gaps = dates.map((date, place) => date - (dates[place - 1] ?? 0));
          expect(dates.length).toBeGreaterThan(0);
          for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(every);
        }),
        { numRuns: databases.name === "embedded" ? 8 : 2 },
      );
    });

    once("a reading that came while it waited makes it needless, and the next date counts from that", async () => {
      await confirmed(90);
      on.now = days(60);
      const again = await completed("E6");
      await claim(await leadId(), again.id);
      expect(await readOwnWish(on.database.query, await leadId())).toMatchObject({ nextAt: days(150) });
      on.now = days(90);
      expect(await letOut()).toEqual([]);
      const mails = await mailsOf("ask-again");
      expect(mails.map(({ state, dueAt }) => ({ state, dueAt }))).toEqual([
        { state: "cancelled", dueAt: days(90) },
        { state: "pending", dueAt: days(150) },
      ]);
      on.now = days(150);
      const [mail] = await letOut();
      expect(mail?.text).toContain(longDate(days(60), site.language));
      expect(await readOwnWish(on.database.query, await leadId())).toMatchObject({ nextAt: days(240) });
    });

    once("a reading by the other instrument, or one that nobody has proved, changes nothing", async () => {
      await confirmed(90);
      on.now = days(60);
      await claim(await leadId(), (await completed("E1")).id);
      await ask(await completed("E6"), null);
      await letOut();
      on.now = days(90);
      expect((await letOut()).map(({ subject }) => subject)).toEqual([
        expect.stringContaining(longDate(START, site.language)),
      ]);
    });

    test("is quiet while its address is suppressed, and comes again once that is lifted", async () => {
      await confirmed(30);
      await on.database.transaction((tx) =>
        suppress(tx, on.domain, { address: ADA, reason: "bounced", since: on.now }),
      );
      on.now = days(30);
      expect(await letOut()).toEqual([]);
      await on.database.transaction((tx) => unsuppress(tx, on.domain, ADA));
      on.now = days(45);
      expect(await letOut()).toEqual([]);
      on.now = days(60);
      expect(await letOut()).toHaveLength(1);
    });

    once("comes late and once where nothing ran on its day, and the next counts from then", async () => {
      await confirmed(30);
      on.now = days(100);
      expect(await letOut()).toHaveLength(1);
      expect(await letOut()).toEqual([]);
      on.now = days(130);
      expect(await letOut()).toHaveLength(1);
    });

    once("finds the reading that it speaks of by an index, however many results there are", async () => {
      await confirmed();
      const lead = await leadId();
      const { database: asked, statements, planOf } = recorded(on.database);
      expect(await whyNotAsked(asked.query, { leadId: lead, createdAt: on.now })).toBeNull();
      expect(await readOwnWish(asked.query, lead)).not.toBeNull();
      expect(statements.size).toBeGreaterThan(3);
      for (const sql of statements.keys()) expect(fullScans(sql, await planOf(sql)), sql).toEqual([]);
    });

    once("its waiting for a day is no delay", async () => {
      await confirmed();
      on.now = days(40);
      expect((await deliveryState(on.database, () => on.now, ["mail"])).oldestPendingSeconds).toBeNull();
    });
  });
});
