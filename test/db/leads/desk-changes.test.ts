import { beforeEach, describe, expect, test } from "vitest";
import { suppressions } from "#db/schema/deliveries.ts";
import { leadEvents, leadStandings } from "#db/schema/leads.ts";
import { staffEvents } from "#db/schema/staff.ts";
import { listStaffEvents } from "#src/accounts/people/list-people.ts";
import { removePerson } from "#src/accounts/people/remove-person.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { addNote } from "#src/leads/desk/add-note.ts";
import { answerCall } from "#src/leads/desk/answer-call.ts";
import { changeMany } from "#src/leads/desk/change-many.ts";
import { changeOutreach } from "#src/leads/desk/change-outreach.ts";
import { changeOwner } from "#src/leads/desk/change-owner.ts";
import { changeStatus } from "#src/leads/desk/change-status.ts";
import { findLead } from "#src/leads/desk/find-lead.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import type { LeadStatus } from "#src/names/leads.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import type { Settings } from "#src/settings/settings.ts";
import { writeSettings } from "#src/settings/write-settings.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, subscribe } from "#test/support/database/desk.ts";
import { hashAddress, newId, START } from "#test/support/delivery/outbox.ts";
import { leadsOn } from "#test/support/fresh/leads.ts";
import { completeSitting } from "#test/support/sittings.ts";

const ANN = { id: "staff-ann", name: "Ann" };
const BEN = { id: "staff-ben", name: "Ben" };

describe.each(databases())("what staff do to leads, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = leadsOn(databases);
  let lead: string;
  let assessment: Assessment;
  beforeEach(async () => {
    for (const one of [ANN, BEN]) await addStaff(on.database, one);
    await subscribe(on.database, ["lead.created", "lead.updated"]);
    assessment = await completeSitting(on.domain, "E1");
    lead = await captured("ada@example.com");
    on.now += 1000;
  });

  const captured = async (address: string) => {
    const who = { name: null, firm: null, followUp: true, clientHash: null };
    await askForReport(on.domain, { ...who, assessment, address });
    const [row] = await rows(`SELECT id FROM leads WHERE address = '${address}'`);
    return String(row?.id);
  };
  const rows = async (sql: string) => (await on.database.write([{ sql, args: {} }]))[0]?.rows ?? [];
  const standing = async () => (await on.database.query.select().from(leadStandings))[0];
  const told = async () =>
    (await rows("SELECT kind FROM deliveries WHERE channel = 'webhook'")).map(({ kind }) => kind);
  const events = async () =>
    (await on.database.query.select().from(leadEvents).orderBy(leadEvents.at))
      .filter(({ staffId }) => staffId !== null)
      .map(({ kind, staffId, fromValue, toValue, at }) => [kind, staffId, fromValue, toValue, at - START]);
  const move = (was: LeadStatus, to: LeadStatus, staff = ANN) => changeStatus(on.domain, { lead, was, to, staff });

  once("a change of status is an event with who and when, and webhooks are told", async () => {
    expect(await told()).toEqual(["lead.created"]);
    expect(await move("new", "contacted")).toEqual({ status: "changed" });
    expect((await standing())?.status).toBe("contacted");
    expect(await events()).toEqual([["status-changed", ANN.id, "new", "contacted", 1000]]);
    expect(await told()).toEqual(["lead.created", "lead.updated"]);
  });

  test("webhooks are told when the lead may no longer be contacted, whoever saw to that", async () => {
    await on.database.query.insert(suppressions).values({
      ...{ addressHash: on.domain.hashAddress("ada@example.com"), reason: "complained", since: on.now },
    });
    await refreshStandings(on.domain, [lead]);
    expect((await standing())?.outreach).toBe("opted-out");
    expect(await told()).toEqual(["lead.created", "lead.updated"]);
    await refreshStandings(on.domain, [lead]);
    expect(await told()).toHaveLength(2);
  });

  test("a change made meanwhile is not lost: the other is told who changed it to what, and when", async () => {
    await move("new", "contacted");
    on.now += 5000;
    expect(await move("new", "disqualified", BEN)).toEqual({
      ...{ status: "conflict", now: "contacted", by: "Ann", at: START + 1000 },
    });
    expect(await move("new", "contacted", BEN)).toEqual({ status: "same" });
    expect(await changeStatus(on.domain, { lead: "nobody", was: "new", to: "contacted", staff: ANN })).toEqual({
      status: "unknown",
    });
    expect((await standing())?.status).toBe("contacted");
    expect(await events()).toHaveLength(1);
  });

  test("of two changes at the very same moment, in two processes, one takes place and the other is a conflict", async () => {
    const other = { ...on.domain, database: databases.openAgain() };
    const both = await Promise.all([
      changeStatus(on.domain, { lead, was: "new", to: "contacted", staff: ANN }),
      changeStatus(other, { lead, was: "new", to: "qualified", staff: BEN }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["changed", "conflict"]);
    expect(await events()).toHaveLength(1);
  });

  once("an owner is given, taken and left the same way, and must be somebody of staff", async () => {
    expect(await changeOwner(on.domain, { lead, was: null, to: ANN.id, staff: BEN })).toEqual({ status: "changed" });
    expect(await changeOwner(on.domain, { lead, was: null, to: BEN.id, staff: BEN })).toEqual({
      ...{ status: "conflict", now: "Ann", by: "Ben", at: on.now },
    });
    expect(await changeOwner(on.domain, { lead, was: ANN.id, to: "ghost", staff: BEN })).toEqual({ status: "unknown" });
    expect(await changeOwner(on.domain, { lead, was: ANN.id, to: null, staff: ANN })).toEqual({ status: "changed" });
    expect((await standing())?.ownerId).toBeNull();
  });

  test("notes never conflict, keep their lines, and the same form sent twice is one note", async () => {
    const note = (key: string, body: string, staff = ANN) => addNote(on.domain, { lead, key, body, staff });
    const [one, two] = [newId(), newId()];
    expect(await Promise.all([note(one, "Rang.\r\nNobody there."), note(two, "Mine", BEN)])).toEqual([
      { status: "added" },
      { status: "added" },
    ]);
    expect(await note(one, "Rang.\nNobody there.")).toEqual({ status: "already" });
    expect(await note(newId(), " \n ")).toEqual({ status: "blank" });
    const found = await findLead(on.domain, lead);
    const notes = found?.events.filter(({ kind }) => kind === "note") ?? [];
    expect(notes.map(({ detail, staffName }) => [detail, staffName]).toSorted()).toEqual([
      ["Mine", "Ben"],
      ["Rang.\nNobody there.", "Ann"],
    ]);
  });

  once("a note may fill its field, in which a line break is one character, and no more", async () => {
    const note = (body: string) => addNote(on.domain, { lead, key: newId(), body, staff: ANN });
    const lines = "x\r\n".repeat(949);
    expect(await note(`${lines}xx`)).toEqual({ status: "added" });
    expect(await note(`${lines}xxx`)).toEqual({ status: "too-long" });
    expect((await findLead(on.domain, lead))?.events.find(({ kind }) => kind === "note")?.detail).toHaveLength(1_900);
  });

  once("who did something stays told when they are taken off the staff", async () => {
    await addNote(on.domain, { lead, key: newId(), body: "Rang.", staff: BEN });
    const { settings: was } = await readSettings(on.domain);
    const fee = { amount: 20_000, currency: "GBP" };
    await writeSettings(on.domain, { was, to: { ...was, fee }, staff: BEN });
    expect(await removePerson(on.domain, { by: ANN.id, person: BEN.id })).toBe("removed");
    const note = (await findLead(on.domain, lead))?.events.find(({ kind }) => kind === "note");
    expect(note).toMatchObject({ staffId: null, staffName: "Ben", at: on.now });
    const trail = (await listStaffEvents(on.domain)).map(({ kind, name }) => [kind, name]);
    expect(trail.toSorted()).toEqual([
      ["removed", "Ann"],
      ["settings-changed", "Ben"],
    ]);
  });

  test("a call is answered once, by whoever was first", async () => {
    const contact = { when: null, phone: null, clientHash: null };
    await askForCall(on.domain, { ...contact, assessment, address: "ada@example.com" });
    const asked = (await standing())?.callAskedAt ?? 0;
    on.now += 1000;
    expect(await answerCall(on.domain, { lead, asked: asked - 1, staff: ANN })).toMatchObject({ status: "conflict" });
    expect(await answerCall(on.domain, { lead, asked, staff: ANN })).toEqual({ status: "changed" });
    expect(await answerCall(on.domain, { lead, asked, staff: ANN })).toEqual({ status: "same" });
    expect(await answerCall(on.domain, { lead, asked, staff: BEN })).toEqual({
      ...{ status: "conflict", now: on.now, by: "Ann", at: on.now },
    });
    expect(await standing()).toMatchObject({ callAnsweredAt: on.now, rank: (await standing())?.score });
  });

  test("answering one call never answers another that was asked for meanwhile and that no standing knows yet", async () => {
    const contact = { when: null, phone: null, clientHash: null };
    await askForCall(on.domain, { ...contact, assessment, address: "ada@example.com" });
    const asked = (await standing())?.callAskedAt ?? 0;
    await on.database.query
      .insert(leadEvents)
      .values({ id: "later", leadId: lead, kind: "call-asked", at: on.now + 1000 });
    on.now += 2000;
    expect(await answerCall(on.domain, { lead, asked, staff: ANN })).toMatchObject({ status: "conflict", now: null });
    await refreshStandings(on.domain, [lead]);
    expect((await standing())?.rank).toBeGreaterThanOrEqual(1000);
  });

  once("finding that somebody is no buyer never takes back that they opted out", async () => {
    const optedOut = { addressHash: hashAddress("ada@example.com"), reason: "opted-out", since: on.now } as const;
    await on.database.query.insert(suppressions).values(optedOut);
    const set = (was: "as-consented" | "not-a-buyer", to: "as-consented" | "not-a-buyer") =>
      changeOutreach(on.domain, { lead, was, to, staff: ANN });
    await set("as-consented", "not-a-buyer");
    on.now += 1;
    expect(await set("not-a-buyer", "as-consented")).toEqual({ status: "changed" });
    expect(await on.database.query.select().from(suppressions)).toEqual([optedOut]);
    expect(await standing()).toMatchObject({ outreach: "opted-out" });
  });

  once("a lead that opted out is suppressed and not scored, until staff take that back", async () => {
    const set = (was: "as-consented" | "opted-out", to: "as-consented" | "opted-out" | "not-a-buyer") =>
      changeOutreach(on.domain, { lead, was, to, staff: ANN });
    expect(await set("as-consented", "opted-out")).toEqual({ status: "changed" });
    expect(await standing()).toMatchObject({ outreach: "opted-out", score: null, grade: null });
    expect(await on.database.query.select().from(suppressions)).toMatchObject([{ reason: "opted-out" }]);
    expect(await set("as-consented", "not-a-buyer")).toMatchObject({ status: "conflict", now: "opted-out", by: "Ann" });
    on.now += 1;
    expect(await set("opted-out", "as-consented")).toEqual({ status: "changed" });
    expect(await standing()).toMatchObject({ outreach: "allowed", grade: "C" });
    expect(await on.database.query.select().from(suppressions)).toEqual([]);
  });

  test("many leads change at once, but for those that somebody changed meanwhile", async () => {
    const bea = await captured("bea@example.com");
    await move("new", "qualified", BEN);
    const leads = [
      { id: lead, was: "new" },
      { id: bea, was: "new" },
      { id: "nobody", was: "new" },
    ];
    expect(await changeMany(on.domain, { leads, change: { status: "contacted" }, staff: ANN })).toEqual({
      changed: [bea],
    });
    const both = [{ id: lead }, { id: bea }];
    const { changed } = await changeMany(on.domain, { leads: both, change: { owner: ANN.id }, staff: ANN });
    expect(changed).toEqual([lead, bea]);
  });

  once("a lead is found with all that belongs to it", async () => {
    await changeOwner(on.domain, { lead, was: null, to: ANN.id, staff: BEN });
    const found = await findLead(on.domain, lead);
    expect(found).toMatchObject({
      ...{ lead: { address: "ada@example.com" }, ownerName: "Ann", choice: "as-consented" },
      ...{ assessments: [{ assessment: { id: assessment.id, revision: 1 }, attribution: {}, attachedAt: START }] },
    });
    expect(found?.score?.score).toBe(found?.standing.score);
    expect(found?.consents.map(({ purpose }) => purpose).toSorted()).toEqual(["follow-up", "report"]);
    expect(found?.deliveries.map(({ kind }) => kind).toSorted()).toEqual(["lead.created", "lead.updated", "report"]);
    expect(found?.events.map(({ kind, staffName, toName }) => [kind, staffName, toName])).toEqual([
      ["report-asked", null, null],
      ["owner-changed", "Ben", "Ann"],
    ]);
    expect(await findLead(on.domain, "nobody")).toBeNull();
  });

  test("two people who change different settings at once lose nothing, and of the same setting one is told", async () => {
    const { settings: was } = await readSettings(on.domain);
    expect(was).toMatchObject({ fee: null, notificationAddresses: ["desk@consultancy.example"] });
    const write = (to: Partial<Settings>, staff = ANN) =>
      writeSettings(on.domain, { was, to: { ...was, ...to }, staff });
    const fee = { amount: 20_000, currency: "GBP" };
    const retention = { ...was.retention, leadMonths: 12 };
    expect(await Promise.all([write({ fee }), write({ retention }, BEN)])).toEqual([
      { changed: ["fee"], conflicts: [] },
      { changed: ["retention"], conflicts: [] },
    ]);
    expect(await write({ fee: { ...fee, amount: 1 } }, BEN)).toEqual({ changed: [], conflicts: ["fee"] });
    expect((await readSettings(on.domain)).settings).toEqual({ ...was, fee, retention });
    const trail = await on.database.query.select().from(staffEvents);
    expect(trail.map(({ staffId, kind }) => [staffId, kind]).toSorted()).toEqual([
      [ANN.id, "settings-changed"],
      [BEN.id, "settings-changed"],
    ]);
  });
});
