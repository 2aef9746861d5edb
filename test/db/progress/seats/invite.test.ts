import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { seatInvites } from "#db/schema/progress.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { closeInvite } from "#src/progress/seats/close-invite.ts";
import { findInvite } from "#src/progress/seats/find-invite.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { readSeat } from "#src/progress/seats/read-seats.ts";
import { takeSeat } from "#src/progress/seats/take-seat.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { seatsOn } from "#test/support/fresh/seats.ts";

const clientHash = clientOf("colleague");

describe.each(databases())("the invite link, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, beside, invited, take, stateOf } = seatsOn(databases);

  test("is made once, under a reference that leads to no result, and making it again changes nothing", async () => {
    const { founder, invite } = await invited();
    expect(invite).toMatch(/^[\w-]{22,}$/);
    expect(await findAssessment(on.domain, invite)).toBeNull();
    await Promise.all(times(10).map(() => openInvite(on.domain, founder.reference)));
    expect((await beside(founder)).invite).toBe(invite);
    expect(await stateOf(invite)).toBe("open");
  });

  once("is not made for a Snapshot, an unfinished Diagnostic or an unknown reference", async () => {
    await openInvite(on.domain, (await completed("E1")).reference);
    await openInvite(on.domain, (await start(on.domain, { instrument: "diagnostic", attribution: {} })).reference);
    await openInvite(on.domain, "nobody");
    expect(await on.database.query.select().from(seatInvites)).toEqual([]);
    expect(await findInvite(on.domain, "nobody")).toBeNull();
  });

  once("asks what its inviter was asked, though a newer version is asked of everybody else", async () => {
    const { founder, invite } = await invited();
    await on.database.query.update(assessments).set({ bankVersion: "1.0.0" }).where(eq(assessments.id, founder.id));
    expect(await findInvite(on.domain, invite)).toEqual({ state: "open", bankVersion: "1.0.0" });
    const { attempt } = await take(invite, "whole");
    expect(attempt).not.toBeNull();
    const versions = await on.database.query.select({ version: assessments.bankVersion }).from(assessments);
    expect(versions).toEqual([{ version: "1.0.0" }, { version: "1.0.0" }]);
  });

  once("once closed takes nobody, keeps who has a seat, and a new one has another address", async () => {
    const { founder, invite } = await invited();
    const { seat } = await take(invite);
    await closeInvite(on.domain, founder.reference);
    expect(await stateOf(invite)).toBe("closed");
    expect(await takeSeat(on.domain, { invite, scope: "define", clientHash })).toEqual({ status: "closed" });
    expect(await takeSeat(on.domain, { invite, scope: "whole", clientHash })).toEqual({ status: "closed" });
    expect(await on.database.query.$count(assessments)).toBe(1);
    expect(await readSeat(on.domain, seat)).toMatchObject({ number: 2, done: false });
    expect(await beside(founder)).toMatchObject({ invite: null, others: [{ number: 2, done: false }] });

    await openInvite(on.domain, founder.reference);
    const again = (await beside(founder)).invite ?? "";
    expect(again).not.toBe(invite);
    expect(await findInvite(on.domain, invite)).toBeNull();
    expect((await takeSeat(on.domain, { invite, scope: "define", clientHash })).status).toBe("unknown");
    expect((await take(again)).status).toBe("taken");
  });
});
