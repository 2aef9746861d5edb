import { describe, expect } from "vitest";
import { deliveries, type Message } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createLoop } from "#src/delivery/loop.ts";
import { mailRules } from "#src/delivery/mail-rules.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA, BOB, claimed, founderLife, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "#test/support/fresh/life.ts";

describe.each(databases())("withdrawing a consent, in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = lifeOn(databases);

  const consentsOf = () => on.database.query.select().from(consents).orderBy(consents.purpose, consents.textVersion);
  const eventsOf = async () =>
    (await on.database.query.select().from(leadEvents)).filter(({ kind }) => kind === "consent-withdrawn");

  once(
    "takes back every version for the purpose, tells webhooks once, and says so in the desk's standing",
    async () => {
      const ada = await founderLife(on.life, ADA);
      await founderLife(on.life, BOB);
      const { app } = on.life;
      const site = { ...app.site, consent: { ...app.site.consent, followUp: { version: "2", text: "New." } } };
      await reported({ ...on.life, app: { ...app, site } }, ADA, await sitting(on.life, "E1"));
      await on.life.deliver();
      const given = (await consentsOf()).filter((one) => one.leadId === ada.lead && one.purpose === "follow-up");
      expect(given.map(({ textVersion }) => textVersion)).toEqual(["1", "2"]);
      const consent = given[0]?.id ?? "";
      const hooks = async () =>
        (await on.database.query.select().from(deliveries)).filter(
          ({ kind, leadId, state }) => kind === "lead.updated" && leadId === ada.lead && state === "pending",
        );
      expect(await hooks()).toEqual([]);

      for (let times = 0; times < 3; times += 1) {
        expect(await withdrawConsent(app, { lead: ada.lead, consent })).toBe("withdrawn");
        const now = (await consentsOf()).filter(({ withdrawnAt }) => withdrawnAt !== null);
        expect(now.map(({ leadId, purpose, withdrawnAt }) => [leadId, purpose, withdrawnAt])).toEqual([
          [ada.lead, "follow-up", app.clock()],
          [ada.lead, "follow-up", app.clock()],
        ]);
        expect((await eventsOf()).map(({ leadId, detail }) => [leadId, detail])).toEqual([[ada.lead, "follow-up"]]);
        expect(await hooks()).toHaveLength(1);
      }
      const [standing] = await on.database.query.all<{ outreach: string; score: number | null }>(
        `SELECT outreach, score FROM lead_standings WHERE lead_id = '${ada.lead}'`,
      );
      expect(standing).toEqual({ outreach: "opted-out", score: null });
    },
  );

  once("of reminders stops the commitment and what waits to be sent for it", async () => {
    const ada = await founderLife(on.life, ADA);
    const bob = await founderLife(on.life, BOB);
    const state = async (lead: string) =>
      (await on.database.query.select().from(deliveries))
        .filter((one) => one.leadId === lead && one.kind === "reminder")
        .map((one) => one.state);
    const consent = (await consentsOf()).find((one) => one.leadId === ada.lead && one.purpose === "reminder");
    expect(await state(ada.lead)).toEqual(["pending"]);
    expect(await withdrawConsent(on.life.app, { lead: ada.lead, consent: consent?.id ?? "" })).toBe("withdrawn");
    expect(await state(ada.lead)).toEqual(["cancelled"]);
    expect(await state(bob.lead)).toEqual(["pending"]);
    const stopped = await on.database.query.select().from(commitments);
    expect(stopped.map((one) => [one.leadId, one.stoppedAt === null]).toSorted()).toEqual(
      [
        [ada.lead, false],
        [bob.lead, true],
      ].toSorted(),
    );
  });

  once("of the report cancels a report that waits, and leaves the other mails", async () => {
    const one = await sitting(on.life, "E1");
    await reported(on.life, ADA, one);
    await claimed(on.life, ADA.address, one);
    const [consent] = (await consentsOf()).filter(({ purpose }) => purpose === "report");
    const lead = consent?.leadId ?? "";
    expect(await withdrawConsent(on.life.app, { lead, consent: consent?.id ?? "" })).toBe("withdrawn");
    await on.life.deliver();
    expect(await on.database.query.select().from(deliveries)).toMatchObject([{ kind: "report", state: "cancelled" }]);
  });

  once("while the report is being sent keeps it from a second try, until it is asked for anew", async () => {
    const { app } = on.life;
    const one = await sitting(on.life, "E1");
    await reported(on.life, ADA, one);
    const [consent] = (await consentsOf()).filter(({ purpose }) => purpose === "report");
    const sent: string[] = [];
    const channel: Channel<Message> = {
      name: "failing once",
      async send(id) {
        if (sent.push(id) > 1) return { status: "sent", providerId: null };
        await withdrawConsent(app, { lead: consent?.leadId ?? "", consent: consent?.id ?? "" });
        return { status: "again", reason: "503" };
      },
    };
    const rules = mailRules(app);
    const loop = createLoop({ ...app, rules, channel, render: mailRenderer({ ...app, mailFrom: undefined }) });
    await loop.runOnce();
    on.life.advance(11 * 60_000);
    await loop.runOnce();
    expect(sent).toHaveLength(1);
    const [delivery] = await on.database.query.select().from(deliveries);
    expect(delivery).toMatchObject({ kind: "report", state: "cancelled", reason: STOPPED });
    await reported(on.life, ADA, one);
    await loop.runOnce();
    expect(sent).toHaveLength(2);
  });

  once("that belongs to somebody else does nothing", async () => {
    const ada = await founderLife(on.life, ADA);
    const bob = await founderLife(on.life, BOB);
    for (const { id } of (await consentsOf()).filter(({ leadId }) => leadId === bob.lead))
      expect(await withdrawConsent(on.life.app, { lead: ada.lead, consent: id })).toBe("unknown");
    expect((await consentsOf()).every(({ withdrawnAt }) => withdrawnAt === null)).toBe(true);
    expect(await eventsOf()).toEqual([]);
  });
});
