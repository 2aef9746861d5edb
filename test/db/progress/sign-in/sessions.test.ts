import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { leadEvents, leads } from "#db/schema/leads.ts";
import { eraseEndedAccess } from "#src/progress/erase-ended.ts";
import { signOut } from "#src/progress/sign-in/sign-out.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { hashOfToken, newToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { addAssessment, addLead, START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { accessOn } from "#test/support/fresh/access.ts";
import { ADA } from "#test/support/fresh/leads.ts";

describe.each(databases())("sessions, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, ask, mailed, link, use, signedIn, founder, links, sessions, mails } = accessOn(databases);

  describe("using a link", () => {
    test("makes exactly one session out of 20 requests at once, from two processes", async () => {
      const token = await link();
      const other = databases.openAgain();
      const got = await Promise.all(times(20).map((index) => use(token, null, index % 2 === 0 ? on.database : other)));
      const tokens = got.filter((one) => one !== null);
      expect(tokens).toHaveLength(1);
      expect(await sessions()).toMatchObject([{ leadId: on.ada, tokenHash: hashOfToken(tokens[0] ?? "") }]);
      expect(await founder(tokens[0] ?? "")).toEqual({ leadId: on.ada, address: ADA });
      const events = await on.database.query.select().from(leadEvents).where(eq(leadEvents.kind, "signed-in"));
      expect(events).toMatchObject([{ leadId: on.ada, assessmentId: null, staffId: null }]);
    });

    test("fails a second time, for a made-up link, and eleven minutes after the mail", async () => {
      const token = await link();
      expect(await use(newToken())).toBeNull();
      expect(await use(token.slice(1))).toBeNull();
      on.now += 11 * MINUTE;
      expect(await use(token)).toBeNull();
      const second = await link();
      on.now += 10 * MINUTE - 1;
      expect(await use(second)).not.toBeNull();
      expect(await use(second)).toBeNull();
      expect(await sessions()).toHaveLength(1);
    });

    once("leaves an older link open until one is used, then ends all of this mailbox and no other's", async () => {
      const bea = await addLead(on.database, "bea@example.com", await addAssessment(on.database));
      const [first, second] = [await link(), await link()];
      const hers = await link("bea@example.com");
      await ask();
      expect(await use(first)).not.toBeNull();
      expect(await use(second)).toBeNull();
      expect(await mailed()).toEqual([]);
      expect((await mails()).at(-1)).toMatchObject({ state: "cancelled", leadId: on.ada });
      const token = await use(hers);
      expect(await founder(token ?? "")).toEqual({ leadId: bea, address: "bea@example.com" });
    });

    once("ends the session that the browser had, and leaves those of other browsers", async () => {
      const [old, elsewhere] = [await signedIn(), await signedIn()];
      const fresh = await use(await link(), old);
      expect(await founder(old)).toBeNull();
      expect(await founder(elsewhere)).not.toBeNull();
      expect(await founder(fresh ?? "")).not.toBeNull();
      expect(await use(newToken(), elsewhere)).toBeNull();
      expect(await founder(elsewhere)).not.toBeNull();
    });
  });

  describe("a session", () => {
    once("ends after a day without use, and use moves that end", async () => {
      const token = await signedIn();
      on.now += 23 * HOUR;
      expect(await founder(token)).not.toBeNull();
      on.now += 23 * HOUR;
      expect(await founder(token)).not.toBeNull();
      on.now += 24 * HOUR;
      expect(await founder(token)).toBeNull();
    });

    once("ends after seven days however much it is used", async () => {
      const token = await signedIn();
      const began = on.now;
      while (on.now + 12 * HOUR < began + 7 * DAY) {
        on.now += 12 * HOUR;
        expect(await founder(token)).not.toBeNull();
      }
      on.now = began + 7 * DAY;
      expect(await founder(token)).toBeNull();
    });

    once("notes its use at most once an hour", async () => {
      const token = await signedIn();
      const began = on.now;
      on.now += 59 * MINUTE;
      await founder(token);
      expect((await sessions())[0]?.lastSeenAt).toBe(began);
      on.now += MINUTE;
      await founder(token);
      expect((await sessions())[0]?.lastSeenAt).toBe(began + HOUR);
    });

    test("is nobody's once signed out, or once its lead is erased", async () => {
      const [one, two] = [await signedIn(), await signedIn()];
      await signOut(on.domain, one);
      expect(await founder(one)).toBeNull();
      expect(await founder(two)).not.toBeNull();
      await on.database.query.delete(leads).where(eq(leads.id, on.ada));
      expect(await founder(two)).toBeNull();
      expect([await sessions(), await links(), await mails()]).toEqual([[], [], []]);
    });
  });

  test("links, their mails and sessions are erased a day after their end", async () => {
    const token = await signedIn();
    await ask("nobody@example.com");
    const sent = (await mails()).map(({ id }) => id);
    on.now += DAY;
    expect(await eraseEndedAccess(on.domain)).toBe(0);
    expect((await links()).map(({ clientHash }) => clientHash)).toEqual([null, clientOf("client")[0]]);
    on.now += 11 * MINUTE;
    expect(await eraseEndedAccess(on.domain)).toBe(2);
    expect([await links(), await mails(), on.forgotten]).toEqual([[], [], sent]);
    expect(await sessions()).toHaveLength(1);
    on.now = START + 2 * DAY + MINUTE;
    expect(await eraseEndedAccess(on.domain)).toBe(1);
    expect(await sessions()).toEqual([]);
    expect(await founder(token)).toBeNull();
  });
});
