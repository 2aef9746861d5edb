import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { capturingOn } from "#test/support/fresh/capturing.ts";

describe.each(databases())("refusing what is too much, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, ask, limitTo, rows, counts } = capturingOn(databases);

  test("stops one client at its number an hour, says how long to wait, and writes nothing", async () => {
    limitTo({ reportsPerHour: 2 });
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    on.now += 10 * 60_000;
    await ask(assessment, "bea@example.com");
    const before = await rows();
    const refused = await ask(assessment, "cyd@example.com", { followUp: true });
    expect(refused).toEqual({ status: "refused", limit: "client", retryAfterSeconds: 50 * 60 });
    expect(await rows()).toEqual(before);
    expect(on.woken).toBe(2);
    expect(await ask(assessment, "cyd@example.com", { clientHash: clientOf("another") })).toEqual({
      status: "queued",
    });
    on.now = START + HOUR;
    expect(await ask(assessment, "dot@example.com")).toEqual({ status: "queued" });
  });

  once("stops one mailbox at its number a day, and changes nothing about its lead", async () => {
    limitTo({ reportsPerMailboxPerDay: 1 });
    await ask(await completed(), "ada@example.com");
    const next = await completed();
    const before = await rows();
    on.now = START + HOUR;
    const refused = await ask(next, "ada@example.com", {
      name: "Ada",
      followUp: true,
      clientHash: clientOf("another"),
    });
    expect(refused).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 23 * 3600 });
    expect(await rows()).toEqual(before);
    on.now = START + DAY;
    expect(await ask(next, "ada@example.com")).toEqual({ status: "queued" });
  });

  once("stops one result at its number of addresses, where waiting does not help", async () => {
    limitTo({ addressesPerAssessment: 2 });
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    await ask(assessment, "bea@example.com");
    const before = await rows();
    const refused = await ask(assessment, "cyd@example.com");
    expect(refused).toEqual({ status: "refused", limit: "addresses", retryAfterSeconds: null });
    expect(await rows()).toEqual(before);
    expect(await ask(await completed(), "cyd@example.com")).toEqual({ status: "queued" });
  });

  once("stops all mail at its number a day", async () => {
    limitTo({ mailsPerDay: 1 });
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    const before = await rows();
    const refused = await ask(assessment, "bea@example.com", { clientHash: clientOf("another") });
    expect(refused).toEqual({ status: "refused", limit: "total", retryAfterSeconds: 24 * 3600 });
    expect(await rows()).toEqual(before);
  });

  test("stops exactly at the number of addresses when all of them come at once", async () => {
    limitTo({ addressesPerAssessment: 5 });
    const assessment = await completed();
    const asked = await Promise.all(times(12).map((index) => ask(assessment, `reader-${index}@example.com`)));
    expect(asked.filter(({ status }) => status === "queued")).toHaveLength(5);
    expect(asked.filter(({ status }) => status === "refused")).toHaveLength(7);
    expect(await counts()).toEqual([5, 5, 5, 5, 5]);
  });

  once("does not call a repetition of what is on its way a refusal", async () => {
    limitTo({ reportsPerHour: 1, reportsPerMailboxPerDay: 1, mailsPerDay: 1 });
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    expect(await ask(assessment, "ada@example.com")).toEqual({ status: "already" });
  });
});
