import { describe, expect, test } from "vitest";
import { suppressions } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { erase } from "#src/assessments/erase.ts";
import { findListed, liftListing } from "#src/leads/capture/lift-listing.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { findSuppression } from "#src/outbox/suppression.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA, BOB, reported, sitting } from "#test/support/founder-life.ts";
import { listedOn } from "#test/support/fresh/listed.ts";

describe.each(databases())("lifting the listing of an address, in the mode $name", (databases) => {
  const { once } = databases;
  const { on, list, asks, rows, mailTo } = listedOn(databases);

  test("gets what it asks for once the listing is lifted, though the same was asked before and mail is down", async () => {
    await list("not-you");
    const all = await asks();
    await all.later(ADA.address);
    await on.database.query.delete(suppressions);
    on.life.advance(2 * MINUTE);
    await all.later(ADA.address);
    await on.life.deliver();
    expect((await rows()).map(({ kind, state }) => `${kind} ${state}`)).toContain("finish-later sent");
  });

  once("is opened by a POST alone, and only what is asked for afterwards is sent", async () => {
    const { app } = on.life;
    const assessment = await sitting(on.life, "E1");
    await reported(on.life, ADA, assessment);
    await on.life.deliver();
    const report = (await rows()).find(({ kind }) => kind === "report");
    await detach(app, linkToken(app.sign, "not-you", report?.id ?? ""));
    on.life.advance(MINUTE);
    await reported(on.life, ADA, assessment);
    await on.life.deliver();
    const question = (await rows()).find(({ kind }) => kind === "was-this-you");
    const token = linkToken(app.sign, "was-this-you", question?.id ?? "");
    expect((await mailTo(ADA.address)).map(({ text }) => text?.includes(`/was-this-you/${token}`))).toContain(true);
    // The token of another purpose is nothing here.
    expect(await liftListing(app, linkToken(app.sign, "erase", question?.id ?? ""))).toBe("unknown");
    for (let look = 0; look < 5; look += 1) expect(await findListed(app, token)).toEqual({ address: ADA.address });
    expect(await on.database.query.$count(suppressions)).toBe(1);

    expect(await liftListing(app, token)).toBe("lifted");
    expect(await liftListing(app, token)).toBe("lifted");
    expect(await on.database.query.$count(suppressions)).toBe(0);
    await on.life.deliver();
    expect(await on.database.query.$count(leads)).toBe(0);
    expect(await reported(on.life, ADA, assessment)).toEqual({ status: "queued" });
    await on.life.deliver();
    expect((await rows()).filter(({ kind, state }) => kind === "report" && state === "sent")).toHaveLength(1);
    expect((await rows()).filter(({ kind }) => kind === "lead.created")).toHaveLength(1);
  });

  once("is not opened by a link that is a day old, and not where a bounce or an opt-out listed it", async () => {
    await list("not-you");
    const assessment = await sitting(on.life, "E1");
    await reported(on.life, ADA, assessment);
    await on.life.deliver();
    const question = (await rows()).find(({ kind }) => kind === "was-this-you");
    const token = linkToken(on.life.app.sign, "was-this-you", question?.id ?? "");
    for (const reason of ["bounced", "opted-out"] as const) {
      await on.database.query.update(suppressions).set({ reason });
      expect(await liftListing(on.life.app, token)).toBe("lifted");
      expect(await on.database.query.$count(suppressions)).toBe(1);
    }
    on.life.advance(DAY);
    expect(await findListed(on.life.app, token)).toBe("stale");
    expect(await liftListing(on.life.app, token)).toBe("stale");
  });

  test("is asked whatever tag a stranger makes up for its mailbox, and opened for all of them at once", async () => {
    const { app } = on.life;
    const tagged = (tag: string) => ADA.address.replace("@", `+${tag}@`);
    const assessment = await sitting(on.life, "E1");
    await reported(on.life, { ...ADA, address: tagged("crm") }, assessment);
    await on.life.deliver();
    const report = (await rows()).find(({ kind }) => kind === "report");
    await detach(app, linkToken(app.sign, "not-you", report?.id ?? ""));
    for (const address of [ADA.address, tagged("crm"), tagged("other")]) {
      expect((await findSuppression(app, address))?.reason, address).toBe("not-you");
      await reported(on.life, { ...ADA, address }, await sitting(on.life, "E1"));
    }
    await on.life.deliver();
    expect(await on.database.query.$count(leads)).toBe(0);
    const questions = (await rows()).filter(({ kind }) => kind === "was-this-you");
    expect(questions.map(({ recipient }) => recipient)).toEqual([ADA.address]);
    expect(await liftListing(app, linkToken(app.sign, "was-this-you", questions[0]?.id ?? ""))).toBe("lifted");
    expect(await findSuppression(app, tagged("other"))).toBeNull();
    expect(await findSuppression(app, BOB.address)).toBeNull();
  });

  once(
    "gives the result back as nobody's once its mailbox has lifted the listing, or as long after as a lead is kept",
    async () => {
      const { app } = on.life;
      await list("not-you");
      const [lifted, left] = [await sitting(on.life, "E1"), await sitting(on.life, "E1")];
      await reported(on.life, ADA, lifted);
      await on.life.deliver();
      const question = (await rows()).find(({ kind }) => kind === "was-this-you");
      await liftListing(app, linkToken(app.sign, "was-this-you", question?.id ?? ""));
      expect((await besideResult(app, lifted)).attached).toBe(false);
      expect(await erase(app, lifted.reference)).toBe(true);

      await list("not-you");
      await reported(on.life, ADA, left);
      on.life.advance(700 * DAY);
      await eraseOldLeads(app);
      expect((await besideResult(app, left)).attached).toBe(true);
      on.life.advance(60 * DAY);
      await eraseOldLeads(app);
      expect((await besideResult(app, left)).attached).toBe(false);
    },
  );
});
