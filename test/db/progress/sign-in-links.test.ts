import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries, deliveryTries, type Message } from "#db/schema/deliveries.ts";
import { leadEvents, leads } from "#db/schema/leads.ts";
import { founderSessions, signInLinks } from "#db/schema/progress.ts";
import { start } from "#src/assessments/start.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { askForErasure } from "#src/leads/erasing/ask-for-erasure.ts";
import { forgetRecipients } from "#src/outbox/forget-recipients.ts";
import { mayReplay } from "#src/outbox/may-replay.ts";
import { eraseEndedAccess } from "#src/progress/erase-ended.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { askForLink } from "#src/progress/sign-in/ask-for-link.ts";
import { readFounder } from "#src/progress/sign-in/read-founder.ts";
import { signIn } from "#src/progress/sign-in/sign-in.ts";
import { signOut } from "#src/progress/sign-in/sign-out.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { hashOfToken, newToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import {
  addAssessment,
  addDelivery,
  addLead,
  fakeChannel,
  hashAddress,
  loopWith,
  START,
} from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const ADA = "ada@example.com";

describe.each(databases())("access, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let woken: number;
  let forgotten: string[];
  let ada: string;
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    woken = 0;
    forgotten = [];
    ada = await addLead(database, ADA, await addAssessment(database));
  });
  afterAll(() => databases.dispose());

  const domain = (limits = {}) => ({
    ...domainOn(database, () => now),
    hashAddress,
    mailLimits: { reportsPerHour: 20, reportsPerMailboxPerDay: 3, addressesPerAssessment: 5, mailsPerDay: 2000 },
    signInLimits: { linksPerMailbox: 5, linksPerMailboxPerDay: 20, linksPerClient: 20, mailsPerDay: 2000, ...limits },
    wakeDelivery: () => {
      woken += 1;
    },
    forgetMail: async (ids: readonly string[]) => {
      forgotten.push(...ids);
    },
  });
  const ask = (address = ADA, clientHash = "client", limits = {}) =>
    askForLink(domain(limits), { address, clientHash: clientOf(clientHash) });
  const loop = (channel = fakeChannel()) => {
    const render = mailRenderer({
      ...{ ...domain(), words, site, publicUrl: "https://plumb.example", mailFrom: undefined },
      ...{ sign: () => "", pdf: () => Promise.reject(new Error("No PDF.")), log: console },
    } as never);
    return { ...loopWith({ database, clock: () => now, channel, render }), channel };
  };
  /** Sends what is due, and returns the tokens in the mails that went out. */
  const mailed = async (): Promise<string[]> => {
    now += SECOND;
    const { runOnce, channel } = loop();
    await runOnce();
    return channel.sent.map(({ message }) => /\/progress\/sign-in\/([\w-]{43})\n/.exec(message.text)?.[1] ?? "");
  };
  const link = async (address = ADA): Promise<string> => {
    await ask(address);
    const [token = ""] = await mailed();
    return token;
  };
  const use = (linkToken: string, oldSession: string | null = null, place = database) =>
    signIn({ ...domain(), database: place }, { linkToken, oldSession });
  const signedIn = async (): Promise<string> => (await use(await link())) ?? "";
  const founder = (token: string) => readFounder(domain(), token);
  const links = () => database.query.select().from(signInLinks).orderBy(signInLinks.createdAt);
  const sessions = () => database.query.select().from(founderSessions);
  const mails = () => database.query.select().from(deliveries).orderBy(deliveries.createdAt);

  describe("asking for a link", () => {
    once("writes a row of links for a known and for an unknown address, and mails the known one only", async () => {
      expect(await ask(ADA)).toEqual(await ask("nobody@example.com"));
      const [known, unknown] = await links();
      expect(known).toMatchObject({ leadId: ada, addressHash: hashAddress(ADA), tokenHash: null, usedAt: null });
      expect(unknown).toMatchObject({ leadId: null, addressHash: hashAddress("nobody@example.com"), tokenHash: null });
      expect(await mails()).toMatchObject([
        { kind: "sign-in", leadId: ada, signInLinkId: known?.id, state: "pending", recipient: null, message: null },
      ]);
      expect(JSON.stringify(await links())).not.toContain("example.com");
      expect(woken).toBe(2);
    });

    once.each([ADA, "nobody@example.com"])(
      "stops a mailbox after five in 15 minutes, known or not: %s",
      async (address) => {
        for (const minute of times(5)) {
          now = START + minute * MINUTE;
          expect(await ask(address, `client-${minute}`)).toEqual({ status: "asked" });
        }
        now = START + 5 * MINUTE;
        const refused = { status: "refused", limit: "mailbox", retryAfterSeconds: 600 };
        expect(await ask(address, "client-6")).toEqual(refused);
        expect(await links()).toHaveLength(5);
        now = START + 15 * MINUTE;
        expect(await ask(address)).toEqual({ status: "asked" });
      },
    );

    once.each([ADA, "nobody@example.com"])(
      "stops a mailbox after twenty in a day, known or not, however slowly they come: %s",
      async (address) => {
        for (const hour of times(20)) {
          now = START + hour * HOUR;
          expect(await ask(address, `client-${hour}`)).toEqual({ status: "asked" });
        }
        now = START + 20 * HOUR;
        expect(await ask(address)).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 4 * 3600 });
        now = START + DAY;
        expect(await ask(address)).toEqual({ status: "asked" });
      },
    );

    once("stops a client over all addresses, and all mail at its number a day", async () => {
      await ask("a@example.com", "client", { linksPerClient: 2 });
      await ask("b@example.com", "client", { linksPerClient: 2 });
      const refused = { status: "refused", limit: "client", retryAfterSeconds: 900 };
      expect(await ask("c@example.com", "client", { linksPerClient: 2 })).toEqual(refused);
      expect(await ask(ADA, "another", { linksPerClient: 2 })).toEqual({ status: "asked" });
      const inAll = { mailsPerDay: 1 };
      const full = { status: "refused", limit: "total", retryAfterSeconds: 24 * 3600 };
      expect(await ask(ADA, "third", inAll)).toEqual(full);
      expect(await ask("nobody@example.com", "third", inAll)).toEqual(full);
    });

    once("is not stopped by the day's reports, nor stops them", async () => {
      for (const _ of times(2)) await addDelivery(database, "reader@example.com", now);
      expect(await ask(ADA, "client", { mailsPerDay: 1 })).toEqual({ status: "asked" });
      expect(await ask(ADA, "client", { mailsPerDay: 1 })).toMatchObject({ status: "refused", limit: "total" });
    });

    test("stops exactly at five when twenty come at once", async () => {
      const asked = await Promise.all(times(20).map(() => ask()));
      expect(asked.filter(({ status }) => status === "asked")).toHaveLength(5);
      expect(await mails()).toHaveLength(5);
    });
  });

  describe("the mail", () => {
    once("holds the only copy of the token, whose hash is kept with ten minutes from then", async () => {
      now += 3 * MINUTE;
      const token = await link();
      expect(token).toHaveLength(43);
      const [row] = await links();
      expect(row).toMatchObject({ tokenHash: hashOfToken(token), expiresAt: now + 10 * MINUTE });
      expect((await mails())[0]).toMatchObject({ state: "sent", message: null });
      expect(JSON.stringify([await links(), await mails()])).not.toContain(token);
    });

    once("is not tried again once the link in it has run out", async () => {
      await ask();
      now += SECOND;
      const failing = loop(fakeChannel(async () => ({ status: "again", reason: "no answer" })));
      for (const _ of times(40)) {
        await failing.runOnce();
        now += 30 * SECOND;
      }
      const [mail] = await mails();
      expect(mail).toMatchObject({ state: "failed" });
      expect(mail?.failedAt).toBeLessThanOrEqual(START + 11 * MINUTE);
      expect(mail && mayReplay(mail)).toBe(false);
      const [row] = await links();
      expect(failing.channel.sent.length).toBeGreaterThan(2);
      expect(row?.expiresAt).toBe(START + SECOND + 10 * MINUTE);
    });

    once("is not made at all when its turn comes too late", async () => {
      await ask();
      now += 11 * MINUTE;
      const { runOnce, channel } = loop();
      await runOnce();
      expect(channel.sent).toEqual([]);
      expect((await mails())[0]).toMatchObject({ state: "failed", message: null });
    });

    once("that was made and never stored gives way to the next one", async () => {
      await ask();
      now += SECOND;
      const [mail] = await mails();
      const render = mailRenderer({
        ...{ ...domain(), words, site, publicUrl: "https://plumb.example", mailFrom: undefined },
      } as never);
      const lost = /sign-in\/([\w-]+)/.exec(((await render(mail as never)) as Message).text)?.[1] ?? "";
      const [token = ""] = await mailed();
      expect(await use(lost)).toBeNull();
      expect(await use(token)).not.toBeNull();
    });

    const suppress = (reason: string) =>
      database.write([
        {
          sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, :reason, :now)",
          args: { hash: hashAddress(ADA), reason, now },
        },
      ]);

    once("goes to an address that opted out of mail, as often as to any other", async () => {
      await suppress("opted-out");
      for (let time = 0; time < 3; time += 1) {
        expect(await ask()).toEqual({ status: "asked" });
        expect(await use((await mailed())[0] ?? "")).not.toBeNull();
        now += HOUR;
      }
    });

    once.each(["not-you", "complained", "bounced"])("goes once a day to an address listed as %s", async (reason) => {
      await suppress(reason);
      const sent = [];
      for (let hours = 0; hours < 25; hours += 8) {
        expect(await ask()).toEqual({ status: "asked" });
        sent.push((await mailed()).length);
        now += 8 * HOUR;
      }
      expect(sent).toEqual([1, 0, 0, 1]);
      const states = (await mails()).map(({ state }) => state).toSorted();
      expect(states).toEqual(["cancelled", "cancelled", "sent", "sent"]);
    });

    once("goes once a day to a mailbox, whatever plus-tags it is known under", async () => {
      const tagged = ["ada+one@example.com", "ada+two@example.com"];
      for (const address of tagged) await addLead(database, address, await addAssessment(database));
      await suppress("complained");
      for (const address of [...tagged, ADA]) await ask(address);
      expect(await mailed()).toHaveLength(1);
      expect((await mails()).map(({ state }) => state).toSorted()).toEqual(["cancelled", "cancelled", "sent"]);
    });

    test("of several that wait, and of an erasure beside them, one goes to such an address", async () => {
      await suppress("complained");
      await Promise.all(times(3).map(() => ask()));
      const [one] = await database.query.select().from(assessments);
      const request = { assessment: { id: one?.id ?? 0, revision: 1 }, address: ADA, clientHash: clientOf("client") };
      await askForErasure(domain(), request);
      now += SECOND;
      const [here, there] = [fakeChannel(), fakeChannel()];
      await Promise.all([loop(here).runOnce(), loop(there).runOnce()]);
      expect([...here.sent, ...there.sent]).toHaveLength(1);
    });
  });

  describe("using a link", () => {
    test("makes exactly one session out of 20 requests at once, from two processes", async () => {
      const token = await link();
      const other = databases.openAgain();
      const got = await Promise.all(times(20).map((index) => use(token, null, index % 2 === 0 ? database : other)));
      const tokens = got.filter((one) => one !== null);
      expect(tokens).toHaveLength(1);
      expect(await sessions()).toMatchObject([{ leadId: ada, tokenHash: hashOfToken(tokens[0] ?? "") }]);
      expect(await founder(tokens[0] ?? "")).toEqual({ leadId: ada, address: ADA });
      const events = await database.query.select().from(leadEvents).where(eq(leadEvents.kind, "signed-in"));
      expect(events).toMatchObject([{ leadId: ada, assessmentId: null, staffId: null }]);
    });

    test("fails a second time, for a made-up link, and eleven minutes after the mail", async () => {
      const token = await link();
      expect(await use(newToken())).toBeNull();
      expect(await use(token.slice(1))).toBeNull();
      now += 11 * MINUTE;
      expect(await use(token)).toBeNull();
      const second = await link();
      now += 10 * MINUTE - 1;
      expect(await use(second)).not.toBeNull();
      expect(await use(second)).toBeNull();
      expect(await sessions()).toHaveLength(1);
    });

    once("leaves an older link open until one is used, then ends all of this mailbox and no other's", async () => {
      const bea = await addLead(database, "bea@example.com", await addAssessment(database));
      const [first, second] = [await link(), await link()];
      const hers = await link("bea@example.com");
      await ask();
      expect(await use(first)).not.toBeNull();
      expect(await use(second)).toBeNull();
      expect(await mailed()).toEqual([]);
      expect((await mails()).at(-1)).toMatchObject({ state: "cancelled", leadId: ada });
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
      now += 23 * HOUR;
      expect(await founder(token)).not.toBeNull();
      now += 23 * HOUR;
      expect(await founder(token)).not.toBeNull();
      now += 24 * HOUR;
      expect(await founder(token)).toBeNull();
    });

    once("ends after seven days however much it is used", async () => {
      const token = await signedIn();
      const began = now;
      while (now + 12 * HOUR < began + 7 * DAY) {
        now += 12 * HOUR;
        expect(await founder(token)).not.toBeNull();
      }
      now = began + 7 * DAY;
      expect(await founder(token)).toBeNull();
    });

    once("notes its use at most once an hour", async () => {
      const token = await signedIn();
      const began = now;
      now += 59 * MINUTE;
      await founder(token);
      expect((await sessions())[0]?.lastSeenAt).toBe(began);
      now += MINUTE;
      await founder(token);
      expect((await sessions())[0]?.lastSeenAt).toBe(began + HOUR);
    });

    test("is nobody's once signed out, or once its lead is erased", async () => {
      const [one, two] = [await signedIn(), await signedIn()];
      await signOut({ database }, one);
      expect(await founder(one)).toBeNull();
      expect(await founder(two)).not.toBeNull();
      await database.query.delete(leads).where(eq(leads.id, ada));
      expect(await founder(two)).toBeNull();
      expect([await sessions(), await links(), await mails()]).toEqual([[], [], []]);
    });
  });

  test("links, their mails and sessions are erased a day after their end", async () => {
    const token = await signedIn();
    await ask("nobody@example.com");
    const sent = (await mails()).map(({ id }) => id);
    now += DAY;
    expect(await eraseEndedAccess(domain())).toBe(0);
    expect((await links()).map(({ clientHash }) => clientHash)).toEqual([null, clientOf("client")[0]]);
    now += 11 * MINUTE;
    expect(await eraseEndedAccess(domain())).toBe(2);
    expect([await links(), await mails(), forgotten]).toEqual([[], [], sent]);
    expect(await sessions()).toHaveLength(1);
    now = START + 2 * DAY + MINUTE;
    expect(await eraseEndedAccess(domain())).toBe(1);
    expect(await sessions()).toEqual([]);
    expect(await founder(token)).toBeNull();
  });

  describe("finishing later", () => {
    const attempt = async () => {
      const { reference } = await start(domain(), { instrument: "diagnostic", attribution: {} });
      const [row] = await database.query.select().from(assessments).where(eq(assessments.reference, reference));
      return { id: row?.id ?? 0, reference };
    };
    const later = (one: { id: number }, address = "eve@example.com", clientHash = "client", limits = {}) => {
      const place = domain();
      return finishLater(
        { ...place, mailLimits: { ...place.mailLimits, ...limits } },
        { attempt: one, address, clientHash: clientOf(clientHash) },
      );
    };

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
      expect((await database.query.select().from(leads)).map(({ address }) => address)).toEqual([ADA]);
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
      now += DAY;
      expect(await later(fourth)).toEqual({ status: "sent" });
    });

    test("sends nothing of an attempt that was completed or erased, and forgets the address after a day", async () => {
      const [done, gone, kept] = [await attempt(), await attempt(), await attempt()];
      await database.query.update(assessments).set({ completedAt: now }).where(eq(assessments.id, done.id));
      await later(done);
      expect(await mails()).toEqual([]);
      await later(gone);
      await database.query.delete(assessments).where(eq(assessments.id, gone.id));
      expect(await mails()).toEqual([]);
      await later(kept);
      await loop(fakeChannel(async () => ({ status: "refused", reason: "no eve@example.com" }))).runOnce();
      now += DAY - 1;
      expect(await forgetRecipients(domain())).toBe(0);
      now += 1;
      expect(await forgetRecipients(domain())).toBe(1);
      expect(await mails()).toMatchObject([{ state: "failed", recipient: null, message: null }]);
      const left = [await mails(), await database.query.select().from(deliveryTries)];
      expect(JSON.stringify(left)).not.toContain("example.com");
      expect(forgotten).toHaveLength(1);
    });
  });
});
