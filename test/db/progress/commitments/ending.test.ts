import { describe, expect, test } from "vitest";
import { retakes } from "#db/schema/progress.ts";
import { mayReplay, STOPPED } from "#src/outbox/may-replay.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { deleteCommitment } from "#src/progress/commitments/delete-commitment.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { fakeChannel, newId } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { commitmentsOn, DUE } from "#test/support/fresh/commitments.ts";
import { startedRetake } from "#test/support/sittings.ts";

describe.each(databases())("commitments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, loop, letOut, only, asked, confirmed, rows, remindersOf } = commitmentsOn(databases);

  describe("deleting one", () => {
    const remove = (id: string, leadId: string) => deleteCommitment(on.domain, { id, leadId });
    const held = async () => {
      const { leadId } = await only();
      if (leadId === null) throw new Error("It has no mailbox.");
      return leadId;
    };

    once(
      "takes its words, its reminder and every mail about it along, and the consent that nothing rests on",
      async () => {
        const id = await confirmed();
        await letOut();
        await remove(id, await held());
        const left = await rows();
        expect(left.commitments).toEqual([]);
        expect(left.mails.filter(({ kind }) => /reminder/.test(kind))).toEqual([]);
        expect(left.consents).toMatchObject([{ purpose: "reminder", withdrawnAt: on.now }]);
        expect(left.attachments).toHaveLength(1);
        on.now = DUE + DAY;
        expect(await letOut()).toEqual([]);
      },
    );

    once(
      "keeps the consent while another reminder of that mailbox is to come, and a retake that opened with it",
      async () => {
        const [first, second] = [await confirmed(), await confirmed({ layer: "flow" })];
        const [{ leadId } = { leadId: null }] = (await rows()).commitments;
        const startKey = "the form of the retake";
        await startedRetake(on.domain, {
          leadId: leadId ?? "",
          instrument: "diagnostic",
          commitmentId: first,
          startKey,
        });
        await remove(first, leadId ?? "");
        const left = await rows();
        expect(left.commitments.map(({ id }) => id)).toEqual([second]);
        expect(left.consents).toMatchObject([{ withdrawnAt: null }]);
        expect(await on.database.query.select().from(retakes)).toMatchObject([{ leadId, commitmentId: null }]);
      },
    );

    once("is for its own mailbox only, once that was proved", async () => {
      const id = await asked();
      await remove(id, await held());
      await remove(id, newId());
      expect((await only()).id).toBe(id);
      await confirmReminder(on.domain, id);
      await remove(id, newId());
      expect((await only()).id).toBe(id);
    });
  });

  describe("the stop", () => {
    const reminder = async () => (await rows()).mails.find(({ kind }) => kind === "reminder");

    test("before the yes leaves nothing to confirm", async () => {
      const id = await asked();
      await stopReminder(on.domain, id);
      await confirmReminder(on.domain, id);
      expect(await letOut()).toEqual([]);
      expect(await remindersOf()).toEqual([]);
      expect((await rows()).consents).toEqual([]);
    });

    test("after it cancels the reminder and takes the consent back, once, and staff cannot send it", async () => {
      const id = await confirmed();
      await letOut();
      on.now += DAY;
      await Promise.all(times(20).map(() => stopReminder(on.domain, id)));
      const stoppedAt = on.now;
      on.now += DAY;
      await stopReminder(on.domain, id);
      expect(await only()).toMatchObject({ stoppedAt });
      const kept = await rows();
      expect(kept.consents).toMatchObject([{ purpose: "reminder", withdrawnAt: stoppedAt }]);
      expect(kept.events.filter(({ kind }) => kind === "consent-withdrawn")).toMatchObject([{ detail: "reminder" }]);
      const row = await reminder();
      expect(row).toMatchObject({ state: "cancelled", reason: STOPPED, message: null });
      expect(row && mayReplay({ ...row, linkOpens: null })).toBe(false);
      on.now = DUE + DAY;
      expect(await letOut()).toEqual([]);
    });

    once("keeps the consent while another reminder of that mailbox is to come", async () => {
      const [first, second] = [await confirmed(), await confirmed({ layer: "flow" })];
      await stopReminder(on.domain, first);
      expect((await rows()).consents).toMatchObject([{ withdrawnAt: null }]);
      await letOut();
      on.now = DUE + 9 * HOUR;
      expect(await letOut()).toHaveLength(1);
      await stopReminder(on.domain, second);
      expect((await rows()).consents).toMatchObject([{ withdrawnAt: on.now }]);
    });

    once("between two tries keeps the second from being sent, though its bytes are stored", async () => {
      const id = await confirmed();
      await letOut();
      on.now = DUE + 9 * HOUR;
      const stopsWhileSending = fakeChannel(async () => {
        await stopReminder(on.domain, id);
        return { status: "again", reason: "busy" };
      });
      await loop(stopsWhileSending).runOnce();
      expect(stopsWhileSending.sent).toHaveLength(1);
      on.now += DAY / 2;
      expect(await letOut()).toEqual([]);
      expect(await reminder()).toMatchObject({ state: "cancelled", reason: STOPPED });
    });

    once("with a mailbox given is that mailbox's own only", async () => {
      const id = await confirmed();
      await stopReminder(on.domain, id, "somebody-else");
      expect(await only()).toMatchObject({ stoppedAt: null });
    });
  });
});
