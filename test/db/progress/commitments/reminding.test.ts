import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { confirmReminder, readConfirmation } from "#src/progress/commitments/confirm-reminder.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { DAY, HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { times } from "#test/support/factories.ts";
import { commitmentsOn, DUE } from "#test/support/fresh/commitments.ts";
import { ADA, sign } from "#test/support/fresh/leads.ts";

describe.each(databases())("commitments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, loop, letOut, only, asked, confirmed, rows, remindersOf } = commitmentsOn(databases);

  describe("the yes", () => {
    once("writes the consent and puts one reminder into the outbox, for nine in the morning of its day", async () => {
      const id = await asked();
      on.now += 3 * DAY;
      await confirmReminder(on.domain, id);
      const kept = await rows();
      expect(kept.consents).toMatchObject([
        { purpose: "reminder", textVersion: "r-4", givenAt: on.now, withdrawnAt: null },
      ]);
      expect(await only()).toMatchObject({ confirmedAt: on.now });
      expect(await remindersOf()).toEqual([{ state: "pending", dueAt: DUE + 9 * HOUR }]);
    });

    test("again, and 20 times at once from two processes, changes nothing", async () => {
      const id = await asked();
      const other = { ...on.domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => confirmReminder(place % 2 ? on.domain : other, id)));
      on.now += DAY;
      await confirmReminder(on.domain, id);
      expect(await only()).toMatchObject({ confirmedAt: START });
      expect(await remindersOf()).toHaveLength(1);
      expect((await rows()).consents).toHaveLength(1);
    });

    once("makes no second reminder after the first was sent and its row is gone", async () => {
      const id = await confirmed();
      on.now = DUE + DAY;
      await letOut();
      await on.database.write([{ sql: "DELETE FROM deliveries", args: {} }]);
      await confirmReminder(on.domain, id);
      expect(await remindersOf()).toEqual([]);
    });

    once("is taken within seven days of the message, and the page says where it stands", async () => {
      const id = await asked();
      const state = async () => (await readConfirmation(on.domain, id))?.state;
      on.now = START + 7 * DAY - 1;
      expect(await state()).toBe("open");
      on.now += 1;
      expect(await state()).toBe("stale");
      await confirmReminder(on.domain, id);
      expect(await remindersOf()).toEqual([]);
      expect((await rows()).consents).toEqual([]);
      on.now = START;
      await confirmReminder(on.domain, id);
      expect(await state()).toBe("confirmed");
      await stopReminder(on.domain, id);
      expect(await state()).toBe("stopped");
      expect(await readConfirmation(on.domain, "nobody")).toBeNull();
    });

    once("after the date sends the reminder now", async () => {
      const id = await asked({ dueAt: START - (START % DAY) + DAY });
      on.now += 4 * DAY;
      await confirmReminder(on.domain, id);
      expect(await remindersOf()).toEqual([{ state: "pending", dueAt: on.now }]);
    });
  });

  describe("the reminder", () => {
    const unsubscribe = (id: string) => `https://plumb.example/unsubscribe/${linkToken(sign, "unsubscribe", id)}`;

    test("goes out once on its day through the provider, with the headers of RFC 8058", async () => {
      const server = await startResendServer();
      onTestFinished(() => server.stop());
      const channel = createResendChannel({ apiKey: "re_test", baseUrl: server.url, clock: () => on.now });
      const id = await confirmed();
      await loop(channel).runOnce();
      on.now = DUE + 9 * HOUR - 1;
      await loop(channel).runOnce();
      expect(server.requests).toHaveLength(1);
      on.now += 1;
      await Promise.all([loop(channel).runOnce(), loop(channel).runOnce()]);
      await loop(channel).runOnce();
      expect(server.requests).toHaveLength(2);
      const { headers, text, html, to } = JSON.parse(server.accepted[1]?.body ?? "");
      expect(to).toBe(ADA);
      expect(headers).toEqual({
        "List-Unsubscribe": `<${unsubscribe(id)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      });
      expect(text).toContain("> No deal moves up a stage\n> without <written> buyer proof & a date.");
      expect(html).toContain("without &lt;written> buyer proof &amp; a date.");
      expect(text).toContain(`https://plumb.example/retake/${linkToken(sign, "retake", id)}`);
      expect(text).toContain(unsubscribe(id));
      expect(text).toContain("18 February 2027");
      expect(JSON.parse(server.accepted[0]?.body ?? "")).not.toHaveProperty("headers");
      const sent = (await rows()).mails.filter(({ kind }) => kind === "reminder");
      expect(sent).toMatchObject([{ state: "sent", message: null }]);
    });

    once("is a file in the mailbox folder with the same headers, each on one line", async () => {
      const folder = await mkdtemp(join(tmpdir(), "plumbline-commitments-"));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const channel = createMailbox({ folder, clock: () => on.now });
      const id = await confirmed();
      on.now = DUE + 9 * HOUR;
      await loop(channel).runOnce();
      const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
      const mails = await Promise.all(files.map((file) => PostalMime.parse(file)));
      const place = mails.findIndex(({ text }) => text?.includes("/retake/"));
      const header = (key: string) => mails[place]?.headers.find((one) => one.key === key)?.value;
      expect(mails).toHaveLength(2);
      expect(header("list-unsubscribe")).toBe(`<${unsubscribe(id)}>`);
      expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
      expect(files[place]?.toString()).toContain(`List-Unsubscribe: <${unsubscribe(id)}>\r\n`);
    });

    once("is not sent when the assessment, the lead or the address's place on the result is gone", async () => {
      for (const erase of [
        (id: number) => on.database.write([{ sql: "DELETE FROM assessments WHERE id = :id", args: { id } }]),
        () => on.database.write([{ sql: "DELETE FROM leads", args: {} }]),
        async () => {
          const mail = (await rows()).mails.find(({ kind }) => kind === "confirm-reminder");
          expect(await detach(on.domain, linkToken(sign, "not-you", mail?.id ?? ""))).toBe(true);
        },
      ]) {
        on.now = START;
        await confirmed();
        await letOut();
        await erase((await only()).assessmentId);
        expect((await rows()).commitments).toEqual([]);
        on.now = DUE + DAY;
        expect(await letOut()).toEqual([]);
      }
    });

    once("is over for a lead that stays after its mailbox said that one result was not its own", async () => {
      await confirmed();
      const another = await asked({ layer: "learning" });
      const question = (await rows()).mails.find(({ commitmentId }) => commitmentId === another);
      await detach(on.domain, linkToken(sign, "not-you", question?.id ?? ""));
      expect((await rows()).commitments.map(({ layer, stoppedAt }) => [layer, stoppedAt])).toEqual([
        ["integrity", on.now],
      ]);
    });

    once("is not sent once consent to reminders is withdrawn elsewhere", async () => {
      await confirmed();
      await letOut();
      await on.database.write([{ sql: "UPDATE consents SET withdrawn_at = :now", args: { now: on.now } }]);
      on.now = DUE + DAY;
      expect(await letOut()).toEqual([]);
      expect((await rows()).mails.find(({ kind }) => kind === "reminder")).toMatchObject({
        state: "cancelled",
        reason: STOPPED,
      });
    });

    once("counts as late only from its day on, and keeps its lead until then", async () => {
      await confirmed();
      await letOut();
      on.now = START + 60 * DAY;
      expect(await deliveryState(on.database, () => on.now, ["mail"])).toMatchObject({ oldestPendingSeconds: null });
      await on.database.write([
        {
          sql: "INSERT INTO settings (name, value, changed_at) VALUES ('retention', :value, 0)",
          args: { value: JSON.stringify({ unfinishedDays: 30, anonymousDays: 90, leadMonths: 1 }) },
        },
      ]);
      expect(await eraseOldLeads(on.domain)).toBe(0);
      on.now = DUE + 9 * HOUR + 40_000;
      expect(await deliveryState(on.database, () => on.now, ["mail"])).toMatchObject({ oldestPendingSeconds: 40 });
      await letOut();
      expect(await eraseOldLeads(on.domain)).toBe(1);
    });
  });
});
