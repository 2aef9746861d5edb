import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fileOf } from "#db/client/location.ts";
import { leads } from "#db/schema/leads.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForErasure } from "#src/leads/erasing/ask-for-erasure.ts";
import { eraseAttached, findErasure } from "#src/leads/erasing/erase-attached.ts";
import { eraseLead } from "#src/leads/erasing/erase-lead.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { DAY, HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, BOB, claimed, leadOf, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "#test/support/fresh/life.ts";

describe.each(databases())("erasing a result with an address, confirmed by mail, in the mode $name", (databases) => {
  const { once } = databases;
  const { on, rows, files, idsLeft, addressesOf } = lifeOn(databases);

  const ask = (assessment: Assessment, address: string) =>
    askForErasure(on.life.app, { assessment, address, clientHash: clientOf("client") });
  const tokenOf = async () => linkToken(on.life.app.sign, "erase", (await rows("erase")).at(-1)?.id ?? "");

  once("sends the link to an attached address only, and never says which that is", async () => {
    const [one, other] = [await sitting(on.life, "E1"), await sitting(on.life, "E1")];
    await reported(on.life, ADA, one);
    await reported(on.life, BOB, other);
    for (const address of [BOB.address, "nobody@else.example", ADA.address, ADA.address])
      expect(await ask(one, address)).toBeUndefined();
    const asked = await rows("erase");
    const lead = await leadOf(on.life, ADA.address);
    expect(asked).toMatchObject([{ leadId: lead, assessmentId: one.id, state: "pending" }]);
    await on.life.deliver();
    const sent = (await on.life.messages()).find(
      ({ subject }) => subject?.includes(on.life.app.site.name) && subject.includes("erase"),
    );
    expect(sent?.to?.map(({ address }) => address)).toEqual([ADA.address]);
    expect(sent?.text).toContain(`https://plumb.example/erase/${await tokenOf()}`);
    expect((await rows("erase"))[0]?.message).toBeNull();
  });

  test.runIf(databases.mode === "embedded")(
    "waits for the disk, known address or not, and mails behind the answer",
    async () => {
      const one = await sitting(on.life, "E1");
      await reported(on.life, ADA, one);
      const logged = () => statSync(`${fileOf(on.database.url)}-wal`).size;
      for (const address of ["nobody@else.example", ADA.address]) {
        const before = logged();
        await ask(one, address);
        expect(logged(), address).toBeGreaterThan(before);
      }
      expect((await rows("erase"))[0]?.dueAt).toBe(on.life.app.clock() + 1_000);
    },
  );

  once("keeps to the limit of mails to one mailbox, without a word", async () => {
    const one = await sitting(on.life, "E1");
    await reported(on.life, ADA, one);
    on.life.app.mailLimits = { ...on.life.app.mailLimits, reportsPerMailboxPerDay: 2 };
    for (let times = 0; times < 4; times += 1) {
      await ask(one, ADA.address);
      await on.life.deliver();
      on.life.advance(HOUR);
    }
    expect(await rows("erase")).toHaveLength(2);
  });

  test("erases the result where nobody else hangs on it, and the lead with its last one", async () => {
    const [one, two] = [await sitting(on.life, "E1"), await sitting(on.life, "E2")];
    for (const each of [one, two]) await reported(on.life, ADA, each);
    await ask(one, ADA.address);
    await on.life.deliver();
    expect(await findErasure(on.life.app, await tokenOf())).toMatchObject({ instrument: "snapshot" });
    const token = await tokenOf();
    const answers = await Promise.all([1, 2, 3, 4].map(() => eraseAttached(on.life.app, token)));
    expect(answers.toSorted()).toEqual(["erased", "stale", "stale", "stale"]);
    expect(await idsLeft()).toEqual([two.id]);
    expect(await addressesOf(two)).toEqual([ADA.address]);
    expect(files()).toHaveLength(1);
    expect(await findErasure(on.life.app, token)).toBe("stale");

    await ask(two, ADA.address);
    expect(await eraseAttached(on.life.app, await tokenOf())).toBe("erased");
    expect(await idsLeft()).toEqual([]);
    expect(await on.database.query.select().from(leads)).toEqual([]);
    expect(await rows()).toEqual([]);
    expect(files()).toEqual([]);
  });

  test("of the first address takes the result from those who came later, who keep all else", async () => {
    const [one, bobs] = [await sitting(on.life, "E1"), await sitting(on.life, "E1")];
    await reported(on.life, ADA, one);
    await reported(on.life, BOB, bobs);
    on.life.advance(HOUR);
    const later = await sitting(on.life, "E2");
    await reported(on.life, ADA, later);
    await reported(on.life, BOB, later);
    await on.life.deliver();
    const bob = await leadOf(on.life, BOB.address);
    const staff = "UPDATE lead_standings SET status = 'contacted' WHERE lead_id = :bob";
    await on.database.write([{ sql: staff, args: { bob } }]);
    const consents = () => on.database.query.all(`SELECT * FROM consents WHERE lead_id = '${bob}'`);
    const before = await consents();
    await ask(later, ADA.address);
    expect(await eraseAttached(on.life.app, await tokenOf())).toBe("erased");

    expect((await idsLeft()).toSorted()).toEqual([one.id, bobs.id].toSorted());
    expect(await addressesOf(bobs)).toEqual([BOB.address]);
    expect(await consents()).toEqual(before);
    expect(
      await on.database.query.all(`SELECT assessment_id, status FROM lead_standings WHERE lead_id = '${bob}'`),
    ).toEqual([{ assessment_id: bobs.id, status: "contacted" }]);
    expect((await rows()).filter(({ assessmentId }) => assessmentId === later.id)).toEqual([]);
    expect(files()).toHaveLength(2);
  });

  test("of everything that the first one has erases what others have of it; nobody who came later can", async () => {
    const one = await sitting(on.life, "E1");
    for (const person of [ADA, BOB]) {
      await reported(on.life, person, one);
      await claimed(on.life, person.address, one);
    }
    expect(await eraseLead(on.life.app, await leadOf(on.life, BOB.address))).toBe(true);
    expect(await addressesOf(one)).toEqual([ADA.address]);
    await reported(on.life, BOB, one);
    await claimed(on.life, BOB.address, one);
    const bob = await leadOf(on.life, BOB.address);
    expect(await eraseLead(on.life.app, await leadOf(on.life, ADA.address))).toBe(true);
    expect(await idsLeft()).toEqual([]);
    expect(await leadOf(on.life, BOB.address)).toBe(bob);
    expect(await on.database.query.all("SELECT * FROM lead_standings")).toEqual([]);
  });

  once("leaves the lead where its other result stands, though the process dies right behind it", async () => {
    const [one, bobs] = [await sitting(on.life, "E1"), await sitting(on.life, "E2")];
    await reported(on.life, ADA, one);
    await reported(on.life, BOB, bobs);
    await reported(on.life, ADA, bobs);
    await ask(bobs, ADA.address);
    on.life.advance(HOUR);
    const dying = { ...on.life.app, forgetMail: () => Promise.reject(new Error("killed")) };
    await expect(eraseAttached(dying, await tokenOf())).rejects.toThrow("killed");
    const lead = await leadOf(on.life, ADA.address);
    const standings = await on.database.query.all(`SELECT assessment_id FROM lead_standings WHERE lead_id = '${lead}'`);
    expect(standings).toEqual([{ assessment_id: one.id }]);
  });

  test("takes only its own address off a result that another one had before", async () => {
    const one = await sitting(on.life, "E1");
    await reported(on.life, BOB, one);
    await reported(on.life, ADA, one);
    await on.life.deliver();
    await ask(one, ADA.address);
    expect(await eraseAttached(on.life.app, await tokenOf())).toBe("erased");
    expect(await addressesOf(one)).toEqual([BOB.address]);
    expect((await on.database.query.select().from(leads)).map(({ address }) => address)).toEqual([BOB.address]);
    expect(await rows()).toHaveLength(1);
    expect(files()).toHaveLength(1);
  });

  once("works for 24 hours, and is forgotten afterwards", async () => {
    const one = await sitting(on.life, "E1");
    await reported(on.life, ADA, one);
    await ask(one, ADA.address);
    await on.life.deliver();
    on.life.advance(DAY - 3_000);
    expect(await findErasure(on.life.app, await tokenOf())).toMatchObject({ assessmentId: one.id });
    expect(await eraseSpent(on.life.app)).toBe(0);
    on.life.advance(2_000);
    const token = await tokenOf();
    expect(await findErasure(on.life.app, token)).toBe("stale");
    expect(await eraseAttached(on.life.app, token)).toBe("stale");
    expect(await eraseSpent(on.life.app)).toBe(1);
    expect(await rows("erase")).toEqual([]);
    expect(files()).toHaveLength(1);
    expect(await idsLeft()).toEqual([one.id]);
  });

  once("takes no link of another kind, and none that was made up", async () => {
    const one = await sitting(on.life, "E1");
    await reported(on.life, ADA, one);
    const report = (await rows("report"))[0]?.id ?? "";
    for (const token of ["", "x", `${report}.x`, linkToken(on.life.app.sign, "not-you", report)])
      expect(await eraseAttached(on.life.app, token)).toBe("unknown");
    expect(await eraseAttached(on.life.app, linkToken(on.life.app.sign, "erase", report))).toBe("stale");
    expect(await idsLeft()).toEqual([one.id]);
  });
});
