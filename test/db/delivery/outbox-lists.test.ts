import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { changeSuppression } from "#src/delivery/desk/change-suppression.ts";
import { countDeliveries } from "#src/delivery/desk/count-deliveries.ts";
import { countSuppressions } from "#src/delivery/desk/count-suppressions.ts";
import { deliveryQuery, readDeliveryQuery } from "#src/delivery/desk/delivery-query.ts";
import { findDelivery } from "#src/delivery/desk/find-delivery.ts";
import { type DeliveryFilter, listDeliveries, type Place } from "#src/delivery/desk/list-deliveries.ts";
import { sendTest } from "#src/delivery/endpoints/send-test.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, STAFF } from "#test/support/database/desk.ts";
import { addHook, endpointDomain } from "#test/support/delivery/hooks.ts";
import {
  addDelivery,
  fakeChannel,
  hashAddress,
  loopWith,
  newId,
  START,
  stoppedClock,
} from "#test/support/delivery/outbox.ts";

describe.each(databases())("what the desk lists of the outbox, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  const clock = stoppedClock();
  beforeEach(async () => {
    database = await databases.open();
    await addStaff(database);
  });
  afterAll(() => databases.dispose());

  /** The pages of a list one after the other, each by the address that the one before gives. */
  const pages = async (filter: DeliveryFilter, rows: number) => {
    const found: string[][] = [];
    let after: Place | undefined;
    do {
      const query = readDeliveryQuery(new URLSearchParams(`${deliveryQuery(filter, after)}`));
      const page = await listDeliveries({ database, clock }, query.filter, { after: query.after, rows });
      found.push(page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    return found;
  };

  once("comes newest first, in pages that miss nothing and repeat nothing, also where times are equal", async () => {
    const ids: string[] = [];
    for (const at of [0, 1, 1, 1, 2])
      ids.push(await addDelivery(database, `reader-${ids.length}@example.com`, START + at));
    const [oldest = "", ...rest] = ids;
    const newest = rest.pop() ?? "";
    expect(await pages({}, 2)).toEqual([
      [newest, rest.toSorted().at(2)],
      rest.toSorted().slice(0, 2).reverse(),
      [oldest],
    ]);
    expect(await pages({}, 5)).toHaveLength(1);
  });

  test("is what its filters say, with where it goes and whom it is about", async () => {
    const mail = await addDelivery(database);
    const endpoint = await addHook(database, clock, "http://127.0.0.1:9/hook", ["lead.created"]);
    const hook = (await sendTest(endpointDomain(database, clock), endpoint)) ?? "";
    expect(await pages({ channel: "webhook" }, 5)).toEqual([[hook]]);
    expect(await pages({ kind: "report", state: "pending" }, 5)).toEqual([[mail]]);
    expect(await pages({ state: "failed" }, 5)).toEqual([[]]);
    const { rows } = await listDeliveries({ database, clock }, { endpointId: endpoint });
    expect(rows).toMatchObject([{ id: hook, address: null, endpointUrl: "http://127.0.0.1:9/hook" }]);
    expect(await countDeliveries({ database })).toEqual(
      expect.arrayContaining([
        { channel: "mail", state: "pending", rows: 1 },
        { channel: "webhook", state: "pending", rows: 1 },
      ]),
    );
  });

  once("logs each try of mail by its outcome, and keeps no copy of the message there", async () => {
    const id = await addDelivery(database);
    const outcomes = [
      { status: "again", reason: "500 internal" },
      { status: "sent", providerId: "p" },
    ] as const;
    let turn = 0;
    const channel = fakeChannel(async () => outcomes[turn++] ?? outcomes[1]);
    const own = stoppedClock();
    await loopWith({ database, clock: own, channel }).runOnce();
    own.advance(30_000);
    await loopWith({ database, clock: own, channel }).runOnce();
    const found = await findDelivery({ database, clock }, id);
    expect(found?.address).toBe("ada@example.com");
    expect(found?.tries).toMatchObject([
      { number: 1, outcome: "again", request: null, response: "500 internal", at: START },
      { number: 2, outcome: "sent", request: null, response: null, at: START + 30_000 },
    ]);
    expect(await findDelivery({ database, clock }, newId())).toBeNull();
  });

  once("suppresses an address that staff name, once, and lifts it again", async () => {
    const domain = { database, clock, ids: newId, hashAddress };
    await changeSuppression(domain, "ada@example.com", true, STAFF.id);
    await changeSuppression(domain, "ada@example.com", true, STAFF.id);
    const one = { reason: "opted-out", addresses: 1, first: START, newest: START };
    expect(await countSuppressions({ database })).toEqual([one]);
    await changeSuppression(domain, "ada@example.com", false, STAFF.id);
    expect(await countSuppressions({ database })).toEqual([]);
  });
});
