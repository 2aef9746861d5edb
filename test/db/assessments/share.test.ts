import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { erase } from "#src/assessments/erase.ts";
import { findShared, share, sharedAs, stopSharing } from "#src/assessments/share.ts";
import { start } from "#src/assessments/start.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { noMailbox } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";

describe.each(databases())("sharing, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let domain: Domain;
  beforeEach(async () => {
    database = await databases.open();
    domain = domainOn(database, () => START);
  });
  afterAll(() => databases.dispose());

  const begin = async () => (await start(domain, { instrument: "diagnostic", attribution: {} })).reference;
  const finish = async () => (await completeSitting(domain, "E2")).reference;
  const shared = async (reference: string) => {
    const found = await share(domain, reference);
    if (!found) throw new Error(`${reference} could not be shared.`);
    return found;
  };

  once("a completed result is not shared until somebody asks, and then under a reference of its own", async () => {
    const reference = await finish();
    expect(await sharedAs(domain, reference)).toBeNull();
    const publicReference = await shared(reference);
    expect(publicReference).toMatch(/^[\w-]{22,}$/);
    expect(publicReference).not.toBe(reference);
    expect(await sharedAs(domain, reference)).toBe(publicReference);
  });

  once("what is found under it says the result, and neither the private reference nor an id", async () => {
    const reference = await finish();
    const found = await findShared(domain, await shared(reference));
    expect(found).toMatchObject({ instrument: "diagnostic", revision: 1, result: { overall: 27, band: "Fragmented" } });
    expect(JSON.stringify(found)).not.toContain(reference);
    expect(found).not.toHaveProperty("id");
  });

  once("it follows the newest revision", async () => {
    const reference = await finish();
    const publicReference = await shared(reference);
    await addSizing(domain, reference, { z_opps: 12 }, "GBP");
    expect(await findShared(domain, publicReference)).toMatchObject({ revision: 2 });
  });

  test("sharing twice, or twenty times at once from two processes, gives one reference", async () => {
    const reference = await finish();
    const other = { ...domain, database: databases.openAgain() };
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, place) => share(place % 2 ? other : domain, reference)),
    );
    all.push(await share(domain, reference));
    expect(new Set(all).size).toBe(1);
  });

  once("neither an unfinished attempt nor an unknown reference can be shared", async () => {
    expect(await share(domain, await begin())).toBeNull();
    expect(await share(domain, "nobody")).toBeNull();
    expect(await sharedAs(domain, "nobody")).toBeNull();
  });

  once("a private reference is no public one, and nothing is found under a blank or unknown one", async () => {
    const reference = await finish();
    await shared(reference);
    for (const unknown of [reference, "", "nobody", "null"]) expect(await findShared(domain, unknown)).toBeNull();
  });

  once("once sharing has ended the reference leads nowhere, and sharing again makes another", async () => {
    const reference = await finish();
    const first = await shared(reference);
    await stopSharing(domain, reference);
    expect(await findShared(domain, first)).toBeNull();
    expect(await sharedAs(domain, reference)).toBeNull();
    const second = await shared(reference);
    expect(second).not.toBe(first);
    expect(await findShared(domain, first)).toBeNull();
    expect(await findShared(domain, second)).not.toBeNull();
  });

  once("ending it for one result leaves the others shared", async () => {
    const [one, other] = [await finish(), await finish()];
    const kept = await shared(other);
    await shared(one);
    await stopSharing(domain, one);
    expect(await findShared(domain, kept)).not.toBeNull();
  });

  test("an erased result is shared no longer", async () => {
    const reference = await finish();
    const publicReference = await shared(reference);
    expect(await erase({ ...domain, ...noMailbox }, reference)).toBe(true);
    expect(await findShared(domain, publicReference)).toBeNull();
  });
});
