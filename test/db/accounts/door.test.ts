import { createHook } from "node:async_hooks";
import { hashPassword as scrypt } from "better-auth/crypto";
import { describe, expect, it, vi } from "vitest";
import type { Accounts } from "#src/accounts/domain.ts";
import { askForPasskey, signInByPasskey } from "#src/accounts/passkeys/sign-in.ts";
import { createPasswords } from "#src/accounts/password-hash.ts";
import { askForDeskLink } from "#src/accounts/reopening/ask-for-link.ts";
import { changePassword } from "#src/accounts/sign-in/change-password.ts";
import { countTry, passwordLimits } from "#src/accounts/sign-in/tries.ts";
import { HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import { accountsOn, atTheDoor, PASSWORD, rowsOf } from "#test/support/staff-accounts.ts";

const NOBODY = "nobody@desk.example";
const WRONG = "wrong horse battery";
const ARGON2ID = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/;
const WAIT = { status: "limited", retryAfterSeconds: 15 * 60 };

describe.each(databases())("The door of the desk: $name", (place) => {
  const { once } = place;
  const { on, olive } = staffOn(place);

  const wrong = (client: string, email = OLIVE) => atTheDoor(on.accounts, { email, password: WRONG, client });
  const hash = async () => String((await rowsOf(on.database, "SELECT password FROM staff_accounts"))[0]?.password);

  once("slows the stranger who guesses, and neither the owner on a known device nor the owner elsewhere", async () => {
    const owner = await olive();
    for (let time = 1; time <= 5; time += 1)
      expect(await wrong("stranger")).toEqual({ status: "wrong", setCookies: [] });
    for (let time = 1; time <= 60; time += 1) expect(await wrong("stranger")).toEqual(WAIT);
    expect(await atTheDoor(on.accounts, { email: OLIVE, client: "stranger" })).toEqual(WAIT);
    expect((await atTheDoor(on.accounts, { email: OLIVE, client: "elsewhere" })).status).toBe("code");
    const known = { email: OLIVE, client: "stranger", headers: owner.headers };
    expect((await atTheDoor(on.accounts, known)).status).toBe("code");
  });

  once(
    "lets a known device in however many strangers guess at once, and gives it five wrong tries of its own",
    async () => {
      const owner = await olive();
      for (let client = 0; client < 10; client += 1)
        for (let time = 1; time <= 5; time += 1) expect((await wrong(`stranger ${client}`)).status).toBe("wrong");
      expect(await wrong("another")).toEqual({ status: "limited", retryAfterSeconds: 3600 });
      const known = { email: OLIVE, client: "another", headers: owner.headers };
      expect((await atTheDoor(on.accounts, known)).status).toBe("code");
      for (let time = 1; time <= 5; time += 1)
        expect((await atTheDoor(on.accounts, { ...known, password: WRONG })).status).toBe("wrong");
      expect(await atTheDoor(on.accounts, known)).toEqual(WAIT);
      later(15 * MINUTE);
      expect((await atTheDoor(on.accounts, known)).status).toBe("code");
    },
  );

  once("knows a device for the address that signed in there, and not by a cookie that was made up", async () => {
    const owner = await olive();
    const cookie = owner.headers.get("cookie") ?? "";
    for (let time = 1; time <= 5; time += 1) await wrong("stranger");
    const made = new Headers({ cookie: cookie.replace("__Host-desk.device=", "$&_") });
    expect(await atTheDoor(on.accounts, { email: OLIVE, client: "stranger", headers: made })).toEqual(WAIT);
    for (let time = 1; time <= 5; time += 1) await wrong("stranger", NOBODY);
    const borrowed = { email: NOBODY, client: "stranger", headers: owner.headers };
    expect(await atTheDoor(on.accounts, borrowed)).toEqual(WAIT);
  });

  once("takes no try of a session's away for what strangers try at the door", async () => {
    const owner = await olive();
    for (let time = 1; time <= 6; time += 1) await wrong("client");
    const change = { staff: owner.staff, password: PASSWORD, wanted: "a new and longer password", userAgent: null };
    expect((await changePassword(on.accounts, change)).status).toBe("proved");
    for (let time = 1; time <= 5; time += 1)
      expect((await changePassword(on.accounts, { ...change, password: WRONG })).status).toBe("wrong");
    expect(await changePassword(on.accounts, { ...change, password: "a new and longer password" })).toEqual(WAIT);
  });

  it("lets one client fail twenty times, however many addresses it tries at once, and outlives a restart", async () => {
    const tried = (place: number) => {
      const limits = passwordLimits({
        addressHash: `address ${place}`,
        clientHash: clientOf("client"),
        device: null,
      });
      return countTry(on.accounts, limits);
    };
    const waits = await Promise.all(times(22).map((place) => tried(place)));
    expect(waits.filter((wait) => wait === null)).toHaveLength(20);
    expect(waits.filter((wait) => wait === 15 * 60)).toHaveLength(2);
    on.accounts = accountsOn(place.openAgain());
    later(14 * MINUTE);
    expect(await tried(99)).toBe(60);
    later(MINUTE);
    expect(await tried(99)).toBeNull();
  });

  once("does the same work and gives the same answers for an address that nobody has", async () => {
    await olive();
    const made = createPasswords();
    const passwords = { hash: vi.fn(made.hash), verify: vi.fn(made.verify) };
    const write = vi.fn(on.database.write);
    const read = vi.spyOn(on.database.query, "select");
    on.accounts = accountsOn({ ...on.database, write }, { passwords });
    const workOf = async (work: () => Promise<unknown>) => {
      for (const count of [passwords.hash, passwords.verify, write, read]) count.mockClear();
      const answer = await work();
      const statements = write.mock.calls.map(([batch]) => batch.map((one) => ("sql" in one ? one.sql : one)));
      const hashes = [...passwords.verify.mock.calls.map(([{ hash }]) => hash), ...passwords.hash.mock.calls];
      expect(hashes.every((one) => ARGON2ID.test(String(one)))).toBe(true);
      return { answer, statements, reads: read.mock.calls.length, hashes: hashes.length };
    };
    const known = await workOf(() => wrong("a"));
    expect(known).toMatchObject({ answer: { status: "wrong" }, hashes: 1 });
    expect(await workOf(() => wrong("b", NOBODY))).toEqual(known);
    for (let time = 2; time <= 5; time += 1) for (const email of [OLIVE, NOBODY]) await wrong("c", email);
    for (const email of [OLIVE, NOBODY]) await wrong("c", email);
    expect(await workOf(() => wrong("c", NOBODY))).toEqual(await workOf(() => wrong("c")));
    const asked = await workOf(() => askForDeskLink(on.accounts, { email: OLIVE, clientHash: clientOf("a") }));
    expect(await workOf(() => askForDeskLink(on.accounts, { email: NOBODY, clientHash: clientOf("b") }))).toEqual(
      asked,
    );
  });

  it("answers one client's passkeys 120 times an hour, challenges and answers together, and notes no more", async () => {
    const clientHash = clientOf("one client");
    const bytes = "AAAA";
    const answer = {
      ...{ id: "made up", rawId: "made up", type: "public-key" as const, clientExtensionResults: {} },
      response: { clientDataJSON: bytes, authenticatorData: bytes, signature: bytes },
    };
    const answered = (by = clientHash) =>
      signInByPasskey(on.accounts, { headers: new Headers(), answer, clientHash: by });
    for (let time = 1; time <= 60; time += 1)
      expect((await askForPasskey(on.accounts, clientHash)).status).toBe("offered");
    for (let time = 1; time <= 60; time += 1) expect(await answered()).toEqual({ status: "refused" });
    const limited = { status: "limited", retryAfterSeconds: 3600 };
    expect(await answered()).toEqual(limited);
    expect(await askForPasskey(on.accounts, clientHash)).toEqual(limited);
    expect(await rowsOf(on.database, "SELECT id FROM staff_events WHERE kind = 'sign-in-failed'")).toHaveLength(60);
    expect(await answered(clientOf("another"))).toEqual({ status: "refused" });
    later(HOUR);
    expect(await answered()).toEqual({ status: "refused" });
  });

  it("makes no row for an address that a client asks for when it may ask no more, from two processes either", async () => {
    const other = accountsOn(place.openAgain());
    const keys = async () => (await rowsOf(on.database, "SELECT key FROM staff_rate_limits")).length;
    const each = async (most: number, ask: (email: string, by: Accounts) => Promise<{ status: string }>) => {
      const asked = await Promise.all(
        times(most + 5).map((at) => ask(`${at}@desk.example`, at % 2 ? other : on.accounts)),
      );
      expect(asked.filter(({ status }) => status === "limited")).toHaveLength(5);
      const before = await keys();
      for (let at = 0; at < 5; at += 1) expect((await ask(`more ${at}`, on.accounts)).status).toBe("limited");
      expect(await keys()).toBe(before);
      return before;
    };
    const clientHash = clientOf("client");
    // Two of the client, two of each pair, one of each address.
    expect(await each(20, (email, by) => atTheDoor(by, { email, password: WRONG }))).toBe(2 + 20 * 3);
    expect(await each(20, (email, by) => askForDeskLink(by, { email, clientHash }))).toBe(62 + 2 + 20 * 3);
  });

  once("keeps argon2id with 19 MiB, two passes and one lane, of the password exactly as typed", async () => {
    await olive();
    expect(await hash()).toMatch(ARGON2ID);
    for (const password of [` ${PASSWORD}`, `${PASSWORD} `, PASSWORD.toUpperCase(), `${PASSWORD}\0`])
      expect((await atTheDoor(on.accounts, { email: OLIVE, password, client: password })).status).toBe("wrong");
    const { hash: make, verify } = createPasswords();
    const typed = " \u0065\u0301ﬁ \0 ";
    expect(await verify({ hash: await make(typed), password: typed })).toBe(true);
    expect(await verify({ hash: await make(typed), password: typed.normalize("NFKC") })).toBe(false);
  });

  once("takes a password that was hashed by the library's scrypt, and hashes it anew once it was right", async () => {
    await olive();
    const old = await scrypt(PASSWORD);
    const sql = "UPDATE staff_accounts SET password = :old";
    await on.database.write([{ sql, args: { old } }]);
    expect((await wrong("client")).status).toBe("wrong");
    expect(await hash()).toBe(old);
    expect((await atTheDoor(on.accounts, { email: OLIVE })).status).toBe("code");
    expect(await hash()).toMatch(ARGON2ID);
    expect((await atTheDoor(on.accounts, { email: OLIVE })).status).toBe("code");
  });

  once("hashes at most two passwords at once", async () => {
    const running = new Set<number>();
    let most = 0;
    let begun = 0;
    const hook = createHook({
      init(id, type) {
        if (type !== "ARGON2REQUEST") return;
        begun += 1;
        running.add(id);
        most = Math.max(most, running.size);
      },
      before: (id) => void running.delete(id),
    });
    hook.enable();
    const { hash: make } = createPasswords();
    await Promise.all(times(6).map((place) => make(`password ${place}`)));
    hook.disable();
    expect({ begun, most }).toEqual({ begun: 6, most: 2 });
  });

  once("mails an address five links in a day for one client and fifty for all, known or not", async () => {
    await olive();
    const ask = (email: string, clientHash: string) =>
      askForDeskLink(on.accounts, { email, clientHash: clientOf(clientHash) });
    const day = { status: "limited", retryAfterSeconds: 24 * 3600 };
    for (const email of [OLIVE, NOBODY]) {
      for (let client = 1; client <= 9; client += 1) {
        for (let time = 1; time <= 5; time += 1) expect((await ask(email, `${client}`)).status).toBe("asked");
        for (let time = 1; time <= 2; time += 1) expect(await ask(email, `${client}`)).toEqual(day);
      }
      for (let time = 1; time <= 5; time += 1) expect((await ask(email, "the owner")).status).toBe("asked");
      expect(await ask(email, "another")).toEqual(day);
    }
    expect(await rowsOf(on.database, "SELECT DISTINCT email FROM join_links WHERE reopens = 'session'")).toHaveLength(
      1,
    );
    const waits = [];
    for (let place = 0; place < 21; place += 1) waits.push((await ask(`${place}@desk.example`, "one client")).status);
    expect(waits.filter((status) => status === "asked")).toHaveLength(20);
    later(HOUR);
    expect((await ask("99@desk.example", "one client")).status).toBe("asked");
  });
});
