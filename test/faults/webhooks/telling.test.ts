import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { findEndpoint } from "#src/delivery/endpoints/find-endpoint.ts";
import { switchEndpoint } from "#src/delivery/endpoints/switch-endpoint.ts";
import { SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { STAFF } from "#test/support/database/desk.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import { addLead, fakeChannel, loopWith, messageTo, rowOf } from "#test/support/delivery/outbox.ts";
import { webhooksOn } from "#test/support/fresh/webhooks.ts";

describe.each(databases())("webhooks, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, reportOnly, domain, loop, add, tell, triesOf } = webhooksOn(databases);

  once("tell each endpoint that subscribes of a lead, once, signed, and never the result's private link", async () => {
    const { id: assessment, reference } = await completed();
    const lead = await reportOnly(assessment);
    const endpoint = await add(["lead.created"]);
    await add(["assessment.completed"], `${on.receiver.url}?2`);
    const off = await findEndpoint({ database: on.database }, await add(["lead.created"], `${on.receiver.url}?3`));
    if (off) await switchEndpoint(domain(), off, false, STAFF);
    await tell({ event: "lead.created", leadId: lead });
    await tell({ event: "lead.created", leadId: lead });
    expect(await loop().runOnce()).toBe(1);

    const [request] = on.receiver.requests;
    if (!request) throw new Error("Nothing was received.");
    const body = hooks.verified(hooks.webhookSecret(endpoint, 1), request, on.clock());
    expect(body).toMatchObject({ type: "lead.created", timestamp: new Date(on.clock()).toISOString() });
    expect(body.data).toMatchObject({
      ...{ id: lead, address: "ada@example.com", outreach: "report-only", score: null, status: "new", owner: null },
      ...{ desk_url: `https://plumb.example/desk/leads/${lead}`, attribution: { utm_source: "letter" } },
      assessment: { instrument: "snapshot", verdict: "NO_SYSTEM", overall: 9 },
    });
    expect(request.body).not.toContain(reference);
    const [row] = await on.database.query.select().from(deliveries).where(eq(deliveries.leadId, lead));
    expect(row).toMatchObject({ state: "sent", assessmentId: assessment });
    expect(request.headers["webhook-id"]).toBe(row?.id);
    const [logged] = await triesOf(row?.id ?? "");
    expect(logged).toMatchObject({ number: 1, status: 204, outcome: "sent" });
    const { origin, pathname } = new URL(on.receiver.url);
    expect(logged?.request?.split("\n")[0]).toBe(`POST ${origin}`);
    expect(logged?.request).not.toContain(pathname);
    expect(logged?.request).toContain(request.body);
    expect(logged?.request).not.toContain("whsec_");
  });

  once(
    "tell of a lead whose standing nobody has computed yet, and of a call that its standing does not know",
    async () => {
      const { id: assessment } = await completed();
      const lead = await addLead(on.database, "ada@example.com", assessment);
      await add();
      await tell({ event: "lead.created", leadId: lead, assessmentId: assessment });
      await loop().runOnce();
      on.clock.advance(SECOND);
      await on.database.query
        .insert(leadEvents)
        .values({ id: "asked", leadId: lead, assessmentId: assessment, kind: "call-asked", at: on.clock() });
      await on.database.query
        .insert(consents)
        .values({ id: "call", leadId: lead, purpose: "call", textVersion: "1", givenAt: on.clock() });
      await tell({ event: "lead.updated", leadId: lead, assessmentId: assessment });
      await loop().runOnce();
      const told = on.receiver.requests
        .map(({ body }) => JSON.parse(body))
        .filter(({ type }) => type.startsWith("lead"));
      expect(told).toMatchObject([
        { type: "lead.created", data: { outreach: "report-only", call_asked_at: null } },
        { type: "lead.updated", data: { call_asked_at: new Date(on.clock()).toISOString() } },
      ]);
    },
  );

  once("tell of each assessment of a lead, though the first is still to be told", async () => {
    const [one, two] = [await completed(), await completed()];
    const lead = await addLead(on.database, "ada@example.com", one.id);
    await addLead(on.database, "ada@example.com", two.id);
    await add(["lead.updated"]);
    for (const { id } of [one, two, two]) await tell({ event: "lead.updated", leadId: lead, assessmentId: id });
    expect(await loop().runOnce()).toBe(2);
  });

  once("do not offer Slack a strong lead that may not be written to any more", async () => {
    const { id: assessment } = await completed();
    const lead = await reportOnly(assessment);
    await add(["strong-lead"], on.receiver.url, "slack");
    await tell({ event: "strong-lead", leadId: lead });
    await loop().runOnce();
    expect(on.receiver.requests).toEqual([]);
  });

  once(
    "tell of a completed assessment when it is completed: scores, and nothing that leads to who it was",
    async () => {
      await add(["assessment.completed"]);
      const { reference } = await completed();
      await loop().runOnce();
      expect(on.receiver.requests).toHaveLength(1);
      const { type, data } = JSON.parse(on.receiver.requests[0]?.body ?? "");
      expect(type).toBe("assessment.completed");
      expect(data).toMatchObject({ overall: 9, verdict: "NO_SYSTEM", instrument: "snapshot" });
      expect(on.receiver.requests[0]?.body).not.toMatch(new RegExp(`${reference}|letter|@`));
    },
  );

  once("tell Slack of a call, with nothing in it that Slack would take for its own markup", async () => {
    const { id: assessment } = await completed();
    const lead = await reportOnly(assessment);
    await on.database.write([{ sql: "UPDATE leads SET name = 'Ada <!channel> & co'", args: [] }]);
    await add(["call"], on.receiver.url, "slack");
    await tell({ event: "call", leadId: lead, assessmentId: assessment });
    await loop().runOnce();
    const { text } = JSON.parse(on.receiver.requests[0]?.body ?? "");
    expect(text).toContain("Ada &lt;!channel&gt; &amp; co, ada@example.com");
    expect(text).toContain(`<https://plumb.example/desk/leads/${lead}|Open the lead>`);
    expect(on.receiver.requests[0]?.headers["webhook-signature"]).toBeUndefined();
  });

  once("tried or replayed after follow-up was withdrawn say so, and a strong lead that waits is dropped", async () => {
    const { id: assessment } = await completed();
    const lead = await addLead(on.database, "ada@example.com", assessment);
    const consent = {
      id: "follow",
      leadId: lead,
      purpose: "follow-up",
      textVersion: "1",
      givenAt: on.clock(),
    } as const;
    await on.database.query.insert(consents).values(consent);
    await add(["lead.created"]);
    await add(["strong-lead"], `${on.receiver.url}?slack`, "slack");
    await tell({ event: "lead.created", leadId: lead, assessmentId: assessment });
    on.receiver.script.push({ status: 500 });
    await loop().runOnce();
    const took = () => on.receiver.requests.map(({ body }) => JSON.parse(body).data.outreach);
    expect(took()).toEqual(["allowed"]);
    await on.database.query.insert(deliveries).values({
      ...{ id: "strong", channel: "mail", kind: "strong-lead", leadId: lead, state: "pending" },
      ...{ dueAt: on.clock(), createdAt: on.clock(), message: messageTo("desk@consultancy.example") },
    });

    on.clock.advance(5 * SECOND);
    await on.database.query.update(consents).set({ withdrawnAt: on.clock() });
    await loop().runOnce();
    expect(took()).toEqual(["allowed", "opted-out"]);
    const mail = fakeChannel();
    await loopWith({ database: on.database, clock: on.clock, channel: mail }).runOnce();
    expect(mail.sent).toEqual([]);
    expect(await rowOf(on.database, "strong")).toMatchObject({ state: "cancelled" });

    const [first] = await on.database.query.select().from(deliveries).where(eq(deliveries.kind, "lead.created"));
    await on.database.query.update(consents).set({ withdrawnAt: null });
    expect(await replay(domain(), first?.id ?? "", STAFF.id)).toBe(true);
    await loop().runOnce();
    expect(took()).toEqual(["allowed", "opted-out", "allowed"]);
    expect(on.receiver.requests[2]?.headers["webhook-id"]).toBe(first?.id);
  });
});
