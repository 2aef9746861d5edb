import { describe, expect, test } from "vitest";
import { suppressions } from "#db/schema/deliveries.ts";
import { erase } from "#src/assessments/erase.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { fakeChannel, hashAddress, loopWith, messageTo, newId } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { capturingOn, NOTHING, ONE_OF_EACH } from "#test/support/fresh/capturing.ts";
import { sign } from "#test/support/fresh/leads.ts";

describe.each(databases())('"Not you?", with the database in the mode $name', (databases) => {
  const { once } = databases;
  const { on, completed, ask, rows, counts } = capturingOn(databases);

  const stop = (token: string) => detach(on.domain, token);
  const deliveryTo = async (address: string) => {
    const kept = await rows();
    const lead = kept.leads.find((one) => one.address === address);
    return kept.deliveries.find(({ leadId }) => leadId === lead?.id)?.id ?? "";
  };
  /** Every table with every row, as one text. */
  const everything = async () => {
    const tables = await on.database.query.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    const dumps = await Promise.all(tables.map(({ name }) => on.database.query.all(`SELECT * FROM "${name}"`)));
    expect(dumps.length).toBeGreaterThan(7);
    return JSON.stringify(dumps);
  };

  once("takes the address off, drops the mail that waits, and keeps only a keyed hash of it", async () => {
    await ask(await completed(), "ada@example.com", { name: "Ada", followUp: true });
    expect(await everything()).toContain("ada@example.com");
    on.now += HOUR;
    expect(await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")))).toBe(true);
    expect(await counts()).toEqual(NOTHING);
    expect(await everything()).not.toContain("ada@");
    expect(await everything()).not.toContain("Ada");
    expect(await on.database.query.select().from(suppressions)).toEqual([
      { addressHash: hashAddress("ada@example.com"), reason: "not-you", since: on.now },
    ]);
  });

  test("removes the stored message of a mail that was sent as well", async () => {
    await ask(await completed(), "ada@example.com");
    const channel = fakeChannel();
    await loopWith({
      database: on.database,
      clock: () => on.now,
      channel,
      render: async () => messageTo("ada@example.com"),
    }).runOnce();
    expect(channel.sent).toHaveLength(1);
    expect(await stop(linkToken(sign, "not-you", channel.sent[0]?.id ?? ""))).toBe(true);
    expect(await everything()).not.toContain("ada@");
  });

  test("leaves the result, which is anonymous again and may be erased by its link", async () => {
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")));
    expect(await findAssessment(on.domain, assessment.reference)).toEqual(assessment);
    expect(await erase(on.domain, assessment.reference)).toBe(true);
  });

  once("does nothing with a token that was made up, or that was signed for another delivery", async () => {
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    await ask(assessment, "bea@example.com");
    const [ada, bea] = [await deliveryTo("ada@example.com"), await deliveryTo("bea@example.com")];
    const before = await rows();
    const [, signature] = linkToken(sign, "not-you", ada).split(".");
    const madeUp = [ada, `${ada}.`, `${ada}.forged`, `${bea}.${signature}`, `${newId()}.${signature}`, "", "."];
    for (const token of madeUp) expect(await stop(token)).toBe(false);
    expect(await stop(linkToken(sign, "not-you", newId()))).toBe(false);
    expect(await rows()).toEqual(before);
    expect(await on.database.query.$count(suppressions)).toBe(0);
  });

  test("works once; pressed again it changes nothing", async () => {
    await ask(await completed(), "ada@example.com");
    const token = linkToken(sign, "not-you", await deliveryTo("ada@example.com"));
    const pressed = await Promise.all(times(5).map(() => stop(token)));
    expect(pressed).toContain(true);
    expect(await stop(token)).toBe(false);
    expect(await on.database.query.$count(suppressions)).toBe(1);
    expect(await counts()).toEqual(NOTHING);
  });

  once("touches no other address on the same result", async () => {
    const assessment = await completed();
    await ask(assessment, "ada@example.com");
    await ask(assessment, "bea@example.com", { name: "Bea" });
    await stop(linkToken(sign, "not-you", await deliveryTo("ada@example.com")));
    const kept = await rows();
    expect(kept.leads).toMatchObject([{ address: "bea@example.com", name: "Bea" }]);
    expect(await counts()).toEqual(ONE_OF_EACH);
  });

  once("keeps a lead that has another result, off this one", async () => {
    const [mine, notMine] = [await completed(), await completed()];
    await ask(mine, "ada@example.com", { name: "Ada" });
    on.now += HOUR;
    await ask(notMine, "ada@example.com");
    const kept = await rows();
    const delivery = kept.deliveries.find(({ assessmentId }) => assessmentId === notMine.id);
    await stop(linkToken(sign, "not-you", delivery?.id ?? ""));
    const left = await rows();
    expect(left.leads).toMatchObject([{ address: "ada@example.com", name: "Ada" }]);
    expect(left.attachments.map(({ assessmentId }) => assessmentId)).toEqual([mine.id]);
    expect(left.deliveries.map(({ assessmentId }) => assessmentId)).toEqual([mine.id]);
    expect(left.events.map(({ kind }) => kind)).toContain("detached");
    expect(await on.database.query.$count(suppressions)).toBe(1);
  });

  once("leaves no trace that ties the address to the result it was taken off", async () => {
    const [mine, notMine] = [await completed(), await completed()];
    await ask(mine, "ada@example.com");
    on.now += HOUR;
    await ask(notMine, "ada@example.com");
    const delivery = (await rows()).deliveries.find(({ assessmentId }) => assessmentId === notMine.id);
    await stop(linkToken(sign, "not-you", delivery?.id ?? ""));
    const { events } = await rows();
    expect(events.filter(({ assessmentId }) => assessmentId === notMine.id)).toEqual([]);
  });
});
