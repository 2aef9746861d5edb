import { describe, expect, test } from "vitest";
import { eraseExpired } from "#src/assessments/erase.ts";
import { findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { eraseLead } from "#src/leads/erasing/erase-lead.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { takeSeat } from "#src/progress/seats/take-seat.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, subscribe } from "#test/support/database/desk.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, BOB, claimed, leadOf, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "#test/support/fresh/life.ts";

describe.each(databases())("erasing a lead, in the mode $name", (databases) => {
  const { on, rows, files, idsLeft, addressesOf } = lifeOn(databases);

  test("a lead goes with its own results; what another had before it or it never confirmed stays without its address", async () => {
    const [own, shared, unconfirmed] = [
      await sitting(on.life, "E2"),
      await sitting(on.life, "E1"),
      await sitting(on.life, "E1"),
    ];
    await reported(on.life, BOB, shared);
    for (const one of [own, shared, unconfirmed]) await reported(on.life, ADA, one);
    for (const one of [own, shared]) await claimed(on.life, ADA.address, one);
    await claimed(on.life, BOB.address, shared);
    await openInvite(on.life.app, own.reference);
    const [invite] = await on.database.query.all<{ reference: string }>("SELECT reference FROM seat_invites");
    const clientHash = clientOf("c");
    const seat = await takeSeat(on.life.app, { invite: invite?.reference ?? "", scope: "whole", clientHash });
    const colleagues = seat.status === "taken" ? await findAttempt(on.life.app, seat.attempt ?? "") : null;
    const begun = await start(on.life.app, { instrument: "diagnostic", attribution: {} });
    const attempt = await findAttempt(on.life.app, begun.reference);
    if (!attempt || !colleagues) throw new Error("There is no attempt.");
    await finishLater(on.life.app, { attempt, address: ADA.address, clientHash });
    await on.life.deliver();
    expect(files()).toHaveLength(5);
    const lead = await leadOf(on.life, ADA.address);

    expect(await eraseLead(on.life.app, lead)).toBe(true);

    const left = [shared.id, unconfirmed.id, colleagues.id, attempt.id];
    expect((await idsLeft()).toSorted()).toEqual(left.toSorted());
    expect(await addressesOf(shared)).toEqual([BOB.address]);
    expect(await addressesOf(unconfirmed)).toEqual([]);
    expect((await rows()).map(({ kind }) => kind)).toEqual(["report"]);
    const [bobs] = await rows("report");
    expect(files()).toEqual([`${bobs?.id}.eml`]);
    expect(await on.database.query.all("SELECT * FROM seats")).toEqual([]);
    expect(await eraseLead(on.life.app, lead)).toBe(false);
    // Unconfirmed results are anonymous now: they go in their own time.
    on.life.advance(91 * DAY);
    await eraseExpired(on.life.app);
    expect(await idsLeft()).toEqual([shared.id]);
  });

  test("tells webhooks that heard of the lead its id and nothing else, whoever erases it", async () => {
    await subscribe(on.database, ["lead.created", "lead.erased"]);
    await addStaff(on.database, { id: "staff", name: "Grace" });
    const assessment = await sitting(on.life, "E1");
    for (const person of [ADA, BOB]) await reported(on.life, person, assessment);
    await on.life.deliver();
    const [ada, bob] = [await leadOf(on.life, ADA.address), await leadOf(on.life, BOB.address)];
    // An address that was only typed for a reminder: no webhook has heard of it.
    const terms = { layer: "integrity" as const, condition: "Somebody owns it", dueAt: on.life.app.clock() + 30 * DAY };
    const asked = { assessmentId: assessment.id, terms, address: "typed@firm.example", clientHash: null };
    await makeWithReminder(on.life.app, asked);
    const typed = await leadOf(on.life, "typed@firm.example");

    await eraseLead(on.life.app, ada);
    await eraseLead(on.life.app, bob, "staff");
    await eraseLead(on.life.app, typed, "staff");
    await on.life.deliver();
    const told = (await rows("lead.erased")).map(({ state, message, erasedLeadId }) => {
      const { type, timestamp, data, ...rest } = JSON.parse((message as { body: string }).body);
      return { state, erasedLeadId, type, data, rest, isTime: timestamp === new Date(timestamp).toISOString() };
    });
    const sent = { state: "sent", type: "lead.erased", rest: {}, isTime: true };
    expect(told).toEqual([ada, bob].map((id) => ({ ...sent, erasedLeadId: id, data: { id } })));
    const tries = await on.database.query.all<{ request: string }>("SELECT request FROM delivery_tries");
    for (const person of [ADA, BOB]) expect(JSON.stringify(tries)).not.toContain(person.address);
    expect(await on.database.query.all("SELECT staff_id, kind, detail FROM staff_events ORDER BY rowid")).toEqual([
      { staff_id: "staff", kind: "lead-erased", detail: bob },
      { staff_id: "staff", kind: "lead-erased", detail: typed },
    ]);
    on.life.advance(30 * DAY);
    expect(await eraseSpent(on.life.app)).toBe(2);
  });
});
