import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import type { Message } from "#db/schema/deliveries.ts";
import { askForErasure } from "#src/leads/erasing/ask-for-erasure.ts";
import { mayReplay } from "#src/outbox/may-replay.ts";
import { HOUR, MINUTE, SECOND } from "#src/time.ts";
import { hashOfToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { addAssessment, addLead, fakeChannel, hashAddress, START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { accessOn } from "#test/support/fresh/access.ts";
import { ADA } from "#test/support/fresh/leads.ts";

describe.each(databases())("the mail with a link, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, ask, loop, render, mailed, link, use, links, mails } = accessOn(databases);

  once("holds the only copy of the token, whose hash is kept with ten minutes from then", async () => {
    on.now += 3 * MINUTE;
    const token = await link();
    expect(token).toHaveLength(43);
    const [row] = await links();
    expect(row).toMatchObject({ tokenHash: hashOfToken(token), expiresAt: on.now + 10 * MINUTE });
    expect((await mails())[0]).toMatchObject({ state: "sent", message: null });
    expect(JSON.stringify([await links(), await mails()])).not.toContain(token);
  });

  once("is not tried again once the link in it has run out", async () => {
    await ask();
    on.now += SECOND;
    const failing = loop(fakeChannel(async () => ({ status: "again", reason: "no answer" })));
    for (const _ of times(40)) {
      await failing.runOnce();
      on.now += 30 * SECOND;
    }
    const [mail] = await mails();
    expect(mail).toMatchObject({ state: "failed" });
    expect(mail?.failedAt).toBeLessThanOrEqual(START + 11 * MINUTE);
    expect(mail && mayReplay({ ...mail, linkOpens: null })).toBe(false);
    const [row] = await links();
    expect(failing.channel.sent.length).toBeGreaterThan(2);
    expect(row?.expiresAt).toBe(START + SECOND + 10 * MINUTE);
  });

  once("is not made at all when its turn comes too late", async () => {
    await ask();
    on.now += 11 * MINUTE;
    const { runOnce, channel } = loop();
    await runOnce();
    expect(channel.sent).toEqual([]);
    expect((await mails())[0]).toMatchObject({ state: "failed", message: null });
  });

  once("that was made and never stored gives way to the next one", async () => {
    await ask();
    on.now += SECOND;
    const [mail] = await mails();
    const lost = /sign-in\/([\w-]+)/.exec(((await render()(mail as never)) as Message).text)?.[1] ?? "";
    const [token = ""] = await mailed();
    expect(await use(lost)).toBeNull();
    expect(await use(token)).not.toBeNull();
  });

  const suppress = (reason: string) =>
    on.database.write([
      {
        sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, :reason, :now)",
        args: { hash: hashAddress(ADA), reason, now: on.now },
      },
    ]);

  once("goes to an address that opted out of mail, as often as to any other", async () => {
    await suppress("opted-out");
    for (let time = 0; time < 3; time += 1) {
      expect(await ask()).toEqual({ status: "asked" });
      expect(await use((await mailed())[0] ?? "")).not.toBeNull();
      on.now += HOUR;
    }
  });

  once.each(["not-you", "complained", "bounced"])("goes once a day to an address listed as %s", async (reason) => {
    await suppress(reason);
    const sent = [];
    for (let hours = 0; hours < 25; hours += 8) {
      expect(await ask()).toEqual({ status: "asked" });
      sent.push((await mailed()).length);
      on.now += 8 * HOUR;
    }
    expect(sent).toEqual([1, 0, 0, 1]);
    const states = (await mails()).map(({ state }) => state).toSorted();
    expect(states).toEqual(["cancelled", "cancelled", "sent", "sent"]);
  });

  once("goes once a day to a mailbox, whatever plus-tags it is known under", async () => {
    const tagged = ["ada+one@example.com", "ada+two@example.com"];
    for (const address of tagged) await addLead(on.database, address, await addAssessment(on.database));
    await suppress("complained");
    for (const address of [...tagged, ADA]) await ask(address);
    expect(await mailed()).toHaveLength(1);
    expect((await mails()).map(({ state }) => state).toSorted()).toEqual(["cancelled", "cancelled", "sent"]);
  });

  test("of several that wait, and of an erasure beside them, one goes to such an address", async () => {
    await suppress("complained");
    await Promise.all(times(3).map(() => ask()));
    const [one] = await on.database.query.select().from(assessments);
    const request = { assessment: { id: one?.id ?? 0, revision: 1 }, address: ADA, clientHash: clientOf("client") };
    await askForErasure(on.domain, request);
    on.now += SECOND;
    const [here, there] = [fakeChannel(), fakeChannel()];
    await Promise.all([loop(here).runOnce(), loop(there).runOnce()]);
    expect([...here.sent, ...there.sent]).toHaveLength(1);
  });
});
