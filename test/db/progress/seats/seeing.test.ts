import { describe, expect } from "vitest";
import { answerSeat } from "#src/progress/seats/answer-seat.ts";
import { readSeat } from "#src/progress/seats/read-seats.ts";
import { databases } from "#test/support/database/databases.ts";
import { asked, EXAMPLES } from "#test/support/factories.ts";
import { DEFINE, seatsOn } from "#test/support/fresh/seats.ts";

describe.each(databases())("what a seat sees, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, fillIn, beside, invited, take, answerAll } = seatsOn(databases);

  once(
    "is agreement only once it is done itself, of the seats that are done, on the items that it answered",
    async () => {
      const { founder, invite } = await invited();
      const short = await take(invite);
      const whole = await take(invite, "whole");
      await answerAll(short.seat, "a", DEFINE.slice(0, 7));
      expect(await beside(founder)).toMatchObject({
        agreement: null,
        others: [
          { number: 2, done: false },
          { number: 3, done: false },
        ],
      });

      await answerSeat(on.domain, short.seat, { item: DEFINE[7] ?? "", option: "a" });
      const seenByShort = await readSeat(on.domain, short.seat);
      expect(seenByShort?.agreement?.seats).toEqual([1, 2]);
      expect(seenByShort?.agreement?.items.map(({ item }) => item).toSorted()).toEqual(DEFINE.toSorted());
      expect((await readSeat(on.domain, whole.seat))?.agreement).toBeNull();
      expect((await beside(founder)).agreement?.seats).toEqual([1, 2]);

      await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
      expect((await beside(founder)).agreement?.seats).toEqual([1, 2, 3]);
      expect((await readSeat(on.domain, whole.seat))?.agreement?.items).toHaveLength(25);
      const shared = (await readSeat(on.domain, short.seat))?.agreement;
      expect(shared?.seats).toEqual([1, 2, 3]);
      expect(shared?.items.map(({ item }) => item).toSorted()).toEqual(DEFINE.toSorted());
    },
  );

  once("is the same to each, but for the items that a short seat was not asked", async () => {
    const { founder, invite } = await invited();
    const short = await take(invite);
    await answerAll(short.seat, "c");
    // E2 says V3 1, V4 1, stage rules 0, qualifying 1, F4 1, L3 2, R2 1, handover 1; option c has credit 2 everywhere.
    const seen = (await readSeat(on.domain, short.seat))?.agreement;
    expect(seen?.items.map(({ item, spread }) => [item, spread])).toEqual([
      [asked("P1"), 2],
      ...["V3", "V4", asked("P3"), "F4", "R2", asked("R3")].map((item) => [item, 1]),
      ["L3", 0],
    ]);
    expect(seen?.layers).toEqual({ visibility: 0.75, integrity: 0.625, flow: 0.75, learning: 1, resilience: 0.75 });
    const founders = (await beside(founder)).agreement;
    expect(founders?.items.filter(({ item }) => DEFINE.includes(item))).toEqual(seen?.items);
    expect(founders?.layers).toEqual(seen?.layers);
  });

  once("never names an assessment, a seat or an answer of context that is not its own", async () => {
    const { founder, invite } = await invited();
    const short = await take(invite);
    const whole = await take(invite, "whole");
    await answerAll(short.seat);
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    const all = [founder.reference, invite, short.seat, whole.seat, whole.attempt ?? "", "c_tool"];
    const told = {
      [founder.reference]: JSON.stringify(await beside(founder)),
      [short.seat]: JSON.stringify(await readSeat(on.domain, short.seat)),
      [whole.seat]: JSON.stringify(await readSeat(on.domain, whole.seat)),
    };
    const named = (text: string | undefined) => all.filter((one) => text?.includes(one));
    expect(named(told[founder.reference])).toEqual([invite]);
    expect(named(told[short.seat])).toEqual([short.seat]);
    expect(named(told[whole.seat])).toEqual([whole.seat, whole.attempt]);
  });
});
