import { describe, expect, test } from "vitest";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { erase } from "#src/assessments/erase.ts";
import { findShared, share, sharedAs, stopSharing } from "#src/assessments/share.ts";
import { start } from "#src/assessments/start.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { times } from "#test/support/factories.ts";
import { freshOn } from "#test/support/fresh/fresh.ts";
import { completeSitting } from "#test/support/sittings.ts";

describe.each(databases())("sharing, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = freshOn(databases, domainOn);

  const begin = async () => (await start(on.domain, { instrument: "diagnostic", attribution: {} })).reference;
  const finish = async () => (await completeSitting(on.domain, "E2")).reference;
  const shared = async (reference: string) => {
    const found = await share(on.domain, reference);
    if (!found) throw new Error(`${reference} could not be shared.`);
    return found;
  };

  once("a completed result is not shared until somebody asks, and then under a reference of its own", async () => {
    const reference = await finish();
    expect(await sharedAs(on.domain, reference)).toBeNull();
    const publicReference = await shared(reference);
    expect(publicReference).toMatch(/^[\w-]{22,}$/);
    expect(publicReference).not.toBe(reference);
    expect(await sharedAs(on.domain, reference)).toBe(publicReference);
  });

  once("what is found under it says the result, and neither the private reference nor an id", async () => {
    const reference = await finish();
    const found = await findShared(on.domain, await shared(reference));
    expect(found).toMatchObject({ instrument: "diagnostic", revision: 1, result: { overall: 27, band: "Fragmented" } });
    expect(JSON.stringify(found)).not.toContain(reference);
    expect(found).not.toHaveProperty("id");
  });

  once("it follows the newest revision", async () => {
    const reference = await finish();
    const publicReference = await shared(reference);
    await addSizing(on.domain, reference, { z_opps: 12 }, "GBP");
    expect(await findShared(on.domain, publicReference)).toMatchObject({ revision: 2 });
  });

  test("sharing twice, or twenty times at once from two processes, gives one reference", async () => {
    const reference = await finish();
    const other = { ...on.domain, database: databases.openAgain() };
    const all = await Promise.all(times(20).map((place) => share(place % 2 ? other : on.domain, reference)));
    all.push(await share(on.domain, reference));
    expect(new Set(all).size).toBe(1);
  });

  once("neither an unfinished attempt nor an unknown reference can be shared", async () => {
    expect(await share(on.domain, await begin())).toBeNull();
    expect(await share(on.domain, "nobody")).toBeNull();
    expect(await sharedAs(on.domain, "nobody")).toBeNull();
  });

  once("a private reference is no public one, and nothing is found under a blank or unknown one", async () => {
    const reference = await finish();
    await shared(reference);
    for (const unknown of [reference, "", "nobody", "null"]) expect(await findShared(on.domain, unknown)).toBeNull();
  });

  once("once sharing has ended the reference leads nowhere, and sharing again makes another", async () => {
    const reference = await finish();
    const first = await shared(reference);
    await stopSharing(on.domain, reference);
    expect(await findShared(on.domain, first)).toBeNull();
    expect(await sharedAs(on.domain, reference)).toBeNull();
    const second = await shared(reference);
    expect(second).not.toBe(first);
    expect(await findShared(on.domain, first)).toBeNull();
    expect(await findShared(on.domain, second)).not.toBeNull();
  });

  once("ending it for one result leaves the others shared", async () => {
    const [one, other] = [await finish(), await finish()];
    const kept = await shared(other);
    await shared(one);
    await stopSharing(on.domain, one);
    expect(await findShared(on.domain, kept)).not.toBeNull();
  });

  test("an erased result is shared no longer", async () => {
    const reference = await finish();
    const publicReference = await shared(reference);
    expect(await erase(on.domain, reference)).toBe(true);
    expect(await findShared(on.domain, publicReference)).toBeNull();
  });
});
