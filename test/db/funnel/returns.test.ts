import { describe, expect, test } from "vitest";
import { readReturns } from "#src/funnel/read-returns.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { databases } from "#test/support/database/databases.ts";
import { addLead } from "#test/support/delivery/outbox.ts";
import { days, leadsOn } from "#test/support/fresh/leads.ts";

describe.each(databases())("who comes back, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, claim } = leadsOn(databases);

  /** A mailbox that reads on these days, all of them its own; returns its id. */
  const reader = async (address: string, readAt: readonly number[], example: "E1" | "E2" = "E2") => {
    const ids: number[] = [];
    for (const at of readAt) {
      on.now = days(at);
      ids.push((await completed(example)).id);
    }
    const leadId = await addLead(on.database, address, ids[0] ?? 0);
    for (const assessmentId of ids) await claim(leadId, assessmentId);
    return { leadId, assessmentId: ids[0] ?? 0 };
  };
  const mailed = async (about: { leadId: string; assessmentId: number }, at: number) => {
    const kind = "ask-again" as const;
    const [id = ""] = await on.database.transaction((tx) => enqueue(tx, { kind, about, now: days(at) }));
    await on.database.query.run(`UPDATE deliveries SET state = 'sent', sent_at = ${days(at)} WHERE id = '${id}'`);
  };
  const returns = (from: number, until: number) =>
    readReturns(on.database.query, { instrument: "diagnostic", from: days(from), until: days(until) });

  test("a mail counts once its 30 days are over, and as answered by a reading within them only", async () => {
    await mailed(await reader("on-time@example.com", [0, 120]), 90);
    await mailed(await reader("late@example.com", [0, 121]), 90);
    await mailed(await reader("before@example.com", [0, 89]), 90);
    await mailed(await reader("other@example.com", [0], "E2"), 90);
    expect((await returns(0, 119)).asked).toEqual({ count: 0, back: 0 });
    expect((await returns(0, 121)).asked).toEqual({ count: 4, back: 1 });
    expect((await returns(121, 200)).asked).toEqual({ count: 0, back: 0 });
  });

  once(
    "a first reading counts once its 120 days are over; a second one is no first, and another instrument no return",
    async () => {
      await reader("twice@example.com", [0, 100]);
      await reader("once@example.com", [1]);
      await reader("late@example.com", [2, 123]);
      await reader("snapshots@example.com", [3, 20], "E1");
      await addLead(on.database, "unproved@example.com", (await completed("E2")).id);
      expect((await returns(0, 118)).first).toEqual({ count: 0, back: 0 });
      expect((await returns(0, 130)).first).toEqual({ count: 3, back: 1 });
      expect((await returns(0, 240)).first).toEqual({ count: 3, back: 1 });
    },
  );
});
