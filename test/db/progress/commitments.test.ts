import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import PostalMime from "postal-mime";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries, endpoints, type Message } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leadStandings, leads } from "#db/schema/leads.ts";
import { commitments, retakes } from "#db/schema/progress.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { deliveryState } from "#src/delivery/state.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { refreshAllStandings } from "#src/leads/standing/refresh-all.ts";
import { mayReplay, STOPPED } from "#src/outbox/may-replay.ts";
import { askForReminder } from "#src/progress/commitments/ask-for-reminder.ts";
import { confirmReminder, readConfirmation } from "#src/progress/commitments/confirm-reminder.ts";
import { deleteCommitment } from "#src/progress/commitments/delete-commitment.ts";
import { listAtResult } from "#src/progress/commitments/list-at-result.ts";
import { listCommitments } from "#src/progress/commitments/list-commitments.ts";
import { makeCommitment } from "#src/progress/commitments/make-commitment.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { sayOutcome } from "#src/progress/commitments/say-outcome.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import type { Terms } from "#src/progress/commitments/terms.ts";
import { findLater, findUnfinishedRetake } from "#src/progress/page/find-retake.ts";
import { startRetake } from "#src/progress/page/start-retake.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import type { Site } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { fakeChannel, loopWith, newId, START } from "#test/support/delivery/outbox.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { answersOf, clientOf, noMailbox } from "#test/support/factories.ts";
import { completeSitting, finishSitting } from "#test/support/sittings.ts";
import { site as published, words } from "#test/support/words.ts";

const ADA = "ada@example.com";
/** 90 days after START's day. */
const DUE = Date.UTC(2027, 1, 18);
const CONDITION = "No deal moves up a stage\nwithout <written> buyer proof & a date.";
const TERMS: Terms = { layer: "integrity", condition: CONDITION, dueAt: DUE };
const times = (length: number) => Array.from({ length }, (_, index) => index);
const site: Site = { ...published, consent: { ...published.consent, reminder: { version: "r-4", text: "Remind." } } };
const sign = (text: string) => `signed-${Buffer.from(text).toString("hex")}`;

describe.each(databases())("commitments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let woken: number;
  let domain: LeadDomain & { site: Site; sign: typeof sign; forgetMail: () => Promise<void> };
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    woken = 0;
    const wake = () => {
      woken += 1;
    };
    domain = { ...leadDomainOn(database, () => now, wake), site, sign, ...noMailbox };
  });
  afterAll(() => databases.dispose());

  const finish = (reference: string, name: "E1" | "E2" | "E6") => finishSitting(domain, reference, answersOf(name));
  const completed = (name: "E1" | "E2" | "E6" = "E2") => completeSitting(domain, name);
  const withReminder = (assessmentId: number, more: Partial<Terms> = {}, address = ADA, place = domain) =>
    makeWithReminder(place, { assessmentId, terms: { ...TERMS, ...more }, address, clientHash: clientOf("client") });
  const only = async () => {
    const [found, ...others] = await database.query.select().from(commitments);
    if (!found || others.length > 0) throw new Error(`There are ${others.length + (found ? 1 : 0)} commitments.`);
    return found;
  };
  /** A commitment with an address; returns its id. */
  const asked = async (more: Partial<Terms> = {}, address = ADA): Promise<string> => {
    const before = new Set((await database.query.select().from(commitments)).map(({ id }) => id));
    await withReminder((await completed()).id, more, address);
    const all = await database.query.select().from(commitments);
    return all.find(({ id }) => !before.has(id))?.id ?? "";
  };
  const confirmed = async (more: Partial<Terms> = {}): Promise<string> => {
    const id = await asked(more);
    await confirmReminder(domain, id);
    return id;
  };
  const rows = async () => ({
    leads: await database.query.select().from(leads),
    attachments: await database.query.select().from(attachments),
    commitments: await database.query.select().from(commitments),
    consents: await database.query.select().from(consents),
    events: await database.query.select().from(leadEvents),
    mails: await database.query.select().from(deliveries).where(eq(deliveries.channel, "mail")),
  });
  const counts = async () => Object.values(await rows()).map((list) => list.length);
  const remindersOf = async () =>
    (await rows()).mails.filter(({ kind }) => kind === "reminder").map(({ state, dueAt }) => ({ state, dueAt }));
  const loop = (channel: Channel<Message>) => {
    const render = mailRenderer({
      ...{ ...domain, words, publicUrl: "https://plumb.example", mailFrom: undefined },
      ...{ pdf: () => Promise.reject(new Error("No PDF.")), log: console },
    } as never);
    return loopWith({ database, clock: () => now, channel, render });
  };
  /** The messages that go out when everything due is sent. */
  const letOut = async () => {
    const channel = fakeChannel();
    await loop(channel).runOnce();
    return channel.sent.map(({ message }) => message);
  };
  const claim = (leadId: string, assessmentId: number) =>
    database.write([
      {
        sql: `INSERT INTO attachments (lead_id, assessment_id, attached_at, claimed_at) VALUES (:lead, :assessment, :now, :now)
              ON CONFLICT DO UPDATE SET claimed_at = :now`,
        args: { lead: leadId, assessment: assessmentId, now },
      },
    ]);

  describe("without an address", () => {
    once("a commitment is kept with its result, by nobody, and sends nothing", async () => {
      const { id } = await completed();
      expect(await makeCommitment(domain, { assessmentId: id, terms: TERMS, leadId: null })).toEqual({
        status: "made",
      });
      expect(await counts()).toEqual([0, 0, 1, 0, 0, 0]);
      expect(await only()).toMatchObject({ assessmentId: id, leadId: null, layer: "integrity", condition: CONDITION });
      expect(await listAtResult(domain, id)).toEqual([TERMS]);
    });

    test("the same one again makes no second, even 20 at once", async () => {
      const { id } = await completed();
      const make = () => makeCommitment(domain, { assessmentId: id, terms: TERMS, leadId: null });
      const made = await Promise.all(times(20).map(make));
      expect(made.filter(({ status }) => status === "made")).toHaveLength(1);
      expect(made.filter(({ status }) => status === "already")).toHaveLength(19);
      await only();
    });

    once("a sixth is refused in words, and so is one with an address", async () => {
      const { id } = await completed();
      const make = (condition: string) =>
        makeCommitment(domain, { assessmentId: id, terms: { ...TERMS, condition }, leadId: null });
      for (const place of times(5)) expect(await make(`Number ${place}`)).toEqual({ status: "made" });
      expect(await make("Number 5")).toEqual({ status: "full" });
      expect(await make("Number 4")).toEqual({ status: "already" });
      expect(await withReminder(id)).toEqual({ status: "full" });
      expect(await counts()).toEqual([0, 0, 5, 0, 0, 0]);
    });

    once("an anonymous result stays until 30 days after the date, and is never kept shorter", async () => {
      const { id } = await completed();
      const keptUntil = async () =>
        (await database.query.select().from(assessments).where(eq(assessments.id, id)))[0]?.keptUntil;
      await makeCommitment(domain, { assessmentId: id, terms: TERMS, leadId: null });
      expect(await keptUntil()).toBe(DUE + 30 * DAY);
      const soon = { ...TERMS, dueAt: START + DAY };
      await makeCommitment(domain, { assessmentId: id, terms: soon, leadId: null });
      expect(await keptUntil()).toBe(DUE + 30 * DAY);
    });
  });

  describe("with an address", () => {
    once("keeps lead, attachment, commitment, event and the message to confirm, but no consent", async () => {
      const { id } = await completed();
      expect(await withReminder(id)).toEqual({ status: "made" });
      const kept = await rows();
      const lead = kept.leads[0]?.id;
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
      expect(kept.attachments).toMatchObject([{ leadId: lead, assessmentId: id, claimedAt: null }]);
      expect(kept.commitments).toMatchObject([{ leadId: lead, confirmedAt: null, dueAt: DUE, madeAt: START }]);
      expect(kept.events).toMatchObject([{ leadId: lead, assessmentId: id, kind: "commitment-made", detail: null }]);
      expect(kept.mails).toMatchObject([
        { kind: "confirm-reminder", leadId: lead, assessmentId: id, state: "pending", dueAt: START },
      ]);
      expect(kept.mails[0]?.commitmentId).toBe(kept.commitments[0]?.id);
      expect(woken).toBe(1);
      expect(await listAtResult(domain, id)).toEqual([]);
    });

    test("20 at once from two processes make one of each", async () => {
      const { id } = await completed();
      const other = { ...domain, database: databases.openAgain() };
      const made = await Promise.all(times(20).map((place) => withReminder(id, {}, ADA, place % 2 ? domain : other)));
      expect(made.filter(({ status }) => status === "made")).toHaveLength(1);
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
    });

    once("the same again asks once more where the first message may be lost, and never after the yes", async () => {
      const { id } = await completed();
      await withReminder(id);
      expect(await letOut()).toHaveLength(1);
      now += MINUTE - 1;
      expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toEqual([]);
      now += 7 * DAY;
      for (const _ of times(2)) expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toHaveLength(1);
      await confirmReminder(domain, (await only()).id);
      now += HOUR;
      expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toEqual([]);
    });

    once("the same again after its reminder was stopped is a new one, as the stop promises", async () => {
      const { id } = await completed();
      await withReminder(id);
      await stopReminder(domain, (await only()).id);
      expect(await withReminder(id)).toEqual({ status: "made" });
      expect((await rows()).commitments.map(({ stoppedAt }) => stoppedAt)).toEqual([now, null]);
    });

    once("a limit of mail refuses it whole and says when to try again", async () => {
      domain = { ...domain, mailLimits: { ...domain.mailLimits, reportsPerMailboxPerDay: 1 } };
      const first = await completed();
      await withReminder(first.id);
      now += HOUR;
      const second = await completed();
      const refused = await withReminder(second.id);
      expect(refused).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 23 * 3600 });
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
      domain = { ...domain, mailLimits: { ...domain.mailLimits, mailsPerDay: 1 } };
      expect(await withReminder(second.id, {}, "bea@example.com")).toMatchObject({ status: "refused", limit: "total" });
      expect((await rows()).leads).toHaveLength(1);
    });

    once("the message to confirm holds no word that somebody typed, and a link that only we can make", async () => {
      const id = await asked();
      const [message, ...others] = await letOut();
      expect(others).toEqual([]);
      expect(message?.to).toBe(ADA);
      const all = JSON.stringify(message);
      for (const typed of ["written", "buyer", "stage", "without"]) expect(all).not.toContain(typed);
      const link = `https://plumb.example/reminders/${linkToken(sign, "confirm-reminder", id)}`;
      expect(message?.text).toContain(link);
      expect(message?.html).toContain(`href="${link}"`);
      expect(message).not.toHaveProperty("unsubscribeUrl");
      expect((await rows()).mails[0]?.message).toBeNull();
    });

    once("nobody at the desk or behind it hears of an address before its mailbox has said yes", async () => {
      const hook = { id: "hook", channel: "webhook" as const, url: "https://crm.example/in", createdAt: now };
      await database.query.insert(endpoints).values({ ...hook, events: ["lead.created", "lead.updated"] });
      const told = async () =>
        (await database.query.select().from(deliveries).where(eq(deliveries.endpointId, "hook"))).map(
          ({ kind }) => kind,
        );
      const standings = () => database.query.select().from(leadStandings);
      const id = await asked();
      await refreshAllStandings(domain);
      expect([await told(), await standings()]).toEqual([[], []]);

      await confirmReminder(domain, id);
      expect(await told()).toEqual(["lead.created"]);
      expect(await standings()).toMatchObject([{ outreach: "report-only", assessmentId: (await only()).assessmentId }]);

      // The same of a mailbox that is known: what somebody typed for it elsewhere is not its newest result.
      now += DAY;
      const [before] = await standings();
      await withReminder((await completed("E1")).id);
      await refreshAllStandings(domain);
      expect(await standings()).toMatchObject([{ assessmentId: before?.assessmentId, overall: before?.overall }]);
      expect(await told()).toEqual(["lead.created"]);
    });

    once("nothing more is ever sent without a yes", async () => {
      await asked();
      expect(await letOut()).toHaveLength(1);
      for (const days of [7, 83, 310]) {
        now += days * DAY;
        expect(await letOut()).toEqual([]);
      }
    });
  });

  describe("the yes", () => {
    once("writes the consent and puts one reminder into the outbox, for nine in the morning of its day", async () => {
      const id = await asked();
      now += 3 * DAY;
      await confirmReminder(domain, id);
      const kept = await rows();
      expect(kept.consents).toMatchObject([
        { purpose: "reminder", textVersion: "r-4", givenAt: now, withdrawnAt: null },
      ]);
      expect(await only()).toMatchObject({ confirmedAt: now });
      expect(await remindersOf()).toEqual([{ state: "pending", dueAt: DUE + 9 * HOUR }]);
    });

    test("again, and 20 times at once from two processes, changes nothing", async () => {
      const id = await asked();
      const other = { ...domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => confirmReminder(place % 2 ? domain : other, id)));
      now += DAY;
      await confirmReminder(domain, id);
      expect(await only()).toMatchObject({ confirmedAt: START });
      expect(await remindersOf()).toHaveLength(1);
      expect((await rows()).consents).toHaveLength(1);
    });

    once("makes no second reminder after the first was sent and its row is gone", async () => {
      const id = await confirmed();
      now = DUE + DAY;
      await letOut();
      await database.write([{ sql: "DELETE FROM deliveries", args: {} }]);
      await confirmReminder(domain, id);
      expect(await remindersOf()).toEqual([]);
    });

    once("is taken within seven days of the message, and the page says where it stands", async () => {
      const id = await asked();
      const state = async () => (await readConfirmation(domain, id))?.state;
      now = START + 7 * DAY - 1;
      expect(await state()).toBe("open");
      now += 1;
      expect(await state()).toBe("stale");
      await confirmReminder(domain, id);
      expect(await remindersOf()).toEqual([]);
      expect((await rows()).consents).toEqual([]);
      now = START;
      await confirmReminder(domain, id);
      expect(await state()).toBe("confirmed");
      await stopReminder(domain, id);
      expect(await state()).toBe("stopped");
      expect(await readConfirmation(domain, "nobody")).toBeNull();
    });

    once("after the date sends the reminder now", async () => {
      const id = await asked({ dueAt: START - (START % DAY) + DAY });
      now += 4 * DAY;
      await confirmReminder(domain, id);
      expect(await remindersOf()).toEqual([{ state: "pending", dueAt: now }]);
    });
  });

  describe("the reminder", () => {
    const unsubscribe = (id: string) => `https://plumb.example/unsubscribe/${linkToken(sign, "unsubscribe", id)}`;

    test("goes out once on its day through the provider, with the headers of RFC 8058", async () => {
      const server = await startResendServer();
      onTestFinished(() => server.stop());
      const channel = createResendChannel({ apiKey: "re_test", baseUrl: server.url, clock: () => now });
      const id = await confirmed();
      await loop(channel).runOnce();
      now = DUE + 9 * HOUR - 1;
      await loop(channel).runOnce();
      expect(server.requests).toHaveLength(1);
      now += 1;
      await Promise.all([loop(channel).runOnce(), loop(channel).runOnce()]);
      await loop(channel).runOnce();
      expect(server.requests).toHaveLength(2);
      const { headers, text, html, to } = JSON.parse(server.accepted[1]?.body ?? "");
      expect(to).toBe(ADA);
      expect(headers).toEqual({
        "List-Unsubscribe": `<${unsubscribe(id)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      });
      expect(text).toContain("> No deal moves up a stage\n> without <written> buyer proof & a date.");
      expect(html).toContain("without &lt;written> buyer proof &amp; a date.");
      expect(text).toContain(`https://plumb.example/retake/${linkToken(sign, "retake", id)}`);
      expect(text).toContain(unsubscribe(id));
      expect(text).toContain("18 February 2027");
      expect(JSON.parse(server.accepted[0]?.body ?? "")).not.toHaveProperty("headers");
      const sent = (await rows()).mails.filter(({ kind }) => kind === "reminder");
      expect(sent).toMatchObject([{ state: "sent", message: null }]);
    });

    once("is a file in the mailbox folder with the same headers, each on one line", async () => {
      const folder = await mkdtemp(join(tmpdir(), "plumbline-commitments-"));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const channel = createMailbox({ folder, clock: () => now });
      const id = await confirmed();
      now = DUE + 9 * HOUR;
      await loop(channel).runOnce();
      const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
      const mails = await Promise.all(files.map((file) => PostalMime.parse(file)));
      const place = mails.findIndex(({ text }) => text?.includes("/retake/"));
      const header = (key: string) => mails[place]?.headers.find((one) => one.key === key)?.value;
      expect(mails).toHaveLength(2);
      expect(header("list-unsubscribe")).toBe(`<${unsubscribe(id)}>`);
      expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
      expect(files[place]?.toString()).toContain(`List-Unsubscribe: <${unsubscribe(id)}>\r\n`);
    });

    once("is not sent when the assessment, the lead or the address's place on the result is gone", async () => {
      for (const erase of [
        (id: number) => database.write([{ sql: "DELETE FROM assessments WHERE id = :id", args: { id } }]),
        () => database.write([{ sql: "DELETE FROM leads", args: {} }]),
        async () => {
          const mail = (await rows()).mails.find(({ kind }) => kind === "confirm-reminder");
          expect(await detach(domain, linkToken(sign, "not-you", mail?.id ?? ""))).toBe(true);
        },
      ]) {
        now = START;
        await confirmed();
        await letOut();
        await erase((await only()).assessmentId);
        expect((await rows()).commitments).toEqual([]);
        now = DUE + DAY;
        expect(await letOut()).toEqual([]);
      }
    });

    once("is over for a lead that stays after its mailbox said that one result was not its own", async () => {
      await confirmed();
      const another = await asked({ layer: "learning" });
      const question = (await rows()).mails.find(({ commitmentId }) => commitmentId === another);
      await detach(domain, linkToken(sign, "not-you", question?.id ?? ""));
      expect((await rows()).commitments.map(({ layer, stoppedAt }) => [layer, stoppedAt])).toEqual([
        ["integrity", now],
      ]);
    });

    once("is not sent once consent to reminders is withdrawn elsewhere", async () => {
      await confirmed();
      await letOut();
      await database.write([{ sql: "UPDATE consents SET withdrawn_at = :now", args: { now } }]);
      now = DUE + DAY;
      expect(await letOut()).toEqual([]);
      expect((await rows()).mails.find(({ kind }) => kind === "reminder")).toMatchObject({
        state: "cancelled",
        reason: STOPPED,
      });
    });

    once("counts as late only from its day on, and keeps its lead until then", async () => {
      await confirmed();
      await letOut();
      now = START + 60 * DAY;
      expect(await deliveryState(database, () => now, ["mail"])).toMatchObject({ oldestPendingSeconds: null });
      await database.write([
        {
          sql: "INSERT INTO settings (name, value, changed_at) VALUES ('retention', :value, 0)",
          args: { value: JSON.stringify({ unfinishedDays: 30, anonymousDays: 90, leadMonths: 1 }) },
        },
      ]);
      expect(await eraseOldLeads(domain)).toBe(0);
      now = DUE + 9 * HOUR + 40_000;
      expect(await deliveryState(database, () => now, ["mail"])).toMatchObject({ oldestPendingSeconds: 40 });
      await letOut();
      expect(await eraseOldLeads(domain)).toBe(1);
    });
  });

  describe("deleting one", () => {
    const remove = (id: string, leadId: string) => deleteCommitment(domain, { id, leadId });
    const held = async () => {
      const { leadId } = await only();
      if (leadId === null) throw new Error("It has no mailbox.");
      return leadId;
    };

    once(
      "takes its words, its reminder and every mail about it along, and the consent that nothing rests on",
      async () => {
        const id = await confirmed();
        await letOut();
        await remove(id, await held());
        const left = await rows();
        expect(left.commitments).toEqual([]);
        expect(left.mails.filter(({ kind }) => /reminder/.test(kind))).toEqual([]);
        expect(left.consents).toMatchObject([{ purpose: "reminder", withdrawnAt: now }]);
        expect(left.attachments).toHaveLength(1);
        now = DUE + DAY;
        expect(await letOut()).toEqual([]);
      },
    );

    once(
      "keeps the consent while another reminder of that mailbox is to come, and a retake that opened with it",
      async () => {
        const [first, second] = [await confirmed(), await confirmed({ layer: "flow" })];
        const [{ leadId } = { leadId: null }] = (await rows()).commitments;
        const startKey = "the form of the retake";
        await startRetake(domain, { leadId: leadId ?? "", instrument: "diagnostic", commitmentId: first, startKey });
        await remove(first, leadId ?? "");
        const left = await rows();
        expect(left.commitments.map(({ id }) => id)).toEqual([second]);
        expect(left.consents).toMatchObject([{ withdrawnAt: null }]);
        expect(await database.query.select().from(retakes)).toMatchObject([{ leadId, commitmentId: null }]);
      },
    );

    once("is for its own mailbox only, once that was proved", async () => {
      const id = await asked();
      await remove(id, await held());
      await remove(id, newId());
      expect((await only()).id).toBe(id);
      await confirmReminder(domain, id);
      await remove(id, newId());
      expect((await only()).id).toBe(id);
    });
  });

  describe("the stop", () => {
    const reminder = async () => (await rows()).mails.find(({ kind }) => kind === "reminder");

    test("before the yes leaves nothing to confirm", async () => {
      const id = await asked();
      await stopReminder(domain, id);
      await confirmReminder(domain, id);
      expect(await letOut()).toEqual([]);
      expect(await remindersOf()).toEqual([]);
      expect((await rows()).consents).toEqual([]);
    });

    test("after it cancels the reminder and takes the consent back, once, and staff cannot send it", async () => {
      const id = await confirmed();
      await letOut();
      now += DAY;
      await Promise.all(times(20).map(() => stopReminder(domain, id)));
      const stoppedAt = now;
      now += DAY;
      await stopReminder(domain, id);
      expect(await only()).toMatchObject({ stoppedAt });
      const kept = await rows();
      expect(kept.consents).toMatchObject([{ purpose: "reminder", withdrawnAt: stoppedAt }]);
      expect(kept.events.filter(({ kind }) => kind === "consent-withdrawn")).toMatchObject([{ detail: "reminder" }]);
      const row = await reminder();
      expect(row).toMatchObject({ state: "cancelled", reason: STOPPED, message: null });
      expect(row && mayReplay(row)).toBe(false);
      now = DUE + DAY;
      expect(await letOut()).toEqual([]);
    });

    once("keeps the consent while another reminder of that mailbox is to come", async () => {
      const [first, second] = [await confirmed(), await confirmed({ layer: "flow" })];
      await stopReminder(domain, first);
      expect((await rows()).consents).toMatchObject([{ withdrawnAt: null }]);
      await letOut();
      now = DUE + 9 * HOUR;
      expect(await letOut()).toHaveLength(1);
      await stopReminder(domain, second);
      expect((await rows()).consents).toMatchObject([{ withdrawnAt: now }]);
    });

    once("between two tries keeps the second from being sent, though its bytes are stored", async () => {
      const id = await confirmed();
      await letOut();
      now = DUE + 9 * HOUR;
      const stopsWhileSending = fakeChannel(async () => {
        await stopReminder(domain, id);
        return { status: "again", reason: "busy" };
      });
      await loop(stopsWhileSending).runOnce();
      expect(stopsWhileSending.sent).toHaveLength(1);
      now += DAY / 2;
      expect(await letOut()).toEqual([]);
      expect(await reminder()).toMatchObject({ state: "cancelled", reason: STOPPED });
    });

    once("with a mailbox given is that mailbox's own only", async () => {
      const id = await confirmed();
      await stopReminder(domain, id, "somebody-else");
      expect(await only()).toMatchObject({ stoppedAt: null });
    });
  });

  describe("for a mailbox that was proved", () => {
    once(
      "what came without proof is listed once it is confirmed or its result is kept, and never for another",
      async () => {
        const id = await asked();
        const { leadId, assessmentId } = await only();
        const list = async (lead = leadId ?? "") =>
          (await listCommitments(domain, lead)).map((one) => [one.id, one.reminder]);
        expect(await list()).toEqual([]);
        await claim(leadId ?? "", assessmentId);
        expect(await list()).toEqual([[id, "asked"]]);
        await confirmReminder(domain, id);
        expect(await list()).toEqual([[id, "confirmed"]]);
        await letOut();
        now = DUE + DAY;
        await letOut();
        expect(await list()).toEqual([[id, "sent"]]);
        expect(await list("somebody-else")).toEqual([]);
      },
    );

    once(
      "a signed-in founder's commitment belongs to the mailbox, with no reminder until it is asked for",
      async () => {
        await asked();
        const { leadId } = await only();
        const founder = { leadId: leadId ?? "", address: ADA };
        const { id: assessmentId } = await completed();
        await claim(founder.leadId, assessmentId);
        const terms: Terms = { ...TERMS, layer: "flow" };
        expect(await makeCommitment(domain, { assessmentId, terms, leadId })).toEqual({ status: "made" });
        expect(await listAtResult(domain, assessmentId)).toEqual([]);
        const [held] = await listCommitments(domain, founder.leadId);
        expect(held).toMatchObject({ layer: "flow", reminder: "none", later: null });
        const id = held?.id ?? "";
        const other = { leadId: "somebody-else", address: "bea@example.com" };
        expect(await askForReminder(domain, { id, founder: other, clientHash: clientOf("c") })).toEqual({
          status: "gone",
        });
        expect(await askForReminder(domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "asked" });
        expect(await askForReminder(domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "already" });
        expect((await letOut()).map(({ to }) => to)).toEqual([ADA, ADA]);
        await stopReminder(domain, id, founder.leadId);
        now += DAY;
        expect(await askForReminder(domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "gone" });
      },
    );

    once("one that was made without an address becomes the mailbox's when it asks for the reminder", async () => {
      const first = await asked();
      const { leadId } = await only();
      const founder = { leadId: leadId ?? "", address: ADA };
      const { id: assessmentId } = await completed();
      await makeCommitment(domain, { assessmentId, terms: TERMS, leadId: null });
      const [open] = (await database.query.select().from(commitments)).filter((one) => one.id !== first);
      const id = open?.id ?? "";
      expect(await askForReminder(domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "gone" });
      await claim(founder.leadId, assessmentId);
      expect((await listCommitments(domain, founder.leadId)).map((one) => one.id)).toEqual([id]);
      expect(await askForReminder(domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "asked" });
      expect(await listAtResult(domain, assessmentId)).toEqual([]);
      await confirmReminder(domain, id);
      expect(await remindersOf()).toHaveLength(1);
    });

    once("a retake that another mailbox began with it stays that mailbox's", async () => {
      const { id: assessmentId } = await completed();
      const leadsOf = ["ada", "bob"];
      for (const lead of leadsOf) {
        const args = { lead, address: `${lead}@example.com`, now };
        await database.write([
          { sql: "INSERT INTO leads (id, address, created_at) VALUES (:lead, :address, :now)", args },
        ]);
        await claim(lead, assessmentId);
      }
      await makeCommitment(domain, { assessmentId, terms: TERMS, leadId: null });
      const { id } = await only();
      const begin = (leadId: string) =>
        startRetake(domain, { leadId, instrument: "diagnostic", commitmentId: id, startKey: newId() });
      await begin("ada");
      const bob = { leadId: "bob", address: "bob@example.com" };
      expect(await askForReminder(domain, { id, founder: bob, clientHash: clientOf("c") })).toEqual({
        status: "asked",
      });
      expect(await findUnfinishedRetake(domain, await only())).toBeNull();
      now += MINUTE;
      const { reference } = await begin("bob");
      expect(await findUnfinishedRetake(domain, await only())).toBe(reference);
    });

    once("the founder says what became of it once the instrument was taken again, and may change it", async () => {
      const id = await confirmed();
      const { leadId } = await only();
      const lead = leadId ?? "";
      const say = (outcome: "met" | "not-met", whose = lead) => sayOutcome(domain, { id, leadId: whose, outcome });
      expect(await say("met")).toBe(false);
      now = DUE + DAY;
      const snapshot = await completed("E1");
      await claim(lead, snapshot.id);
      expect(await say("met")).toBe(false);
      const again = await completed("E6");
      expect(await say("met")).toBe(false);
      await claim(lead, again.id);
      expect(await say("met", "somebody-else")).toBe(false);
      expect(await say("met")).toBe(true);
      expect(await only()).toMatchObject({ outcome: "met", saidAt: now });
      expect(await say("not-met")).toBe(true);
      const [held] = await listCommitments(domain, lead);
      expect(held).toMatchObject({ outcome: "not-met", later: { reference: again.reference } });
      // The link of its reminder may be passed on: it shows only what it opened itself.
      const { madeAt } = await only();
      const opened = () => findLater(domain, { instrument: "diagnostic", madeAt }, lead, id);
      expect(await opened()).toBeNull();
      const { reference } = await startRetake(domain, {
        ...{ leadId: lead, instrument: "diagnostic", commitmentId: id, startKey: newId() },
      });
      expect(await opened()).toBeNull();
      await finish(reference, "E6");
      expect((await opened())?.reference).toBe(reference);
    });
  });
});
