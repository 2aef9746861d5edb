import { describe, expect, test } from "vitest";
import { answers, assessments } from "#db/schema/assessments.ts";
import { seatAnswers, seatInvites, seats } from "#db/schema/progress.ts";
import { erase, eraseExpired } from "#src/assessments/erase.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { findInvite } from "#src/progress/seats/find-invite.ts";
import { freeSeat } from "#src/progress/seats/free-seat.ts";
import { readSeat } from "#src/progress/seats/read-seats.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { EXAMPLES } from "#test/support/factories.ts";
import { seatsOn } from "#test/support/fresh/seats.ts";

describe.each(databases())("the end of a seat, with the database in the mode $name", (databases) => {
  const { on, fillIn, completed, beside, invited, take, answerAll, numbers } = seatsOn(databases);

  test("a seat that the founder frees goes with its eight answers, and the next colleague takes its number", async () => {
    const { founder, invite } = await invited();
    const stranger = await completed();
    const short = await take(invite);
    await answerAll(short.seat);
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    await freeSeat(on.domain, { result: stranger.reference, number: 2 });
    await freeSeat(on.domain, { result: founder.reference, number: 1 });
    expect(await numbers()).toEqual([2, 3]);

    await freeSeat(on.domain, { result: founder.reference, number: 2 });
    await freeSeat(on.domain, { result: founder.reference, number: 3 });
    expect(await numbers()).toEqual([]);
    expect(await on.database.query.$count(seatAnswers)).toBe(0);
    expect(await beside(founder)).toMatchObject({ others: [], agreement: null });
    expect(await readSeat(on.domain, short.seat)).toBeNull();
    expect(await findAssessment(on.domain, whole.attempt ?? "")).not.toBeNull();
    await take(invite);
    expect(await numbers()).toEqual([2]);
  });

  test("everything of a seat goes with the founder's result; a whole seat's own result stays", async () => {
    const { founder, invite } = await invited();
    const short = await take(invite);
    await answerAll(short.seat);
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    expect(await erase(on.domain, founder.reference)).toBe(true);
    for (const table of [seatInvites, seats, seatAnswers])
      expect(await on.database.query.select().from(table)).toEqual([]);
    expect(await findInvite(on.domain, invite)).toBeNull();
    expect(await readSeat(on.domain, short.seat)).toBeNull();
    expect(await findAssessment(on.domain, whole.attempt ?? "")).not.toBeNull();
  });

  test("a whole seat's answers leave the agreement when its own result is erased by time or by hand", async () => {
    const { founder, invite } = await invited();
    const whole = await take(invite, "whole");
    await fillIn(whole.attempt ?? "", EXAMPLES.E3.submission.answers);
    await on.database.query.update(assessments).set({ keptUntil: on.now + 365 * DAY });
    const own = await findAssessment(on.domain, whole.attempt ?? "");
    expect((await beside(founder)).agreement).not.toBeNull();
    await on.database.write([
      { sql: "UPDATE assessments SET kept_until = :now WHERE id = :id", args: { now: on.now, id: own?.id ?? 0 } },
    ]);
    on.now += 1;
    await eraseExpired(on.domain);
    expect(await beside(founder)).toMatchObject({ agreement: null, others: [{ number: 2, done: false }] });
    expect(await readSeat(on.domain, whole.seat)).toMatchObject({ done: false, attempt: null, agreement: null });
    expect(await on.database.query.$count(answers)).toBe(26);
  });
});
