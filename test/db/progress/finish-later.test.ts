import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { deliveryTries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { start } from "#src/assessments/start.ts";
import { forgetRecipients } from "#src/outbox/forget-recipients.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { fakeChannel } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { accessOn } from "#test/support/fresh/access.ts";
import { ADA } from "#test/support/fresh/leads.ts";

describe.each(databases())("finishing later, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, loop, mails } = accessOn(databases);

  const attempt = async () => {
    const { reference } = await start(on.domain, { instrument: "diagnostic", attribution: {} });
    const [row] = await on.database.query.select().from(assessments).where(eq(assessments.reference, reference));
    return { id: row?.id ?? 0, reference };
  };
  const later = (one: { id: number }, address = "eve@example.com", client = "client", limits = {}) =>
    finishLater(
      { ...on.domain, mailLimits: { ...on.domain.mailLimits, ...limits } },
      { attempt: one, address, clientHash: clientOf(client) },
    );

  test("mails the attempt's link once, makes nobody a lead, and says when the answers go", async () => {
    const one = await attempt();
    const asked = await Promise.all(times(10).map(() => later(one)));
    expect(asked).toEqual(times(10).map(() => ({ status: "sent" })));
    const { runOnce, channel } = loop();
    await runOnce();
    expect(channel.sent).toHaveLength(1);
    expect(channel.sent[0]?.message.to).toBe("eve@example.com");
    expect(channel.sent[0]?.message.text).toContain(`https://plumb.example/diagnostic/${one.reference}\n`);
    expect(channel.sent[0]?.message.text).toContain("20 December 2026");
    expect((await on.database.query.select().from(leads)).map(({ address }) => address)).toEqual([ADA]);
    expect(await mails()).toMatchObject([{ state: "sent", message: null, leadId: null }]);
  });

  once("stops a mailbox by the day, a client by the hour, and all mail by the day", async () => {
    const [fourth, ...three] = [await attempt(), await attempt(), await attempt(), await attempt()];
    for (const one of three) expect(await later(one)).toEqual({ status: "sent" });
    const mailbox = { status: "refused", limit: "mailbox", retryAfterSeconds: 24 * 3600 };
    expect(await later(fourth, "eve@example.com", "another")).toEqual(mailbox);
    const client = { status: "refused", limit: "client", retryAfterSeconds: 3600 };
    expect(await later(fourth, "fay@example.com", "client", { reportsPerHour: 3 })).toEqual(client);
    const total = { status: "refused", limit: "total", retryAfterSeconds: 24 * 3600 };
    expect(await later(fourth, "fay@example.com", "another", { mailsPerDay: 3 })).toEqual(total);
    expect(await mails()).toHaveLength(3);
    on.now += DAY;
    expect(await later(fourth)).toEqual({ status: "sent" });
  });

  test("sends nothing of an attempt that was completed or erased, and forgets the address after a day", async () => {
    const [done, gone, kept] = [await attempt(), await attempt(), await attempt()];
    await on.database.query.update(assessments).set({ completedAt: on.now }).where(eq(assessments.id, done.id));
    await later(done);
    expect(await mails()).toEqual([]);
    await later(gone);
    await on.database.query.delete(assessments).where(eq(assessments.id, gone.id));
    expect(await mails()).toEqual([]);
    await later(kept);
    await loop(fakeChannel(async () => ({ status: "refused", reason: "no eve@example.com" }))).runOnce();
    on.now += DAY - 1;
    expect(await forgetRecipients(on.domain)).toBe(0);
    on.now += 1;
    expect(await forgetRecipients(on.domain)).toBe(1);
    expect(await mails()).toMatchObject([{ state: "failed", recipient: null, message: null }]);
    const left = [await mails(), await on.database.query.select().from(deliveryTries)];
    expect(JSON.stringify(left)).not.toContain("example.com");
    expect(on.forgotten).toHaveLength(1);
  });
});
