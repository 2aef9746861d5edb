import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import { openClosing } from "#src/assessments/blind-spots/open-closing.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { bank } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";
import { freshOn } from "./fresh.ts";

/** The id of an item's option with this credit. */
export const optionAt = (id: string, credit: number) => {
  const option = bank.items.find((item) => item.id === id)?.options.find((one) => one.credit === credit);
  if (!option) throw new Error(`${id} has no option with credit ${credit}.`);
  return option.id;
};

/** Results whose answers "Not sure" are closed later, on a new database for each test. */
export function blindSpotsOn(databases: TestDatabases) {
  const { on } = freshOn(databases, domainOn);

  const completed = () => completeSitting(on.domain, "E5");
  const again = async ({ reference }: { reference: string }) => {
    const found = await findAssessment(on.domain, reference);
    if (!found) throw new Error("The result is gone.");
    return found;
  };
  const ask = async ({ reference }: Assessment, items: readonly string[], by: Closer = "founder", of = on.domain) => {
    const opened = await openClosing(of, reference, { by, items });
    if (typeof opened === "string") throw new Error(`Nothing was asked: ${opened}.`);
    return opened.reference;
  };
  const close = async (result: Assessment, given: Record<string, string>, by: Closer = "founder", of = on.domain) => {
    const reference = await ask(result, Object.keys(given), by, of);
    await answerClosing(
      of,
      reference,
      Object.entries(given).map(([item, option]) => ({ item, option })),
    );
    return finishClosing(of, reference);
  };
  return { on, completed, again, ask, close };
}
