import { eq } from "drizzle-orm";
import { closings } from "#db/schema/blind-spots.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { stateOf } from "./rules.ts";

interface Given {
  item: string;
  option: string;
  /** In milliseconds since 1970; without it, or in what is still to come, it was given now. */
  answeredAt?: number;
}

/**
 * Keeps answers to questions that are asked again, until the last is given; the later answer to an item wins, whichever
 * arrives first. The caller has checked that the options belong to the items.
 *
 * @returns all answers so far, and the items of those that were given before the one that stands; null where none are taken
 * any more.
 */
export async function answerClosing(
  { database, clock }: Pick<Domain, "database" | "clock">,
  reference: string,
  given: readonly Given[],
): Promise<{ answers: Record<string, string>; ignored: string[] } | null> {
  const now = clock();
  return database.transaction(async (tx) => {
    const [found] = await tx.select().from(closings).where(eq(closings.reference, reference));
    if (!found || stateOf(found, now) !== "open") return null;
    const answers = { ...found.answers };
    const times = { ...found.answeredAt };
    const ignored: string[] = [];
    for (const { item, option, answeredAt = now } of given) {
      if (!found.items.includes(item)) continue;
      const time = Math.min(answeredAt, now);
      if (Object.hasOwn(answers, item) && time < (times[item] ?? 0)) ignored.push(item);
      else [answers[item], times[item]] = [option, time];
    }
    await tx.update(closings).set({ answers, answeredAt: times }).where(eq(closings.id, found.id));
    return { answers, ignored };
  });
}
