import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deliveries, suppressions } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leadStandings, leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { removeUnclaimed } from "#src/leads/erasing/remove-unclaimed.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { newId } from "#test/support/delivery/outbox.ts";
import { comingBackOn } from "#test/support/fresh/coming-back.ts";

describe.each(databases())("whose a result is, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, taken, give, keep, held, idOf } = comingBackOn(databases);

  const remove = (leadId: string, reference: string) => removeUnclaimed(on.domain, { leadId, reference });
  const everything = async () => ({
    attachments: await on.database.query
      .select()
      .from(attachments)
      .orderBy(attachments.leadId, attachments.assessmentId),
    events: await on.database.query.select().from(leadEvents).orderBy(leadEvents.id),
    deliveries: await on.database.query.select().from(deliveries).orderBy(deliveries.id),
    consents: await on.database.query.select().from(consents).orderBy(consents.id),
  });

  once("keep leaves the time at which it was first kept", async () => {
    const reference = await taken();
    const ada = await give(reference, "ada@example.com");
    expect(await keep(ada, reference)).toBe(true);
    const kept = on.now;
    on.now += DAY;
    expect(await keep(ada, reference)).toBe(true);
    expect(await on.database.query.select().from(attachments)).toMatchObject([{ claimedAt: kept }]);
  });

  test("keeps several at once", async () => {
    const all = [await taken(), await taken(), await taken()];
    const ids = await Promise.all(all.map((reference) => give(reference, "ada@example.com")));
    const ada = ids[0] ?? "";
    expect(await keep(ada, ...all)).toBe(true);
    expect(await held(ada)).toEqual({ own: all, unclaimed: [] });
  });

  once("another mailbox's result, one that is not there and a made-up one are neither kept nor removed", async () => {
    const beas = await taken();
    const bea = await give(beas, "bea@example.com");
    const ada = await give(await taken(), "ada@example.com");
    const before = await everything();
    for (const reference of [beas, newId(), "", "' OR 1=1 --", String(await idOf(beas))]) {
      expect(await keep(ada, reference)).toBe(false);
      expect(await remove(ada, reference)).toBe(false);
    }
    expect(await everything()).toEqual(before);
    expect(await held(bea)).toMatchObject({ unclaimed: [beas] });
  });

  once("remove takes off the address with what was sent about it, and nothing else", async () => {
    const [mine, notMine] = [await taken(), await taken()];
    const ada = await give(mine, "ada@example.com");
    await give(notMine, "ada@example.com");
    const bea = await give(notMine, "bea@example.com");
    await keep(ada, mine);
    const before = await everything();
    expect(await remove(ada, notMine)).toBe(true);
    const off = await idOf(notMine);
    const stays = (one: { leadId: string | null; assessmentId: number | null }) =>
      one.leadId !== ada || one.assessmentId !== off;
    expect(await everything()).toEqual({
      attachments: before.attachments.filter(stays),
      events: before.events.filter(stays),
      deliveries: before.deliveries.filter(stays),
      consents: before.consents,
    });
    expect(before.deliveries.some((one) => !stays(one))).toBe(true);
    expect(await on.database.query.$count(suppressions)).toBe(0);
    expect(await held(ada)).toEqual({ own: [mine], unclaimed: [] });
    expect(await held(bea)).toEqual({ own: [], unclaimed: [notMine] });
    expect(await findAssessment(on.domain, notMine)).not.toBeNull();
  });

  once("after a removal the desk sees what is left of the lead", async () => {
    const [mine, notMine] = [await taken("E2"), await taken("E6")];
    const ada = await give(mine, "ada@example.com");
    await give(notMine, "ada@example.com");
    const standing = async () => {
      const [row] = await on.database.query.select().from(leadStandings).where(eq(leadStandings.leadId, ada));
      return row?.overall ?? null;
    };
    expect(await standing()).toBe(46);
    on.now += DAY;
    // Whatever comes to be of the process after that: nothing else would ever find such a standing false.
    const dying = { ...on.domain, forgetMail: () => Promise.reject(new Error("killed")) };
    await expect(removeUnclaimed(dying, { leadId: ada, reference: notMine })).rejects.toThrow("killed");
    expect(await standing()).toBe(27);
    on.now += DAY;
    await remove(ada, mine);
    expect(await standing()).toBeNull();
    expect(await on.database.query.$count(leads)).toBe(1);
  });

  once("what was kept is not removed by the same form", async () => {
    const reference = await taken();
    const ada = await give(reference, "ada@example.com");
    await keep(ada, reference);
    expect(await remove(ada, reference)).toBe(false);
    expect(await held(ada)).toEqual({ own: [reference], unclaimed: [] });
  });
});
