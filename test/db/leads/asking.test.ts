import { describe, expect, test } from "vitest";
import { erase } from "#src/assessments/erase.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { capturingOn, NOTHING, ONE_OF_EACH } from "#test/support/fresh/capturing.ts";
import { site } from "#test/support/fresh/leads.ts";

describe.each(databases())("asking for what is mailed, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, ask, call, limitTo, rows, counts } = capturingOn(databases);

  describe("asking for the report", () => {
    test("keeps lead, attachment, consent, event and a delivery that is due at once, and wakes the outbox", async () => {
      const assessment = await completed();
      expect(await ask(assessment, "ada@example.com", { name: "Ada", firm: "Engines" })).toEqual({ status: "queued" });
      const { leads: people, ...kept } = await rows();
      const [lead] = people;
      expect(people).toEqual([
        { id: lead?.id, address: "ada@example.com", name: "Ada", firm: "Engines", phone: null, createdAt: START },
      ]);
      expect(kept.attachments).toEqual([
        { leadId: lead?.id, assessmentId: assessment.id, attachedAt: START, claimedAt: null },
      ]);
      expect(kept.consents).toMatchObject([
        { leadId: lead?.id, purpose: "report", textVersion: "report-7", givenAt: START, withdrawnAt: null },
      ]);
      expect(kept.events).toMatchObject([
        { leadId: lead?.id, assessmentId: assessment.id, kind: "report-asked", detail: null, at: START },
      ]);
      expect(kept.deliveries).toMatchObject([
        { kind: "report", leadId: lead?.id, assessmentId: assessment.id, revision: 1, state: "pending", dueAt: START },
      ]);
      expect(on.woken).toBe(1);
    });

    once("keeps consent to follow-up only when the box was ticked, with the version of its text", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      expect((await rows()).consents).toHaveLength(1);
      await ask(assessment, "bea@example.com", { followUp: true });
      const bea = (await rows()).leads.find(({ address }) => address === "bea@example.com");
      const given = (await rows()).consents.filter(({ leadId }) => leadId === bea?.id);
      expect(given.map(({ purpose, textVersion }) => [purpose, textVersion])).toEqual([
        ["follow-up", "follow-3"],
        ["report", "report-7"],
      ]);
    });

    once(
      "keeps the box that was ticked when the same report is asked for again, without a second message",
      async () => {
        const assessment = await completed();
        await ask(assessment, "ada@example.com");
        expect(await ask(assessment, "ada@example.com", { followUp: true })).toEqual({ status: "already" });
        const kept = await rows();
        expect(kept.consents.map(({ purpose }) => purpose)).toEqual(["follow-up", "report"]);
        expect(kept.deliveries).toHaveLength(1);
      },
    );

    once("records a consent anew when its text has changed, and keeps the older one", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      const consent = { ...site.consent, report: { version: "report-8", text: "New." } };
      await ask(await completed(), "ada@example.com", {}, { ...on.domain, site: { ...site, consent } });
      expect((await rows()).consents.map(({ textVersion }) => textVersion).toSorted()).toEqual([
        "report-7",
        "report-8",
      ]);
    });

    test("makes one of each out of 20 identical requests at once, from two processes", async () => {
      const assessment = await completed();
      const places = [on.domain, { ...on.domain, database: databases.openAgain() }];
      const asked = await Promise.all(
        times(20).map((index) => ask(assessment, "ada@example.com", { name: "Ada" }, places[index % 2])),
      );
      expect(asked.filter(({ status }) => status === "queued")).toHaveLength(1);
      expect(asked.filter(({ status }) => status === "already")).toHaveLength(19);
      expect(await counts()).toEqual(ONE_OF_EACH);
    });

    once("gives a second address on one result a lead and a delivery of its own", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com", { name: "Ada" });
      await ask(assessment, "bea@example.com");
      const kept = await rows();
      expect(kept.leads.map(({ address, name }) => [address, name])).toEqual([
        ["ada@example.com", "Ada"],
        ["bea@example.com", null],
      ]);
      expect(new Set(kept.attachments.map(({ leadId }) => leadId)).size).toBe(2);
      expect(new Set(kept.deliveries.map(({ leadId }) => leadId)).size).toBe(2);
    });

    once("keeps one lead for one mailbox over several results", async () => {
      await ask(await completed(), "ada@example.com");
      await ask(await completed(), "ada@example.com");
      expect(await counts()).toEqual([1, 2, 1, 2, 2]);
    });

    once("never overwrites what a lead says with what somebody typed, and fills in what was open", async () => {
      const assessment = await completed();
      await ask(assessment, "ada@example.com", { name: "Ada" });
      await ask(await completed(), "ada@example.com", { name: "Somebody Else", firm: "Engines" });
      await ask(await completed(), "ada@example.com", { name: null, firm: "Another" });
      expect((await rows()).leads).toMatchObject([{ name: "Ada", firm: "Engines" }]);
    });

    once("names the revision that the page showed", async () => {
      const assessment = await completed();
      await ask({ ...assessment, revision: 2 }, "ada@example.com");
      expect((await rows()).deliveries).toMatchObject([{ revision: 2 }]);
    });

    test("writes nothing at all for a result that was erased meanwhile", async () => {
      const assessment = await completed();
      await erase(on.domain, assessment.reference);
      await ask(assessment, "ada@example.com").catch(() => undefined);
      expect(await counts()).toEqual(NOTHING);
    });

    test("writes nothing when one of its statements fails", async () => {
      const assessment = await completed();
      await ask(assessment, "bea@example.com");
      const before = await rows();
      const [{ id: taken } = { id: "" }] = before.events;
      const asked = ask(assessment, "ada@example.com", {}, { ...on.domain, ids: () => taken });
      await expect(asked).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT" });
      expect(await rows()).toEqual(before);
    });
  });

  describe("asking for a call", () => {
    once("keeps the signal with its own consent and tells staff", async () => {
      const assessment = await completed();
      expect(await call(assessment)).toEqual({ status: "queued" });
      const kept = await rows();
      expect(kept.leads).toMatchObject([{ address: "ada@example.com", phone: "+44 20" }]);
      expect(kept.consents.map(({ purpose, textVersion }) => [purpose, textVersion])).toEqual([["call", "call-2"]]);
      expect(kept.events).toMatchObject([{ kind: "call-asked", detail: "Tuesday" }]);
      expect(kept.deliveries).toMatchObject([{ kind: "call", assessmentId: assessment.id }]);
    });

    test("makes one of each out of 20 identical requests at once", async () => {
      const assessment = await completed();
      const asked = await Promise.all(times(20).map(() => call(assessment)));
      expect(asked.filter(({ status }) => status === "queued")).toHaveLength(1);
      expect(await counts()).toEqual(ONE_OF_EACH);
    });

    test("stands beside the report of the same lead, and neither takes the other's room", async () => {
      limitTo({ reportsPerMailboxPerDay: 1, reportsPerHour: 1 });
      const assessment = await completed();
      await ask(assessment, "ada@example.com");
      expect(await call(assessment)).toEqual({ status: "queued" });
      expect(await counts()).toEqual([1, 1, 2, 2, 2]);
    });
  });
});
