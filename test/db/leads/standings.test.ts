import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadStandings, leads } from "#db/schema/leads.ts";
import { staff } from "#db/schema/staff.ts";
import { answerAboutFirm } from "#src/assessments/answer.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { giveContext } from "#src/leads/capture/give-context.ts";
import { giveSizing } from "#src/leads/capture/give-sizing.ts";
import { answerCall } from "#src/leads/desk/answer-call.ts";
import { exportLeads } from "#src/leads/desk/export-leads.ts";
import { findLead } from "#src/leads/desk/find-lead.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";
import { listWaitingCalls } from "#src/leads/desk/list-leads.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { prepareLead } from "#src/leads/prepare/lead.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import { refreshAllStandings } from "#src/leads/standing/refresh-all.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { DAY, HOUR } from "#src/time.ts";
import { loadSite, type Site } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { hashAddress, newId, START } from "#test/support/delivery/outbox.ts";
import { EXAMPLES, noMailbox } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";
import { words } from "#test/support/words.ts";

const site: Site = { ...loadSite(), staffAddress: "desk@consultancy.example" };
const ADA = "ada@example.com";
const E2 = EXAMPLES.E2.submission;
const FIRM = { c_team: "5-50", c_role: "founder", c_trigger: "forecast" };

describe.each(databases())("standings, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: LeadDomain & { site: Site };
  const begin = (place: Database) => {
    domain = { ...leadDomainOn(place, () => now), site };
  };
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    begin(database);
  });
  afterAll(() => databases.dispose());

  const sat = async (
    instrument: InstrumentId,
    answers: Record<string, string>,
    firm: Record<string, string> = {},
    attribution = {},
  ): Promise<Assessment> => {
    const given = { c_tool: "crm", ...answers };
    const example = instrument === "snapshot" ? "E1" : "E2";
    const { reference } = await completeSitting(domain, example, { answers: given, attribution });
    for (const [item, option] of Object.entries(firm))
      await answerAboutFirm(domain, reference, { item, option, shownAt: now, answeredAt: now });
    return (await findAssessment(domain, reference)) as Assessment;
  };
  const e2 = () => sat("diagnostic", E2.answers, FIRM, { utm_source: "LinkedIn" });
  const report = (assessment: Assessment, followUp = true, address = ADA) =>
    askForReport(domain, { assessment, address, name: null, firm: null, followUp, clientHash: null });
  const call = (assessment: Assessment, address = ADA) =>
    askForCall(domain, { assessment, address, when: null, phone: null, clientHash: null });
  const standing = async (address = ADA) => {
    const [row] = await database.query
      .select()
      .from(leadStandings)
      .innerJoin(leads, eq(leads.id, leadStandings.leadId))
      .where(eq(leads.address, address));
    return row?.lead_standings;
  };
  const setTo = (name: string, value: unknown) =>
    database.write([
      {
        sql: `INSERT INTO settings (name, value, changed_at) VALUES (:name, :value, :now)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
        args: { name, value: JSON.stringify(value), now },
      },
    ]);
  const feeIs = (amount: number) => setTo("fee", { amount, currency: "GBP" });
  const strongMails = () => database.query.select().from(deliveries).where(eq(deliveries.kind, "strong-lead"));
  /** E2 as the method has it: founder, trigger, numbers, report by e-mail. */
  const strong = async () => {
    await feeIs(20_000);
    now += 1;
    const assessment = await e2();
    await giveSizing(domain, assessment.reference, E2.sizing ?? {}, "GBP");
    await report(assessment);
    return assessment;
  };

  once("hears of a trigger that is named after the report was asked for", async () => {
    const assessment = await sat("diagnostic", E2.answers);
    await report(assessment);
    expect((await standing())?.intent).toBe(20);

    now += HOUR / 2;
    await giveContext(domain, assessment.reference, {
      item: "c_trigger",
      option: "forecast",
      shownAt: now,
      answeredAt: now,
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
        ...{ scoredAsOf: now, lastSignalAt: now },
      });
      await call(assessment);
      expect(await standing()).toMatchObject({ score: 88, intent: 90, grade: "A", rank: 1088, callAskedAt: now });
    },
  );

  once(
    "a call whose consent is taken back neither heads the inbox nor counts, and its phone number is in no file",
    async () => {
      const assessment = await strong();
      const asking = { assessment, address: ADA, phone: "+44 20 7946 0000", clientHash: null };
      await askForCall(domain, { ...asking, when: "On +44 20 7946 0000" });
      expect(await standing()).toMatchObject({ rank: 1088, callAskedAt: now });
      now += HOUR;
      const grace = {
        name: "Grace",
        email: "grace@consultancy.example",
        createdAt: new Date(now),
        updatedAt: new Date(now),
      };
      await database.query.insert(staff).values({ ...grace, id: "staff", emailVerified: true, role: "owner" });
      const [consent] = await database.query.select().from(consents).where(eq(consents.purpose, "call"));
      const lead = consent?.leadId ?? "";
      expect(await withdrawConsent(domain, { lead, consent: consent?.id ?? "" })).toBe("withdrawn");

      expect(await standing()).toMatchObject({ score: 74, rank: 74, callAskedAt: null });
      expect(await listWaitingCalls(domain)).toEqual([]);
      const exported = await exportLeads(
        { ...domain, words, publicUrl: "https://plumb.example" },
        { profile: "plain", query: readInbox(new URLSearchParams()).query, looking: { staffId: "staff", now } },
      );
      const csv = await new Response(exported).text();
      expect(csv).toContain(ADA);
      expect(csv).not.toContain("7946");
      const prepared = () =>
        prepareLead({ ...domain, publicUrl: "https://plumb.example" }, { leadId: lead, assessmentId: null });
      expect(await prepared()).toMatchObject({ lead: { address: ADA, phone: null }, standing: { callAskedAt: null } });
      expect(JSON.stringify(await findLead(domain, lead))).not.toContain("7946");

      now += HOUR;
      await askForCall(domain, { ...asking, when: null });
      expect(await standing()).toMatchObject({ callAskedAt: now });
      expect(await listWaitingCalls(domain)).toHaveLength(1);
      expect(await prepared()).toMatchObject({ lead: { phone: asking.phone } });
    },
  );

  test("staff are told of the first grade A once, at each address of the settings, also by two processes at once", async () => {
    await setTo("notificationAddresses", ["one@consultancy.example", "two@consultancy.example"]);
    const assessment = await strong();
    const [lead] = await database.query.select().from(leads);
    const other = { ...domain, database: databases.openAgain() };
    await database.write([
      { sql: "DELETE FROM deliveries WHERE kind = 'strong-lead'", args: {} },
      { sql: "UPDATE lead_standings SET told_staff_at = NULL", args: {} },
    ]);
    const both = [domain, other].flatMap((place) => [1, 2, 3].map(() => refreshStandings(place, [lead?.id ?? ""])));
    await Promise.all(both);
    await call(assessment);
    expect((await strongMails()).map(({ recipient, state }) => [recipient, state]).toSorted()).toEqual([
      ["one@consultancy.example", "pending"],
      ["two@consultancy.example", "pending"],
    ]);
    const calls = await database.query.select().from(deliveries).where(eq(deliveries.kind, "call"));
    expect(calls.map(({ recipient }) => recipient).toSorted()).toEqual(["two@consultancy.example", null].toSorted());
  });

  once("the message to staff says what the score is made of, and leads to the lead", async () => {
    await strong();
    const [mail] = await strongMails();
    const source = {
      ...domain,
      ...{
        words,

        publicUrl: "https://plumb.example",
        mailFrom: "a@b.example",
      },
    };
    const message = await mailRenderer({
      ...source,
      ...{ sign: () => "", pdf: () => Promise.reject(new Error("No PDF.")), log: console },
    })(mail as NonNullable<typeof mail>);
    expect(message).toMatchObject({ to: "desk@consultancy.example", subject: `Grade A, score 74: ${ADA}` });
    for (const part of [
      "Score 74: need 78, fit 100, intent 45.",
      "Fit: 5 to 50 people, new revenue 23.8 times the fee, founder, 12 deals a month, tool without a system.",
      `https://plumb.example/desk/leads/${mail?.leadId}`,
    ])
      expect([message.text, message.html].every((text) => text.includes(part))).toBe(true);
  });

  once("numbers given after the report raise the standing, and tell staff", async () => {
    await feeIs(20_000);
    now += 1;
    const assessment = await e2();
    await report(assessment);
    expect(await standing()).toMatchObject({ fit: 76, intent: 35, grade: "B" });
    expect(await strongMails()).toHaveLength(0);
    await giveSizing(domain, assessment.reference, E2.sizing ?? {}, "GBP");
    expect(await standing()).toMatchObject({ fit: 100, intent: 45, score: 74 });
    expect((await strongMails()).map(({ recipient }) => recipient)).toEqual(["desk@consultancy.example"]);
  });

  once("without consent to follow-up there is no score, and a call heads the inbox all the same", async () => {
    const assessment = await e2();
    await report(assessment, false);
    expect(await standing()).toMatchObject({ outreach: "report-only", score: null, grade: null, rank: -1 });
    await call(assessment);
    const asked = await standing();
    expect(asked).toMatchObject({ outreach: "report-only", score: null, rank: 999 });
    await answerCall(domain, { lead: asked?.leadId ?? "", asked: now, staff: { id: await person(database) } });
    expect(await standing()).toMatchObject({ rank: -1, callAnsweredAt: now });
    now += HOUR;
    await database.write([{ sql: "UPDATE deliveries SET state = 'sent', sent_at = created_at", args: {} }]);
    await call(assessment);
    expect(await standing()).toMatchObject({ rank: 999, callAskedAt: now });
  });

  once("consumers and suppressed addresses are not scored", async () => {
    await report(await sat("diagnostic", E2.answers, { ...FIRM, c_market: "b2c" }));
    expect(await standing()).toMatchObject({ outreach: "consumers", score: null, rank: -1 });
    await report(await e2(), true, "bea@example.com");
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "allowed" });
    const suppress = "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'bounced', :now)";
    await database.write([{ sql: suppress, args: { hash: hashAddress("bea@example.com"), now } }]);
    now += HOUR;
    await refreshAllStandings(domain);
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "opted-out", score: null });
    await database.write([{ sql: "DELETE FROM suppressions", args: {} }]);
    now += HOUR;
    await refreshAllStandings(domain);
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "allowed" });
  });

  once("coming back after an hour and taking it again are signals of the newest assessment's lead", async () => {
    const first = await sat("snapshot", EXAMPLES.E1.submission.answers);
    await report(first);
    expect((await standing())?.signals.map(({ kind }) => kind)).toEqual(["report"]);
    now += HOUR;
    await giveSizing(domain, first.reference, { z_opps: 3 }, "GBP");
    expect((await standing())?.signals.map(({ kind }) => kind)).toEqual(["sizing", "report"]);
    now += 1;
    await giveSizing(domain, first.reference, { z_opps: 4 }, "GBP");
    const back = { kind: "came-back", at: now };
    expect((await standing())?.signals).toContainEqual(back);
    now += 7 * DAY;
    const again = await sat("snapshot", EXAMPLES.E4.submission.answers, {}, { referrer_host: "News.example" });
    await report(again);
    expect(await standing()).toMatchObject({ assessmentId: again.id, overall: 73, source: "news.example" });
    expect((await standing())?.signals).toEqual(expect.arrayContaining([back, { kind: "retook", at: now }]));
  });

  once("intent decays every hour from the row itself, with the call still in front", async () => {
    const assessment = await strong();
    await call(assessment);
    now += 21 * DAY;
    expect(await refreshAllStandings(domain)).toEqual({ refreshed: 1, rescored: 0 });
    expect(await standing()).toMatchObject({ intent: 67.5, scoredAsOf: now, rank: 1082, score: 82 });
    now += 21 * DAY;
    expect(await refreshAllStandings(domain)).toEqual({ refreshed: 0, rescored: 1 });
    // 0.778^0.4 * 0.1125^0.25 is 0.904 * 0.579. The call counts no more, and still waits.
    expect(await standing()).toMatchObject({ intent: 11.25, score: 52, grade: "B", rank: 1052, scoredAsOf: now });
    expect(await refreshAllStandings(domain)).toEqual({ refreshed: 0, rescored: 0 });
  });

  test("a standing that is missing, or that a process left behind when it died, is made within the hour", async () => {
    const assessment = await strong();
    await database.write([{ sql: "DELETE FROM lead_standings", args: {} }]);
    now += HOUR;
    expect(await refreshAllStandings(domain)).toMatchObject({ refreshed: 1 });
    expect(await standing()).toMatchObject({ outreach: "allowed", fit: 100 });
    now += HOUR;
    const [lead] = await database.query.select().from(leads);
    await database.write([
      {
        sql: "INSERT INTO lead_events (id, lead_id, assessment_id, kind, at) VALUES ('e', :lead, :id, 'call-asked', :now)",
        args: { lead: lead?.id ?? "", id: assessment.id, now },
      },
      {
        sql: "INSERT INTO consents (id, lead_id, purpose, text_version, given_at) VALUES ('c', :lead, 'call', '1', :now)",
        args: { lead: lead?.id ?? "", now },
      },
    ]);
    expect(await refreshAllStandings(domain)).toMatchObject({ refreshed: 1 });
    expect(await standing()).toMatchObject({ callAskedAt: now });
  });

  once("a new fee changes fit, and keeps what staff made of the lead", async () => {
    await strong();
    await database.write([{ sql: "UPDATE lead_standings SET status = 'contacted'", args: {} }]);
    now += 1;
    await feeIs(100_000);
    await refreshAllStandings(domain);
    expect(await standing()).toMatchObject({ fit: 85, status: "contacted" });
    expect(await strongMails()).toHaveLength(1);
  });

  once("what knows less never covers what knows more", async () => {
    await strong();
    const [lead] = await database.query.select().from(leads);
    const late = { ...domain, clock: () => now - 1 };
    await feeIs(1_000_000);
    await refreshStandings(late, [lead?.id ?? ""]);
    expect(await standing()).toMatchObject({ fit: 100, scoredAsOf: now });
  });

  test("leads are erased so many months after their last contact, and their results are anonymous again", async () => {
    await report(await e2());
    now += DAY;
    await report(await e2(), true, "bea@example.com");
    now = Date.UTC(2028, 10, 20, 9, 0, 0);
    expect(await eraseOldLeads({ ...domain, ...noMailbox })).toBe(0);
    now += 1;
    expect(await eraseOldLeads({ ...domain, ...noMailbox })).toBe(1);
    expect((await database.query.select().from(leads)).map(({ address }) => address)).toEqual(["bea@example.com"]);
    expect(await standing()).toBeUndefined();
    await setTo("retention", { ...(await readSettings(domain)).settings.retention, leadMonths: 12 });
    expect(await eraseOldLeads({ ...domain, ...noMailbox })).toBe(1);
  });

  once("new attempts and results are kept as long as staff say, and older ones as long as was promised", async () => {
    const keptUntil = async (reference: string) => (await findAssessment(domain, reference))?.keptUntil;
    const before = await e2();
    await setTo("retention", { unfinishedDays: 5, anonymousDays: 10, leadMonths: 24 });
    const after = await e2();
    expect(await keptUntil(before.reference)).toBe(now + 90 * DAY);
    expect(await keptUntil(after.reference)).toBe(now + 10 * DAY);
  });
});

/** Somebody of staff, made without the sign-in that has tests of its own. */
async function person(database: Database, id = newId()): Promise<string> {
  await database.write([
    {
      sql: `INSERT INTO staff (id, name, email, email_verified, role, created_at, updated_at)
            VALUES (:id, 'Somebody', :id, 1, 'member', 0, 0)`,
      args: { id },
    },
  ]);
  return id;
}
