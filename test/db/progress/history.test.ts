import { describe, expect } from "vitest";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { readHistory } from "#src/progress/page/read-history.ts";
import { databases } from "#test/support/database/databases.ts";
import { newId } from "#test/support/delivery/outbox.ts";
import { EXAMPLES } from "#test/support/factories.ts";
import { comingBackOn } from "#test/support/fresh/coming-back.ts";

describe.each(databases())("the history of a mailbox, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, taken, give, keep, held } = comingBackOn(databases);

  once("holds what was claimed in time order, and apart what was not", async () => {
    const [first, second, third] = [await taken("E2"), await taken("E1"), await taken("E6")];
    const ada = await give(third, "ada@example.com");
    await give(first, "ada@example.com");
    await give(second, "ada@example.com");
    expect(await held(ada)).toEqual({ own: [], unclaimed: [first, second, third] });
    await keep(ada, first);
    await keep(ada, third);
    expect(await held(ada)).toEqual({ own: [first, third], unclaimed: [second] });
  });

  once("carries the newest result as it was scored, with the scored answers", async () => {
    const reference = await taken("E2");
    const ada = await give(reference, "ada@example.com");
    await addSizing(on.domain, reference, { z_opps: 12, z_acv: 15_000, z_win: 22 }, "EUR");
    await keep(ada, reference);
    const stored = await findAssessment(on.domain, reference);
    const { own } = await readHistory(on.domain, ada);
    expect(own).toMatchObject([
      { reference, instrument: "diagnostic", completedAt: stored?.completedAt, revision: 2, currency: "EUR" },
    ]);
    expect(own[0]?.result).toEqual(stored?.result);
    expect(own[0]?.result.overall).toBe(27);
    expect(own[0]?.scored).toEqual(EXAMPLES.E2.submission.answers);
  });

  once("never holds another mailbox's: two on one result, and two with one each", async () => {
    const [shared, adas, beas] = [await taken(), await taken(), await taken()];
    const ada = await give(shared, "ada@example.com");
    const bea = await give(shared, "bea@example.com");
    await give(adas, "ada@example.com");
    await give(beas, "bea@example.com");
    await keep(ada, shared, adas);
    expect(await held(ada)).toEqual({ own: [shared, adas], unclaimed: [] });
    expect(await held(bea)).toEqual({ own: [], unclaimed: [shared, beas] });
    expect(await held(newId())).toEqual({ own: [], unclaimed: [] });
  });
});
