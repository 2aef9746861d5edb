import { and, eq, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { seatAnswers, seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { defineItems } from "./define-items.ts";

/**
 * Keeps one answer of a seat that answers the "define" items; a later answer to the same item wins. With the last of
 * them the seat is done, and from then on nothing changes. The caller has checked that the option belongs to the item.
 */
export async function answerSeat(
  { database, clock, banks }: Pick<Domain, "database" | "clock" | "banks">,
  seat: string,
  given: { item: string; option: string },
): Promise<void> {
  const now = clock();
  await database.transaction(async (tx) => {
    const open = and(eq(seats.scope, "define"), isNull(seats.doneAt));
    const [found] = await tx
      .select({ id: seats.id, bankVersion: assessments.bankVersion })
      .from(seats)
      .innerJoin(assessments, eq(assessments.id, seats.besideId))
      .where(and(eq(seats.reference, seat), open));
    if (!found) return;
    const answer = { ...given, seatId: found.id, answeredAt: now };
    await tx
      .insert(seatAnswers)
      .values(answer)
      .onConflictDoUpdate({ target: [seatAnswers.seatId, seatAnswers.item], set: answer });
    const answered = await tx.select().from(seatAnswers).where(eq(seatAnswers.seatId, found.id));
    const isDone = defineItems(banks.of(found.bankVersion)).every(({ id }) => answered.some(({ item }) => item === id));
    if (isDone) await tx.update(seats).set({ doneAt: now }).where(eq(seats.id, found.id));
  });
}
