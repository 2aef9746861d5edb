import { eq } from "drizzle-orm";
import { closings } from "#db/schema/blind-spots.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { stateOf } from "./rules.ts";

/**
 * Keeps answers to questions that are asked again, until the last is given; a later answer to the same item wins. The
 * caller has checked that the options belong to the items. Returns all answers so far, or null where none are taken any more.
 */
export async function answerClosing(
  { database, clock }: Pick<Domain, "database" | "clock">,
  reference: string,
  given: readonly { item: string; option: string }[],
): Promise<Record<string, string> | null> {
  const now = clock();
  return database.transaction(async (tx) => {
    const [found] = await tx.select().from(closings).where(eq(closings.reference, reference));
    if (!found || stateOf(found, now) !== "open") return null;
    const asked = given.filter(({ item }) => found.items.includes(item));
    const answers = { ...found.answers, ...Object.fromEntries(asked.map(({ item, option }) => [item, option])) };
    await tx.update(closings).set({ answers }).where(eq(closings.id, found.id));
    return answers;
  });
}
