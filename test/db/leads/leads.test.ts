import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries, suppressions } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { erase } from "#src/assessments/erase.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport, type ReportRequest } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { DAY, HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { loadSite, type Site } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { fakeChannel, hashAddress, loopWith, messageTo, newId, START } from "#test/support/delivery/outbox.ts";
import { clientOf, noMailbox, times } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";

const published = loadSite();
const site: Site = {
  ...published,
  consent: {
    report: { version: "report-7", text: "Report." },
    followUp: { version: "follow-3", text: "Follow up." },
    call: { version: "call-2", text: "Call." },
    reminder: { version: "reminder-4", text: "Remind." },
    askAgain: { version: "again-5", text: "Ask again." },
    checkIns: { version: "check-5", text: "Check." },
  },
};
const sign = (text: string) => `signed-${Buffer.from(text).toString("hex")}`;

describe.each(databases())("leads, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let woken: number;
  let domain: LeadDomain & { site: Site };
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    woken = 0;
    const wake = () => {
      woken += 1;
    };
    domain = { ...leadDomainOn(database, () => now, wake), site };
  });
  afterAll(() => databases.dispose());

  const completed = () => completeSitting(domain, "E1");
  const ask = (assessment: Assessment, address: string, more: Partial<ReportRequest> = {}, place = domain) =>
    askForReport(place, {
      assessment,
      address,
      name: null,
      firm: null,
      followUp: false,
      clientHash: clientOf("client"),
      ...more,
    });
  const limitTo = (mailLimits: Partial<LeadDomain["mailLimits"]>) => {
    domain = { ...domain, mailLimits: { ...domain.mailLimits, ...mailLimits } };
  };
  const rows = async () => ({
    leads: await database.query.select().from(leads).orderBy(leads.address),
    attachments: await database.query.select().from(attachments),
    consents: await database.query.select().from(consents).orderBy(consents.purpose),
    events: await database.query.select().from(leadEvents).orderBy(leadEvents.at),
    deliveries: await database.query.select().from(deliveries).orderBy(deliveries.createdAt),
  });
  const counts = async () => Object.values(await rows()).map((list) => list.length);
  const ONE_OF_EACH = [1, 1, 1, 1, 1];
  const NOTHING = [0, 0, 0, 0, 0];

  describe("asking for the report", () => {
    test("keeps lead, attachment, consent, event and a delivery that is due at once, and wakes the outbox", async () => {
      const assessment = await completed();
      expect(await ask(assessment, "ada@example.com", { name: "Ada", firm: "Engines" })).toEqual({ status: "queued" });
      const { leads: people, ...kept } = await rows();
      const [lead] = people;
      expect(people).toEqual([
        { id: lead?.id, address: "ada@example.com", name: "Ada", firm: "Engines", phone: null, createdAt: START },
      ]);
      expect(kept.attachments).toEqual([
        { leadId: lead?.id, assessmentId: assessment.id, attachedAt: START, claimedAt: null },
      ]);
      expect(kept.consents).toMatchObject([
        { leadId: lead?.id, purpose: "report", textVersion: "report-7", givenAt: START, withdrawnAt: null },
      ]);
      expect(kept.events).toMatchObject([
        { leadId: lead?.id, assessmentId: assessment.id, kind: "report-asked", detail: null, at: START },
      ]);
      expect(kept.deliveries).toMatchObject([
        { kind: "report", leadId: lead?.id, assessmentId: assessment.id, revision: 1, state: "pending", dueAt: START },
      ]);
      expect(woken).toBe(1);
    });

    once("keeps consent to follow-up only when the box was ticked, with the version of its text", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      expect((await rows()).consents).toHaveLength(1);
      await ask(assessment, "bea@example.com", { followUp: true });
      const bea = (await rows()).leads.find(({ address }) => address === "bea@example.com");
      const given = (await rows()).consents.filter(({ leadId }) => leadId === bea?.id);
      expect(given.map(({ purpose, textVersion }) => [purpose, textVersion])).toEqual([
        ["follow-up", "follow-3"],
        ["report", "report-7"],
      ]);
    });

    once(
      "keeps the box that was ticked when the same report is asked for again, without a second message",
      async () => {
        const assessment = await completed();
        await ask(assessment, "ada@example.com");
        expect(await ask(assessment, "ada@example.com", { followUp: true })).toEqual({ status: "already" });
        const kept = await rows();
        expect(kept.consents.map(({ purpose }) => purpose)).toEqual(["follow-up", "report"]);
        expect(kept.deliveries).toHaveLength(1);
      },
    );

    once("records a consent anew when its text has changed, and keeps the older one", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      const consent = { ...site.consent, report: { version: "report-8", text: "New." } };
      await ask(await completed(), "ada@example.com", {}, { ...domain, site: { ...site, consent } });
      expect((await rows()).consents.map(({ textVersion }) => textVersion).toSorted()).toEqual([
        "report-7",
        "report-8",
      ]);
    });

    test("makes one of each out of 20 identical requests at once, from two processes", async () => {
      const assessment = await completed();
      const places = [domain, { ...domain, database: databases.openAgain() }];
      const asked = await Promise.all(
        times(20).map((index) => ask(assessment, "ada@example.com", { name: "Ada" }, places[index % 2])),
      );
      expect(asked.filter(({ status }) => status === "queued")).toHaveLength(1);
      expect(asked.filter(({ status }) => status === "already")).toHaveLength(19);
      expect(await counts()).toEqual(ONE_OF_EACH);
    });

    once("gives a second address on one result a lead and a delivery of its own", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com", { name: "Ada" });
      await ask(assessment, "bea@example.com");
      const kept = await rows();
      expect(kept.leads.map(({ address, name }) => [address, name])).toEqual([
        ["ada@example.com", "Ada"],
        ["bea@example.com", null],
      ]);
      expect(new Set(kept.attachments.map(({ leadId }) => leadId)).size).toBe(2);
      expect(new Set(kept.deliveries.map(({ leadId }) => leadId)).size).toBe(2);
    });

    once("keeps one lead for one mailbox over several results", async () => {
      await ask(await completed(), "ada@example.com");
      await ask(await completed(), "ada@example.com");
      expect(await counts()).toEqual([1, 2, 1, 2, 2]);
    });

    once("never overwrites what a lead says with what somebody typed, and fills in what was open", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com", { name: "Ada" });
      await ask(await completed(), "ada@example.com", { name: "Somebody Else", firm: "Engines" });
      await ask(await completed(), "ada@example.com", { name: null, firm: "Another" });
      expect((await rows()).leads).toMatchObject([{ name: "Ada", firm: "Engines" }]);
    });

    once("names the revision that the page showed", async () => {
      const assessment = await completed();
      await ask({ ...assessment, revision: 2 }, "ada@example.com");
      expect((await rows()).deliveries).toMatchObject([{ revision: 2 }]);
    });

    test("writes nothing at all for a result that was erased meanwhile", async () => {
      const assessment = await completed();
      await erase({ ...domain, ...noMailbox }, assessment.reference);
      await ask(assessment, "ada@example.com").catch(() => undefined);
      expect(await counts()).toEqual(NOTHING);
    });

    test("writes nothing when one of its statements fails", async () => {
      const assessment = await completed();
      await ask(assessment, "bea@example.com");
      const before = await rows();
      const [{ id: taken } = { id: "" }] = before.events;
      const asked = ask(assessment, "ada@example.com", {}, { ...domain, ids: () => taken });
      await expect(asked).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT" });
      expect(await rows()).toEqual(before);
    });
  });

  describe("refusing what is too much", () => {
    test("stops one client at its number an hour, says how long to wait, and writes nothing", async () => {
      limitTo({ reportsPerHour: 2 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      now += 10 * 60_000;
      await ask(assessment, "bea@example.com");
      const before = await rows();
      const refused = await ask(assessment, "cyd@example.com", { followUp: true });
      expect(refused).toEqual({ status: "refused", limit: "client", retryAfterSeconds: 50 * 60 });
      expect(await rows()).toEqual(before);
      expect(woken).toBe(2);
      expect(await ask(assessment, "cyd@example.com", { clientHash: clientOf("another") })).toEqual({
        status: "queued",
      });
      now = START + HOUR;
      expect(await ask(assessment, "dot@example.com")).toEqual({ status: "queued" });
    });

    once("stops one mailbox at its number a day, and changes nothing about its lead", async () => {
      limitTo({ reportsPerMailboxPerDay: 1 });
      await ask(await completed(), "ada@example.com");
      const next = await completed();
      const before = await rows();
      now = START + HOUR;
      const refused = await ask(next, "ada@example.com", {
        name: "Ada",
        followUp: true,
        clientHash: clientOf("another"),
      });
      expect(refused).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 23 * 3600 });
      expect(await rows()).toEqual(before);
      now = START + DAY;
      expect(await ask(next, "ada@example.com")).toEqual({ status: "queued" });
    });

    once("stops one result at its number of addresses, where waiting does not help", async () => {
      limitTo({ addressesPerAssessment: 2 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      await ask(assessment, "bea@example.com");
      const before = await rows();
      const refused = await ask(assessment, "cyd@example.com");
      expect(refused).toEqual({ status: "refused", limit: "addresses", retryAfterSeconds: null });
      expect(await rows()).toEqual(before);
      expect(await ask(await completed(), "cyd@example.com")).toEqual({ status: "queued" });
    });

    once("stops all mail at its number a day", async () => {
      limitTo({ mailsPerDay: 1 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      const before = await rows();
      const refused = await ask(assessment, "bea@example.com", { clientHash: clientOf("another") });
      expect(refused).toEqual({ status: "refused", limit: "total", retryAfterSeconds: 24 * 3600 });
      expect(await rows()).toEqual(before);
    });

    test("stops exactly at the number of addresses when all of them come at once", async () => {
      limitTo({ addressesPerAssessment: 5 });
      const assessment = await completed();
      const asked = await Promise.all(times(12).map((index) => ask(assessment, `reader-${index}@example.com`)));
      expect(asked.filter(({ status }) => status === "queued")).toHaveLength(5);
      expect(asked.filter(({ status }) => status === "refused")).toHaveLength(7);
      expect(await counts()).toEqual([5, 5, 5, 5, 5]);
    });

    once("does not call a repetition of what is on its way a refusal", async () => {
      limitTo({ reportsPerHour: 1, reportsPerMailboxPerDay: 1, mailsPerDay: 1 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      expect(await ask(assessment, "ada@example.com")).toEqual({ status: "already" });
    });
  });

  describe("asking for a call", () => {
    const call = (assessment: Assessment, address = "ada@example.com") =>
      askForCall(domain, { assessment, address, when: "Tuesday", phone: "+44 20", clientHash: clientOf("client") });

    once("keeps the signal with its own consent and tells staff", async () => {
      const assessment = await completed();
      expect(await call(assessment)).toEqual({ status: "queued" });
      const kept = await rows();
      expect(kept.leads).toMatchObject([{ address: "ada@example.com", phone: "+44 20" }]);
      expect(kept.consents.map(({ purpose, textVersion }) => [purpose, textVersion])).toEqual([["call", "call-2"]]);
      expect(kept.events).toMatchObject([{ kind: "call-asked", detail: "Tuesday" }]);
      expect(kept.deliveries).toMatchObject([{ kind: "call", assessmentId: assessment.id }]);
    });

    test("makes one of each out of 20 identical requests at once", async () => {
      const assessment = await completed();
      const asked = await Promise.all(times(20).map(() => call(assessment)));
      expect(asked.filter(({ status }) => status === "queued")).toHaveLength(1);
      expect(await counts()).toEqual(ONE_OF_EACH);
    });

    test("stands beside the report of the same lead, and neither takes the other's room", async () => {
      limitTo({ reportsPerMailboxPerDay: 1, reportsPerHour: 1 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      expect(await call(assessment)).toEqual({ status: "queued" });
      expect(await counts()).toEqual([1, 1, 2, 2, 2]);
    });
  });

  describe('"Not you?"', () => {
    const stop = (token: string) => detach({ ...domain, ...noMailbox, sign, hashAddress }, token);
    const deliveryTo = async (address: string) => {
      const kept = await rows();
      const lead = kept.leads.find((one) => one.address === address);
      return kept.deliveries.find(({ leadId }) => leadId === lead?.id)?.id ?? "";
    };
    /** Every table with every row, as one text. */
    const everything = async () => {
      const tables = await database.query.all<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      );
      const dumps = await Promise.all(tables.map(({ name }) => database.query.all(`SELECT * FROM "${name}"`)));
      expect(dumps.length).toBeGreaterThan(7);
      return JSON.stringify(dumps);
    };

    once("takes the address off, drops the mail that waits, and keeps only a keyed hash of it", async () => {
      await ask(await completed(), "ada@example.com", { name: "Ada", followUp: true });
      expect(await everything()).toContain("ada@example.com");
      now += HOUR;
      expect(await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")))).toBe(true);
      expect(await counts()).toEqual(NOTHING);
      expect(await everything()).not.toContain("ada@");
      expect(await everything()).not.toContain("Ada");
      expect(await database.query.select().from(suppressions)).toEqual([
        { addressHash: hashAddress("ada@example.com"), reason: "not-you", since: now },
      ]);
    });

    test("removes the stored message of a mail that was sent as well", async () => {
      await ask(await completed(), "ada@example.com");
      const channel = fakeChannel();
      await loopWith({
        database,
        clock: () => now,
        channel,
        render: async () => messageTo("ada@example.com"),
      }).runOnce();
      expect(channel.sent).toHaveLength(1);
      expect(await stop(linkToken(sign, "not-you", channel.sent[0]?.id ?? ""))).toBe(true);
      expect(await everything()).not.toContain("ada@");
    });

    test("leaves the result, which is anonymous again and may be erased by its link", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")));
      expect(await findAssessment(domain, assessment.reference)).toEqual(assessment);
      expect(await erase({ ...domain, ...noMailbox }, assessment.reference)).toBe(true);
    });

    once("does nothing with a token that was made up, or that was signed for another delivery", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      await ask(assessment, "bea@example.com");
      const [ada, bea] = [await deliveryTo("ada@example.com"), await deliveryTo("bea@example.com")];
      const before = await rows();
      const [, signature] = linkToken(sign, "not-you", ada).split(".");
      const madeUp = [ada, `${ada}.`, `${ada}.forged`, `${bea}.${signature}`, `${newId()}.${signature}`, "", "."];
      for (const token of madeUp) expect(await stop(token)).toBe(false);
      expect(await stop(linkToken(sign, "not-you", newId()))).toBe(false);
      expect(await rows()).toEqual(before);
      expect(await database.query.$count(suppressions)).toBe(0);
    });

    test("works once; pressed again it changes nothing", async () => {
      await ask(await completed(), "ada@example.com");
      const token = linkToken(sign, "not-you", await deliveryTo("ada@example.com"));
      const pressed = await Promise.all(times(5).map(() => stop(token)));
      expect(pressed).toContain(true);
      expect(await stop(token)).toBe(false);
      expect(await database.query.$count(suppressions)).toBe(1);
      expect(await counts()).toEqual(NOTHING);
    });

    once("touches no other address on the same result", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      await ask(assessment, "bea@example.com", { name: "Bea" });
      await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")));
      const kept = await rows();
      expect(kept.leads).toMatchObject([{ address: "bea@example.com", name: "Bea" }]);
      expect(await counts()).toEqual(ONE_OF_EACH);
    });

    once("keeps a lead that has another result, off this one", async () => {
      const [mine, notMine] = [await completed(), await completed()];
      await ask(mine, "ada@example.com", { name: "Ada" });
      now += HOUR;
      await ask(notMine, "ada@example.com");
      const kept = await rows();
      const delivery = kept.deliveries.find(({ assessmentId }) => assessmentId === notMine.id);
      await stop(linkToken(sign, "not-you", delivery?.id ?? ""));
      const left = await rows();
      expect(left.leads).toMatchObject([{ address: "ada@example.com", name: "Ada" }]);
      expect(left.attachments.map(({ assessmentId }) => assessmentId)).toEqual([mine.id]);
      expect(left.deliveries.map(({ assessmentId }) => assessmentId)).toEqual([mine.id]);
      expect(left.events.map(({ kind }) => kind)).toContain("detached");
      expect(await database.query.$count(suppressions)).toBe(1);
    });

    once("leaves no trace that ties the address to the result it was taken off", async () => {
      const [mine, notMine] = [await completed(), await completed()];
      await ask(mine, "ada@example.com");
      now += HOUR;
      await ask(notMine, "ada@example.com");
      const delivery = (await rows()).deliveries.find(({ assessmentId }) => assessmentId === notMine.id);
      await stop(linkToken(sign, "not-you", delivery?.id ?? ""));
      const { events } = await rows();
      expect(events.filter(({ assessmentId }) => assessmentId === notMine.id)).toEqual([]);
    });
  });
});
