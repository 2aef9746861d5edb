import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { fileOf } from "#db/client/location.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import { eraseExpired } from "#src/assessments/erase.ts";
import { type Assessment, findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { sweepMail } from "#src/delivery/sweep-mail.ts";
import { askForErasure } from "#src/leads/erasing/ask-for-erasure.ts";
import { eraseAttached, findErasure } from "#src/leads/erasing/erase-attached.ts";
import { eraseLead } from "#src/leads/erasing/erase-lead.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { takeSeat } from "#src/progress/seats/take-seat.ts";
import { DAY, HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, subscribe } from "#test/support/database/desk.ts";
import { loopWith, messageTo } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import {
  ADA,
  type Application,
  applicationOn,
  BOB,
  claimed,
  leadOf,
  reported,
  sitting,
} from "#test/support/founder-life.ts";

describe.each(databases())("erasing, in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let life: Application;
  beforeEach(async () => {
    database = await databases.open();
    life = applicationOn(database);
  });
  afterEach(() => life.remove());
  afterAll(() => databases.dispose());

  const idsLeft = async () =>
    (await database.query.select({ id: assessments.id }).from(assessments)).map(({ id }) => id);
  const addressesOf = async ({ id }: Pick<Assessment, "id">) => {
    const rows = await database.query
      .select({ address: leads.address })
      .from(attachments)
      .innerJoin(leads, eq(leads.id, attachments.leadId))
      .where(eq(attachments.assessmentId, id));
    return rows.map(({ address }) => address).toSorted();
  };
  const mails = async (kind?: string) =>
    (await database.query.select().from(deliveries).orderBy(deliveries.createdAt)).filter(
      (one) => kind === undefined || one.kind === kind,
    );
  const files = () => readdirSync(life.mailbox).toSorted();

  test("a lead goes with its own results; what another had before it or it never confirmed stays without its address", async () => {
    const [own, shared, unconfirmed] = [
      await sitting(life, "E2"),
      await sitting(life, "E1"),
      await sitting(life, "E1"),
    ];
    await reported(life, BOB, shared);
    for (const one of [own, shared, unconfirmed]) await reported(life, ADA, one);
    for (const one of [own, shared]) await claimed(life, ADA.address, one);
    await claimed(life, BOB.address, shared);
    await openInvite(life.app, own.reference);
    const [invite] = await database.query.all<{ reference: string }>("SELECT reference FROM seat_invites");
    const seat = await takeSeat(life.app, { invite: invite?.reference ?? "", scope: "whole" });
    const colleagues = seat.status === "taken" ? await findAttempt(life.app, seat.attempt ?? "") : null;
    const begun = await start(life.app, { instrument: "diagnostic", attribution: {} });
    const attempt = await findAttempt(life.app, begun.reference);
    if (!attempt || !colleagues) throw new Error("There is no attempt.");
    await finishLater(life.app, { attempt, address: ADA.address, clientHash: clientOf("c") });
    await life.deliver();
    expect(files()).toHaveLength(5);
    const lead = await leadOf(life, ADA.address);

    expect(await eraseLead(life.app, lead)).toBe(true);

    const left = [shared.id, unconfirmed.id, colleagues.id, attempt.id];
    expect((await idsLeft()).toSorted()).toEqual(left.toSorted());
    expect(await addressesOf(shared)).toEqual([BOB.address]);
    expect(await addressesOf(unconfirmed)).toEqual([]);
    expect((await mails()).map(({ kind }) => kind)).toEqual(["report"]);
    const [bobs] = await mails("report");
    expect(files()).toEqual([`${bobs?.id}.eml`]);
    expect(await database.query.all("SELECT * FROM seats")).toEqual([]);
    expect(await eraseLead(life.app, lead)).toBe(false);
    // Unconfirmed results are anonymous now: they go in their own time.
    life.advance(91 * DAY);
    await eraseExpired(life.app);
    expect(await idsLeft()).toEqual([shared.id]);
  });

  test("tells webhooks that heard of the lead its id and nothing else, whoever erases it", async () => {
    await subscribe(database, ["lead.created", "lead.erased"]);
    await addStaff(database, { id: "staff", name: "Grace" });
    const assessment = await sitting(life, "E1");
    for (const person of [ADA, BOB]) await reported(life, person, assessment);
    await life.deliver();
    const [ada, bob] = [await leadOf(life, ADA.address), await leadOf(life, BOB.address)];
    // An address that was only typed for a reminder: no webhook has heard of it.
    const terms = { layer: "integrity" as const, condition: "Somebody owns it", dueAt: life.app.clock() + 30 * DAY };
    const asked = { assessmentId: assessment.id, terms, address: "typed@firm.example", clientHash: null };
    await makeWithReminder(life.app, asked);
    const typed = await leadOf(life, "typed@firm.example");

    await eraseLead(life.app, ada);
    await eraseLead(life.app, bob, "staff");
    await eraseLead(life.app, typed, "staff");
    await life.deliver();
    const told = (await mails("lead.erased")).map(({ state, message, erasedLeadId }) => {
      const { type, timestamp, data, ...rest } = JSON.parse((message as { body: string }).body);
      return { state, erasedLeadId, type, data, rest, isTime: timestamp === new Date(timestamp).toISOString() };
    });
    const sent = { state: "sent", type: "lead.erased", rest: {}, isTime: true };
    expect(told).toEqual([ada, bob].map((id) => ({ ...sent, erasedLeadId: id, data: { id } })));
    const tries = await database.query.all<{ request: string }>("SELECT request FROM delivery_tries");
    for (const person of [ADA, BOB]) expect(JSON.stringify(tries)).not.toContain(person.address);
    expect(await database.query.all("SELECT staff_id, kind, detail FROM staff_events ORDER BY rowid")).toEqual([
      { staff_id: "staff", kind: "lead-erased", detail: bob },
      { staff_id: "staff", kind: "lead-erased", detail: typed },
    ]);
    life.advance(30 * DAY);
    expect(await eraseSpent(life.app)).toBe(2);
  });

  describe("a result with an address, confirmed by mail", () => {
    const ask = (assessment: Assessment, address: string) =>
      askForErasure(life.app, { assessment, address, clientHash: clientOf("client") });
    const tokenOf = async () => linkToken(life.app.sign, "erase", (await mails("erase")).at(-1)?.id ?? "");

    once("sends the link to an attached address only, and never says which that is", async () => {
      const [one, other] = [await sitting(life, "E1"), await sitting(life, "E1")];
      await reported(life, ADA, one);
      await reported(life, BOB, other);
      for (const address of [BOB.address, "nobody@else.example", ADA.address, ADA.address])
        expect(await ask(one, address)).toBeUndefined();
      const asked = await mails("erase");
      const lead = await leadOf(life, ADA.address);
      expect(asked).toMatchObject([{ leadId: lead, assessmentId: one.id, state: "pending" }]);
      await life.deliver();
      const sent = (await life.messages()).find(
        ({ subject }) => subject?.includes(life.app.site.name) && subject.includes("erase"),
      );
      expect(sent?.to?.map(({ address }) => address)).toEqual([ADA.address]);
      expect(sent?.text).toContain(`https://plumb.example/erase/${await tokenOf()}`);
      expect((await mails("erase"))[0]?.message).toBeNull();
    });

    test.runIf(databases.mode === "embedded")(
      "waits for the disk, known address or not, and mails behind the answer",
      async () => {
        const one = await sitting(life, "E1");
        await reported(life, ADA, one);
        const logged = () => statSync(`${fileOf(database.url)}-wal`).size;
        for (const address of ["nobody@else.example", ADA.address]) {
          const before = logged();
          await ask(one, address);
          expect(logged(), address).toBeGreaterThan(before);
        }
        expect((await mails("erase"))[0]?.dueAt).toBe(life.app.clock() + 1_000);
      },
    );

    once("keeps to the limit of mails to one mailbox, without a word", async () => {
      const one = await sitting(life, "E1");
      await reported(life, ADA, one);
      life.app.mailLimits = { ...life.app.mailLimits, reportsPerMailboxPerDay: 2 };
      for (let times = 0; times < 4; times += 1) {
        await ask(one, ADA.address);
        await life.deliver();
        life.advance(HOUR);
      }
      expect(await mails("erase")).toHaveLength(2);
    });

    test("erases the result where nobody else hangs on it, and the lead with its last one", async () => {
      const [one, two] = [await sitting(life, "E1"), await sitting(life, "E2")];
      for (const each of [one, two]) await reported(life, ADA, each);
      await ask(one, ADA.address);
      await life.deliver();
      expect(await findErasure(life.app, await tokenOf())).toMatchObject({ instrument: "snapshot" });
      const token = await tokenOf();
      const answers = await Promise.all([1, 2, 3, 4].map(() => eraseAttached(life.app, token)));
      expect(answers.toSorted()).toEqual(["erased", "stale", "stale", "stale"]);
      expect(await idsLeft()).toEqual([two.id]);
      expect(await addressesOf(two)).toEqual([ADA.address]);
      expect(files()).toHaveLength(1);
      expect(await findErasure(life.app, token)).toBe("stale");

      await ask(two, ADA.address);
      expect(await eraseAttached(life.app, await tokenOf())).toBe("erased");
      expect(await idsLeft()).toEqual([]);
      expect(await database.query.select().from(leads)).toEqual([]);
      expect(await mails()).toEqual([]);
      expect(files()).toEqual([]);
    });

    test("of the first address takes the result from those who came later, who keep all else", async () => {
      const [one, bobs] = [await sitting(life, "E1"), await sitting(life, "E1")];
      await reported(life, ADA, one);
      await reported(life, BOB, bobs);
      life.advance(HOUR);
      const later = await sitting(life, "E2");
      await reported(life, ADA, later);
      await reported(life, BOB, later);
      await life.deliver();
      const bob = await leadOf(life, BOB.address);
      const staff = "UPDATE lead_standings SET status = 'contacted' WHERE lead_id = :bob";
      await database.write([{ sql: staff, args: { bob } }]);
      const consents = () => database.query.all(`SELECT * FROM consents WHERE lead_id = '${bob}'`);
      const before = await consents();
      await ask(later, ADA.address);
      expect(await eraseAttached(life.app, await tokenOf())).toBe("erased");

      expect((await idsLeft()).toSorted()).toEqual([one.id, bobs.id].toSorted());
      expect(await addressesOf(bobs)).toEqual([BOB.address]);
      expect(await consents()).toEqual(before);
      expect(
        await database.query.all(`SELECT assessment_id, status FROM lead_standings WHERE lead_id = '${bob}'`),
      ).toEqual([{ assessment_id: bobs.id, status: "contacted" }]);
      expect((await mails()).filter(({ assessmentId }) => assessmentId === later.id)).toEqual([]);
      expect(files()).toHaveLength(2);
    });

    test("of everything that the first one has erases what others have of it; nobody who came later can", async () => {
      const one = await sitting(life, "E1");
      for (const person of [ADA, BOB]) {
        await reported(life, person, one);
        await claimed(life, person.address, one);
      }
      expect(await eraseLead(life.app, await leadOf(life, BOB.address))).toBe(true);
      expect(await addressesOf(one)).toEqual([ADA.address]);
      await reported(life, BOB, one);
      await claimed(life, BOB.address, one);
      const bob = await leadOf(life, BOB.address);
      expect(await eraseLead(life.app, await leadOf(life, ADA.address))).toBe(true);
      expect(await idsLeft()).toEqual([]);
      expect(await leadOf(life, BOB.address)).toBe(bob);
      expect(await database.query.all("SELECT * FROM lead_standings")).toEqual([]);
    });

    test("takes only its own address off a result that another one had before", async () => {
      const one = await sitting(life, "E1");
      await reported(life, BOB, one);
      await reported(life, ADA, one);
      await life.deliver();
      await ask(one, ADA.address);
      expect(await eraseAttached(life.app, await tokenOf())).toBe("erased");
      expect(await addressesOf(one)).toEqual([BOB.address]);
      expect((await database.query.select().from(leads)).map(({ address }) => address)).toEqual([BOB.address]);
      expect(await mails()).toHaveLength(1);
      expect(files()).toHaveLength(1);
    });

    once("works for 24 hours, and is forgotten afterwards", async () => {
      const one = await sitting(life, "E1");
      await reported(life, ADA, one);
      await ask(one, ADA.address);
      await life.deliver();
      life.advance(DAY - 3_000);
      expect(await findErasure(life.app, await tokenOf())).toMatchObject({ assessmentId: one.id });
      expect(await eraseSpent(life.app)).toBe(0);
      life.advance(2_000);
      const token = await tokenOf();
      expect(await findErasure(life.app, token)).toBe("stale");
      expect(await eraseAttached(life.app, token)).toBe("stale");
      expect(await eraseSpent(life.app)).toBe(1);
      expect(await mails("erase")).toEqual([]);
      expect(files()).toHaveLength(1);
      expect(await idsLeft()).toEqual([one.id]);
    });

    once("takes no link of another kind, and none that was made up", async () => {
      const one = await sitting(life, "E1");
      await reported(life, ADA, one);
      const report = (await mails("report"))[0]?.id ?? "";
      for (const token of ["", "x", `${report}.x`, linkToken(life.app.sign, "not-you", report)])
        expect(await eraseAttached(life.app, token)).toBe("unknown");
      expect(await eraseAttached(life.app, linkToken(life.app.sign, "erase", report))).toBe("stale");
      expect(await idsLeft()).toEqual([one.id]);
    });
  });

  describe("the mailbox folder", () => {
    once("loses the messages of leads whose time is over", async () => {
      await reported(life, ADA, await sitting(life, "E1"));
      await life.deliver();
      life.advance(366 * DAY);
      await reported(life, BOB, await sitting(life, "E1"));
      await life.deliver();
      expect(files()).toHaveLength(2);
      life.advance(400 * DAY);
      expect(await eraseOldLeads(life.app)).toBe(1);
      expect(files()).toEqual([`${(await mails("report"))[0]?.id}.eml`]);
    });

    once("is swept of what has no delivery any more, and of nothing else", async () => {
      await reported(life, ADA, await sitting(life, "E1"));
      await life.deliver();
      const kept = files();
      const gone = `${"a".repeat(24)}.eml`;
      const draft = `${"b".repeat(24)}.eml.01234567-0123-0123-0123-0123456789ab.tmp`;
      for (const name of [gone, draft, "letter from home.eml", "notes.txt"])
        writeFileSync(join(life.mailbox, name), "To: someone@example.com");
      const old = (life.app.clock() - 2 * HOUR) / 1000;
      utimesSync(join(life.mailbox, draft), old, old);
      mkdirSync(join(life.mailbox, "folder"));
      expect(await sweepMail(life.app, life.channel)).toBe(1);
      expect(files()).toEqual([...kept, "folder", "letter from home.eml", "notes.txt"].toSorted());
      expect(await sweepMail(life.app, { name: "other", send: life.channel.send })).toBe(0);
    });

    test("does not keep a message that was erased while it was being sent", async () => {
      await reported(life, ADA, await sitting(life, "E1"));
      const lead = await leadOf(life, ADA.address);
      const mailbox = createMailbox({ folder: life.mailbox, clock: life.app.clock });
      const channel: typeof mailbox = {
        ...mailbox,
        async send(...message) {
          await eraseLead(life.app, lead);
          return mailbox.send(...message);
        },
      };
      const render = async () => messageTo(ADA.address);
      expect(await loopWith({ database, clock: life.app.clock, channel, render }).runOnce()).toBe(1);
      expect(files()).toEqual([]);
    });
  });
});
