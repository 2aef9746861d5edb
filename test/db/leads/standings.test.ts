import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { consents } from "#db/schema/leads.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { giveContext } from "#src/leads/capture/give-context.ts";
import { giveSizing } from "#src/leads/capture/give-sizing.ts";
import { answerCall } from "#src/leads/desk/answer-call.ts";
import { exportLeads } from "#src/leads/desk/export-leads.ts";
import { findLead } from "#src/leads/desk/find-lead.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";
import { listWaitingCalls } from "#src/leads/desk/list-leads.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { prepareLead } from "#src/leads/prepare/lead.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, STAFF } from "#test/support/database/desk.ts";
import { EXAMPLES } from "#test/support/factories.ts";
import { ADA } from "#test/support/fresh/leads.ts";
import { E2, standingsOn } from "#test/support/fresh/standings.ts";
import { words } from "#test/support/words.ts";

describe.each(databases())("standings, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, sat, e2, report, call, standing, strong } = standingsOn(databases);

  once("hears of a trigger that is named after the report was asked for", async () => {
    const assessment = await sat("diagnostic", E2.answers);
    await report(assessment);
    expect((await standing())?.intent).toBe(20);

    on.now += HOUR / 2;
    await giveContext(on.domain, assessment.reference, {
      item: "c_trigger",
      option: "forecast",
      shownAt: on.now,
      answeredAt: on.now,
    });
    expect((await standing())?.signals.map(({ kind }) => kind).toSorted()).toEqual(["diagnostic", "report", "trigger"]);
  });

  once(
    "E2 of the method stands at 74, grade A, as soon as the report is asked for; with a call at 88, heading the inbox",
    async () => {
      const assessment = await strong();
      expect(await standing()).toMatchObject({
        ...{ assessmentId: assessment.id, instrument: "diagnostic", overall: 27, verdict: "SCENARIO_A" },
        ...{ dominant: "integrity", clarity: "clear", source: "linkedin", outreach: "allowed" },
        ...{ score: 74, fit: 100, intent: 45, grade: "A", rank: 74, status: "new", callAskedAt: null },
        ...{ scoredAsOf: on.now, lastSignalAt: on.now },
      });
      await call(assessment);
      expect(await standing()).toMatchObject({ score: 88, intent: 90, grade: "A", rank: 1088, callAskedAt: on.now });
    },
  );

  once(
    "a call whose consent is taken back neither heads the inbox nor counts, and its phone number is in no file",
    async () => {
      const assessment = await strong();
      const asking = { assessment, address: ADA, phone: "+44 20 7946 0000", clientHash: null };
      await askForCall(on.domain, { ...asking, when: "On +44 20 7946 0000" });
      expect(await standing()).toMatchObject({ rank: 1088, callAskedAt: on.now });
      on.now += HOUR;
      await addStaff(on.database, { id: "staff", name: "Grace" });
      const [consent] = await on.database.query.select().from(consents).where(eq(consents.purpose, "call"));
      const lead = consent?.leadId ?? "";
      expect(await withdrawConsent(on.domain, { lead, consent: consent?.id ?? "" })).toBe("withdrawn");

      expect(await standing()).toMatchObject({ score: 74, rank: 74, callAskedAt: null });
      expect(await listWaitingCalls(on.domain)).toEqual([]);
      const exported = await exportLeads(
        { ...on.domain, words, publicUrl: "https://plumb.example" },
        { profile: "plain", query: readInbox(new URLSearchParams()).query, looking: { staffId: "staff", now: on.now } },
      );
      const csv = await new Response(exported).text();
      expect(csv).toContain(ADA);
      expect(csv).not.toContain("7946");
      const prepared = () =>
        prepareLead({ ...on.domain, publicUrl: "https://plumb.example" }, { leadId: lead, assessmentId: null });
      expect(await prepared()).toMatchObject({ lead: { address: ADA, phone: null }, standing: { callAskedAt: null } });
      expect(JSON.stringify(await findLead(on.domain, lead))).not.toContain("7946");

      on.now += HOUR;
      await askForCall(on.domain, { ...asking, when: null });
      expect(await standing()).toMatchObject({ callAskedAt: on.now });
      expect(await listWaitingCalls(on.domain)).toHaveLength(1);
      expect(await prepared()).toMatchObject({ lead: { phone: asking.phone } });
    },
  );

  once("without consent to follow-up there is no score, and a call heads the inbox all the same", async () => {
    const assessment = await e2();
    await report(assessment, false);
    expect(await standing()).toMatchObject({ outreach: "report-only", score: null, grade: null, rank: -1 });
    await call(assessment);
    const asked = await standing();
    expect(asked).toMatchObject({ outreach: "report-only", score: null, rank: 999 });
    await addStaff(on.database);
    await answerCall(on.domain, { lead: asked?.leadId ?? "", asked: on.now, staff: STAFF });
    expect(await standing()).toMatchObject({ rank: -1, callAnsweredAt: on.now });
    on.now += HOUR;
    await on.database.write([{ sql: "UPDATE deliveries SET state = 'sent', sent_at = created_at", args: {} }]);
    await call(assessment);
    expect(await standing()).toMatchObject({ rank: 999, callAskedAt: on.now });
  });

  once("coming back after an hour and taking it again are signals of the newest assessment's lead", async () => {
    const first = await sat("snapshot", EXAMPLES.E1.submission.answers);
    await report(first);
    expect((await standing())?.signals.map(({ kind }) => kind)).toEqual(["report"]);
    on.now += HOUR;
    await giveSizing(on.domain, first.reference, { z_opps: 3 }, "GBP");
    expect((await standing())?.signals.map(({ kind }) => kind)).toEqual(["sizing", "report"]);
    on.now += 1;
    await giveSizing(on.domain, first.reference, { z_opps: 4 }, "GBP");
    const back = { kind: "came-back", at: on.now };
    expect((await standing())?.signals).toContainEqual(back);
    on.now += 7 * DAY;
    const again = await sat("snapshot", EXAMPLES.E4.submission.answers, {}, { referrer_host: "News.example" });
    await report(again);
    expect(await standing()).toMatchObject({ assessmentId: again.id, overall: 73, source: "news.example" });
    expect((await standing())?.signals).toEqual(expect.arrayContaining([back, { kind: "retook", at: on.now }]));
  });
});
