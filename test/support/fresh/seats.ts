import { seats } from "#db/schema/progress.ts";
import type { SeatScope } from "#src/names/progress.ts";
import { answerSeat } from "#src/progress/seats/answer-seat.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { findInvite } from "#src/progress/seats/find-invite.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { seatsBeside } from "#src/progress/seats/read-seats.ts";
import { type TakenSeat, takeSeat } from "#src/progress/seats/take-seat.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { type Answers, bank, clientOf } from "#test/support/factories.ts";
import { completeSitting, finishSitting } from "#test/support/sittings.ts";
import { freshOn } from "./fresh.ts";

export const DEFINE = defineItems(bank).map(({ id }) => id);

/** A founder's Diagnostic and the seats that colleagues take beside it, on a new database for each test. */
export function seatsOn(databases: TestDatabases) {
  const { on } = freshOn(databases, domainOn);

  const fillIn = (reference: string, given: Answers) =>
    finishSitting(on.domain, reference, { c_tool: "crm", ...given });
  const completed = (example: "E1" | "E2" = "E2") => completeSitting(on.domain, example);
  const beside = async ({ id }: { id: number }) => seatsBeside(on.domain, id);
  const invited = async () => {
    const founder = await completed();
    await openInvite(on.domain, founder.reference);
    const { invite } = await beside(founder);
    if (!invite) throw new Error("There is no invite link.");
    return { founder, invite };
  };
  const take = async (invite: string, scope: SeatScope = "define", startKey?: string): Promise<TakenSeat> => {
    const taken = await takeSeat(on.domain, { invite, scope, startKey, clientHash: clientOf("colleague") });
    if (taken.status !== "taken") throw new Error(`The seat was not taken: ${taken.status}.`);
    return taken;
  };
  const stateOf = async (invite: string) => (await findInvite(on.domain, invite))?.state;
  const answerAll = async (seat: string, option = "b", items: readonly string[] = DEFINE) => {
    for (const item of items) await answerSeat(on.domain, seat, { item, option });
  };
  const numbers = async () => (await on.database.query.select().from(seats)).map(({ number }) => number).toSorted();
  return { on, fillIn, completed, beside, invited, take, stateOf, answerAll, numbers };
}
