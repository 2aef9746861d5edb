import { and, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { deliveries, endpoints, type Message } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";
import { confirmWish, readWish } from "#src/progress/ask-again/confirm-wish.ts";
import { askMeAgain, readOwnWish } from "#src/progress/ask-again/own-wish.ts";
import { whyNotAsked } from "#src/progress/ask-again/why-not-asked.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { readingsAt } from "#src/progress/page/readings-at.ts";
import { startRetake } from "#src/progress/page/start-retake.ts";
import { stopAsking } from "#src/progress/reminders/stop-asking.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { longDate } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { fullScans, recorded } from "#test/support/database/plans.ts";
import { fakeChannel, loopWith, START } from "#test/support/delivery/outbox.ts";
import { answersOf, clientOf, noMailbox } from "#test/support/factories.ts";
import { completeSitting, finishSitting } from "#test/support/sittings.ts";
import { site as published, words } from "#test/support/words.ts";

const ADA = "ada@example.com";
const NINE = 9 * HOUR;
const times = (length: number) => Array.from({ length }, (_, index) => index);
const consent = { ...published.consent, reminder: { version: "r-4", text: "Remind." } };
const site: Site = { ...published, consent: { ...consent, askAgain: { version: "a-7", text: "Ask again." } } };
const sign = (text: string) => `signed-${Buffer.from(text).toString("hex")}`;
/** START is nine in the morning: the same time of another day. */
const days = (count: number) => START + count * DAY;

describe.each(databases())("being asked again, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: LeadDomain & { site: Site; sign: typeof sign; forgetMail: () => Promise<void> };
  const fresh = async () => {
    database = await databases.open();
    now = START;
    domain = { ...leadDomainOn(database, () => now), site, sign, ...noMailbox };
  };
  beforeEach(fresh);
  afterAll(() => databases.dispose());

  const completed = (name: "E1" | "E2" | "E6" = "E2") => completeSitting(domain, name);
  const ask = (assessment: Assessment, againDays: number | null = 90, address = ADA, place = domain) => {
    const nobody = { name: null, firm: null, followUp: false, clientHash: clientOf("client") };
    return askForReport(place, { assessment, address, againDays, ...nobody });
  };
  const wishes = () => database.query.select().from(retakeReminders);
  const mailsOf = (kind: "ask-again" | "confirm-again" | "report") =>
    database.query.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.createdAt);
  const leadId = async () => (await database.query.select().from(leads))[0]?.id ?? "";
  const idOfWish = async () => (await wishes()).find(({ stoppedAt }) => stoppedAt === null)?.id ?? "";
  const confirmed = async (everyDays = 90) => {
    const assessment = await completed();
    await ask(assessment, everyDays);
    await confirmWish(domain, await idOfWish());
    await letOut();
    return assessment;
  };
  const loop = (channel: Channel<Message>, place = database) => {
    const source = { ...domain, database: place, words, publicUrl: "https://plumb.example", mailFrom: undefined };
    const render = mailRenderer({
      ...source,
      ...{ pdf: () => Promise.reject(new Error("No PDF.")), log: { error: () => undefined } },
    } as never);
    return loopWith({ database: place, clock: () => now, channel, render });
  };
  /** The messages that go out when everything due is sent. */
  const letOut = async () => {
    const channel = fakeChannel();
    await loop(channel).runOnce();
    return channel.sent.map(({ message }) => message);
  };
  const claim = async (assessmentId: number) =>
    database.query
      .insert(attachments)
      .values({ leadId: await leadId(), assessmentId, attachedAt: now, claimedAt: now })
      .onConflictDoUpdate({ target: [attachments.leadId, attachments.assessmentId], set: { claimedAt: now } });

  describe("the box beside the report", () => {
    once("keeps a wish that waits and asks the mailbox to confirm it, with no consent and no date", async () => {
      const assessment = await completed();
      expect(await ask(assessment, 120)).toEqual({ status: "queued" });
      expect(await wishes()).toMatchObject([
        { assessmentId: assessment.id, everyDays: 120, askedAt: START, confirmedAt: null, stoppedAt: null },
      ]);
      expect((await database.query.select().from(consents)).map(({ purpose }) => purpose)).toEqual(["report"]);
      expect(await mailsOf("ask-again")).toEqual([]);
      const sent = await letOut();
      const url = `https://plumb.example/ask-again/${linkToken(sign, "confirm-again", await idOfWish())}`;
      const confirm = sent.find(({ subject }) => subject === words.askAgain.confirmMail.subject);
      expect(confirm?.text).toContain(`${url}\n`);
      expect(confirm?.text).toContain(longDate(days(120), site.language));
      expect(confirm).not.toHaveProperty("unsubscribeUrl");
      expect(sent).toHaveLength(2);
      for (const later of [7, 90, 120, 400]) {
        now = days(later);
        expect(await letOut()).toEqual([]);
      }
    });

    test("20 at once from two processes keep one wish and send one mail of each kind", async () => {
      const assessment = await completed();
      const other = { ...domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => ask(assessment, 90, ADA, place % 2 ? domain : other)));
      expect(await wishes()).toHaveLength(1);
      expect([await mailsOf("confirm-again"), await mailsOf("report")].map(({ length }) => length)).toEqual([1, 1]);
    });

    once("asked once more with another number, the last one counts", async () => {
      const assessment = await completed();
      await ask(assessment, 90);
      await letOut();
      now += 2 * MINUTE;
      await ask(assessment, 30);
      expect(await wishes()).toMatchObject([{ everyDays: 30, askedAt: now }]);
      expect(await mailsOf("confirm-again")).toHaveLength(2);
    });

    once(
      "without room for the second mail nothing is kept or sent, and the refusal says which mail it was",
      async () => {
        const assessment = await completed();
        domain = { ...domain, mailLimits: { ...domain.mailLimits, mailsPerDay: 1 } };
        expect(await ask(assessment)).toMatchObject({ status: "refused", again: true, limit: "total" });
        expect([await wishes(), await mailsOf("report"), await database.query.select().from(leads)]).toEqual([
          [],
          [],
          [],
        ]);
        expect(await ask(assessment, null)).toEqual({ status: "queued" });
      },
    );

    test("for a mailbox that said not you it makes nothing, and asks it once whether it was them", async () => {
      await database.transaction((tx) => suppress(tx, domain, { address: ADA, reason: "not-you", since: now }));
      expect(await ask(await completed())).toEqual({ status: "queued" });
      expect([await wishes(), await database.query.select().from(leads)]).toEqual([[], []]);
      const rows = await database.query.select().from(deliveries);
      expect(rows.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
        "confirm-again cancelled",
        "report cancelled",
        "was-this-you pending",
      ]);
    });
  });

  describe("the yes", () => {
    test("writes its own consent and puts the first mail into the outbox for nine on its day; 20 times over, once", async () => {
      await ask(await completed(), 100);
      now += 3 * DAY;
      const id = await idOfWish();
      const other = { ...domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => confirmWish(place % 2 ? domain : other, id)));
      const given = await database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ textVersion: "a-7", givenAt: now, withdrawnAt: null }]);
      expect(await wishes()).toMatchObject([{ confirmedAt: now, textVersion: "a-7" }]);
      expect(await mailsOf("ask-again")).toMatchObject([{ state: "pending", dueAt: days(100) }]);
    });

    once("is taken within seven days of the message, and the page says where it stands", async () => {
      await ask(await completed());
      const id = await idOfWish();
      const state = async () => (await readWish(database.query, id, now))?.state;
      now = days(7) - 1;
      expect(await state()).toBe("open");
      now += 1;
      expect(await state()).toBe("stale");
      await confirmWish(domain, id);
      expect(await mailsOf("ask-again")).toEqual([]);
      now = START;
      await confirmWish(domain, id);
      expect(await state()).toBe("confirmed");
      await stopAsking(domain, "ask-again", await leadId());
      expect(await state()).toBe("stopped");
      await confirmWish(domain, id);
      expect(await state()).toBe("stopped");
      expect(await readWish(database.query, "nobody", now)).toBeNull();
    });

    once("at another result takes the place of the one before: a mailbox has one, and one date", async () => {
      await confirmed(90);
      now += DAY;
      await ask(await completed("E1"), 30);
      await confirmWish(domain, (await wishes()).find(({ confirmedAt }) => confirmedAt === null)?.id ?? "");
      const pending = (await mailsOf("ask-again")).filter(({ state }) => state === "pending");
      expect(pending).toMatchObject([{ dueAt: days(31) }]);
      expect((await wishes()).filter(({ stoppedAt }) => stoppedAt === null)).toMatchObject([{ everyDays: 30 }]);
      const given = await database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ withdrawnAt: null }]);
    });
  });

  describe("the mail", () => {
    once(
      "says what the reading said and what came first to fix, leads to the retake and stops in one click",
      async () => {
        await confirmed();
        now = days(90) - 1;
        expect(await letOut()).toEqual([]);
        now += 1;
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
      const assessment = await completeSitting(domain, "E2", {
        answers: Object.fromEntries(
          Object.entries(answersOf("E2")).map(([item, option]) => [item, item.startsWith("c_") ? option : "dk"]),
        ),
      });
      await ask(assessment);
      await confirmWish(domain, await idOfWish());
      await letOut();
      now = days(90);
      const [mail] = await letOut();
      const headline = mail?.text.split("\n").find((line) => line.startsWith(words.askAgain.mail.headline));
      for (const { name } of domain.banks.newest.layers) expect(headline).not.toContain(name);
    });

    test("two processes that look at the same moment send each date's mail once", async () => {
      await confirmed(30);
      const places = [database, databases.openAgain()];
      const channels = places.map(() => fakeChannel());
      const loops = places.map((place, index) => loop(channels[index] as (typeof channels)[number], place));
      const sent = () => channels.reduce((sum, channel) => sum + channel.sent.length, 0);
      for (const round of [1, 2, 3]) {
        now = days(30 * round);
        await Promise.all([...loops, ...loops].map((one) => one.runOnce()));
        expect(sent()).toBe(round);
        expect((await mailsOf("ask-again")).filter(({ state }) => state === "pending")).toMatchObject([
          { dueAt: days(30 * (round + 1)) },
        ]);
      }
    });

    test("webhooks that subscribe hear once of each that has gone, and of no other mail", async () => {
      const hook = { channel: "webhook" as const, url: "https://hooks.example/x", createdAt: START };
      await database.query.insert(endpoints).values([
        { ...hook, id: "told", events: ["lead.asked"] },
        { ...hook, id: "not-told", events: ["lead.updated"] },
      ]);
      const { id } = await confirmed();
      const asked = () => database.query.select().from(deliveries).where(eq(deliveries.kind, "lead.asked"));
      expect(await asked()).toEqual([]);
      now = days(90);
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
              now = days(at);
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
      now = days(60);
      const again = await completed("E6");
      await claim(again.id);
      expect(await readOwnWish(database.query, await leadId())).toMatchObject({ nextAt: days(150) });
      now = days(90);
      expect(await letOut()).toEqual([]);
      const mails = await mailsOf("ask-again");
      expect(mails.map(({ state, dueAt }) => ({ state, dueAt }))).toEqual([
        { state: "cancelled", dueAt: days(90) },
        { state: "pending", dueAt: days(150) },
      ]);
      now = days(150);
      const [mail] = await letOut();
      expect(mail?.text).toContain(longDate(days(60), site.language));
      expect(await readOwnWish(database.query, await leadId())).toMatchObject({ nextAt: days(240) });
    });

    once("a reading by the other instrument, or one that nobody has proved, changes nothing", async () => {
      await confirmed(90);
      now = days(60);
      await claim((await completed("E1")).id);
      await ask(await completed("E6"), null);
      await letOut();
      now = days(90);
      expect((await letOut()).map(({ subject }) => subject)).toEqual([
        expect.stringContaining(longDate(START, site.language)),
      ]);
    });

    test("is quiet while its address is suppressed, and comes again once that is lifted", async () => {
      await confirmed(30);
      await database.transaction((tx) => suppress(tx, domain, { address: ADA, reason: "bounced", since: now }));
      now = days(30);
      expect(await letOut()).toEqual([]);
      await database.transaction((tx) => unsuppress(tx, domain, ADA));
      now = days(45);
      expect(await letOut()).toEqual([]);
      now = days(60);
      expect(await letOut()).toHaveLength(1);
    });

    once("comes late and once where nothing ran on its day, and the next counts from then", async () => {
      await confirmed(30);
      now = days(100);
      expect(await letOut()).toHaveLength(1);
      expect(await letOut()).toEqual([]);
      now = days(130);
      expect(await letOut()).toHaveLength(1);
    });

    once("finds the reading that it speaks of by an index, however many results there are", async () => {
      await confirmed();
      const lead = await leadId();
      const { database: asked, statements, planOf } = recorded(database);
      expect(await whyNotAsked(asked.query, { leadId: lead, createdAt: now })).toBeNull();
      expect(await readOwnWish(asked.query, lead)).not.toBeNull();
      expect(statements.size).toBeGreaterThan(3);
      for (const sql of statements.keys()) expect(fullScans(sql, await planOf(sql)), sql).toEqual([]);
    });

    once("its waiting for a day is no delay", async () => {
      await confirmed();
      now = days(40);
      expect((await deliveryState(database, () => now, ["mail"])).oldestPendingSeconds).toBeNull();
    });
  });

  describe("the end", () => {
    const pending = () =>
      database.query.$count(
        deliveries,
        and(inArray(deliveries.kind, ["ask-again", "confirm-again"]), eq(deliveries.state, "pending")),
      );

    once("one click ends every wish of the mailbox and its consent, and nothing comes any more", async () => {
      await confirmed();
      now += DAY;
      await ask(await completed("E1"), 30);
      const lead = await leadId();
      for (const _ of times(3)) await stopAsking(domain, "ask-again", lead);
      expect((await wishes()).filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
      expect(await pending()).toBe(0);
      const given = await database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ withdrawnAt: now }]);
      const events = await database.query.select().from(leadEvents).where(eq(leadEvents.kind, "consent-withdrawn"));
      expect(events).toMatchObject([{ detail: "reminder" }]);
      await letOut();
      now = days(400);
      expect(await letOut()).toEqual([]);
    });

    once("this and the reminder of a commitment end apart, each with its own consent", async () => {
      const terms = { layer: "integrity" as const, condition: "Proof.", dueAt: days(200) - NINE };
      const bothOf = async () => {
        const assessment = await confirmed();
        await makeWithReminder(domain, { assessmentId: assessment.id, terms, address: ADA, clientHash: null });
        const [made] = await database.query.all<{ id: string }>("SELECT id FROM commitments");
        await confirmReminder(domain, made?.id ?? "");
        return made?.id ?? "";
      };
      const standing = async () => {
        const given = await database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
        return given.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ textVersion }) => textVersion);
      };
      await bothOf();
      await stopAsking(domain, "ask-again", await leadId());
      expect(await standing()).toEqual(["r-4"]);
      await letOut();
      now = days(200);
      expect((await letOut()).map(({ subject }) => subject)).toEqual([expect.stringContaining("commitment")]);

      await fresh();
      await stopReminder(domain, await bothOf());
      expect(await standing()).toEqual(["a-7"]);
      await letOut();
      now = days(90);
      expect(await letOut()).toHaveLength(1);
    });

    once("withdrawn on one's own page it stops, and what is stopped between two tries is not tried again", async () => {
      await confirmed();
      const lead = await leadId();
      const [given] = await database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      now = days(90);
      const failing = fakeChannel(async () => ({ status: "again", reason: "busy" }));
      await loop(failing).runOnce();
      expect(failing.sent).toHaveLength(1);
      await withdrawConsent(domain, { lead, consent: given?.id ?? "" });
      now += HOUR;
      expect(await letOut()).toEqual([]);
      expect((await mailsOf("ask-again")).map(({ reason }) => reason)).toEqual([STOPPED, STOPPED]);
      expect(await pending()).toBe(0);
    });

    once(
      "not you, and the end of the lead's time, take it along; the first mail to come keeps its lead, later ones do not",
      async () => {
        await confirmed(365);
        const [confirm] = await mailsOf("confirm-again");
        now = days(1);
        await detach(domain, linkToken(sign, "not-you", confirm?.id ?? ""));
        expect([await wishes(), await pending()]).toEqual([[], 0]);

        await fresh();
        await database.query.run("INSERT INTO settings (id, value) VALUES (1, '{}')").catch(() => undefined);
        await confirmed(365);
        for (const [day, left] of [
          [364, 1],
          [365, 1],
        ] as const) {
          now = days(day);
          await letOut();
          await eraseOldLeads(domain);
          expect((await wishes()).length).toBe(left);
        }
        now = days(800);
        await eraseOldLeads(domain);
        expect([await wishes(), await pending()]).toEqual([[], 0]);
      },
    );
  });

  describe("the way back", () => {
    once("a retake by its link belongs to the mailbox and opens with the reading that the mail spoke of", async () => {
      const first = await confirmed(90);
      now = days(91);
      const wish = await idOfWish();
      const retake = { leadId: await leadId(), instrument: "diagnostic" as const, commitmentId: null };
      const { reference } = await startRetake(domain, { ...retake, reminderId: wish, startKey: "k".repeat(22) });
      const again = await finishSitting(domain, reference, answersOf("E6"));
      // By the method's example E6, 27 to 46; three months on, so it is not early to say.
      expect(await database.query.select().from(leadEvents).where(eq(leadEvents.kind, "retook"))).toMatchObject([
        { assessmentId: again.id, toValue: "up" },
      ]);
      const readings = await readingsAt(domain, again, null);
      expect(readings?.map((one) => one.reference)).toEqual([first.reference, again.reference]);
      expect(await readingsAt(domain, first, null)).toBeNull();
    });

    once("a signed-in founder needs no second yes", async () => {
      const assessment = await completed();
      await ask(assessment, null);
      await claim(assessment.id);
      const own = { leadId: await leadId(), reference: assessment.reference, everyDays: 45 };
      await askMeAgain(domain, own);
      expect(await mailsOf("confirm-again")).toEqual([]);
      expect(await readOwnWish(database.query, own.leadId)).toMatchObject({ nextAt: days(45), everyDays: 45 });
      expect(await askMeAgain(domain, { ...own, leadId: "somebody" })).toBe(false);
      expect(await wishes()).toHaveLength(1);

      // As often a day as a mailbox may be asked to confirm it: nobody fills the database by pressing on.
      domain = { ...domain, mailLimits: { ...domain.mailLimits, reportsPerMailboxPerDay: 3 } };
      const again = async () => {
        await stopAsking(domain, "ask-again", own.leadId);
        return askMeAgain(domain, own);
      };
      expect([await again(), await again(), await again(), await again()]).toEqual([true, true, false, false]);
      expect(await wishes()).toHaveLength(3);
      now += DAY;
      expect(await again()).toBe(true);
    });
  });
});
