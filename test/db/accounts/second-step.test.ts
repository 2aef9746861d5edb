import { symmetricEncrypt } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { makeOwnerLink } from "#src/accounts/people/owner-link.ts";
import { askForDeskLink } from "#src/accounts/reopening/ask-for-link.ts";
import { signInByLink } from "#src/accounts/reopening/sign-in-by-link.ts";
import { enrolSecondStep, waitingSecondStep } from "#src/accounts/second-step/enrol.ts";
import { newRecoveryCodes } from "#src/accounts/second-step/new-recovery-codes.ts";
import { offerReplacement, replaceSecondStep, waitingReplacement } from "#src/accounts/second-step/replace.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { cookieHeader } from "#src/accounts/sign-in/cookie-header.ts";
import { signInCode } from "#src/accounts/sign-in/sign-in-code.ts";
import { MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import {
  askedForCode,
  atTheDoor,
  enrolled,
  firstOwnerToken,
  joinBy,
  PASSWORD,
  PUBLIC_URL,
  tokenIn,
} from "#test/support/staff-accounts.ts";
import { totp } from "#test/support/totp.ts";

const NEW_PASSWORD = "tuesday lantern window";

describe.each(databases())("The second step: $name", (place) => {
  const { once } = place;
  const { on, rows, olive } = staffOn(place);

  const kept = async () => String((await rows("SELECT backup_codes AS codes FROM staff_second_steps"))[0]?.codes);
  const codeNow = (key: string) => totp(key, Date.now());
  const giveCode = async (code: string) =>
    (await signInCode(on.accounts, await askedForCode(on.accounts, OLIVE), code)).status;
  /** The link that was mailed last, as its page finds it. */
  const mailedLink = async () => {
    const [row] = await rows(
      "SELECT id FROM join_links WHERE reopens = 'session' ORDER BY created_at DESC, rowid DESC",
    );
    const link = await findJoinLink(on.accounts, linkToken(on.accounts.sign, "desk", String(row?.id)), "desk");
    if (!link) throw new Error("There is no such link.");
    return link;
  };

  it("shows recovery codes to one of five enrolments at once, which alone has a session", async () => {
    const joined = await joinBy(on.accounts, await firstOwnerToken(on.accounts), OLIVE);
    if (joined.status !== "joined") throw new Error("The link is closed.");
    const half = new Headers({ cookie: cookieHeader(joined.setCookies) });
    const { person } = await readSession(on.accounts, half);
    const step = person && (await waitingSecondStep(on.accounts, person));
    if (!step) throw new Error("No second step waits.");
    const codes = [-1, 0, 1, 0, 0].map((steps) => totp(step.key, Date.now() + steps * 30_000));
    const all = await Promise.all(
      codes.map((typed) => enrolSecondStep(on.accounts, { staff: person, typed, userAgent: null })),
    );
    expect(all.map(({ status }) => status).toSorted()).toEqual(["closed", "closed", "closed", "closed", "enrolled"]);
    expect(await rows("SELECT id FROM staff_sessions")).toHaveLength(1);
    expect(await rows("SELECT id FROM staff_events WHERE kind = 'second-step-enrolled'")).toHaveLength(1);
    const shown = all.flatMap((one) => (one.status === "enrolled" ? one.recoveryCodes : []));
    expect(await giveCode(shown[9] ?? "")).toBe("in");
  });

  once("takes a recovery code in any case, with any dash or spaces, and keeps hashes only", async () => {
    const { recoveryCodes } = await olive();
    const [upper = "", none = "", long = "", spaced = ""] = recoveryCodes;
    const typed = [
      upper.toUpperCase(),
      none.replace("-", ""),
      long.replace("-", "–"),
      ` ${spaced.replace("-", " ‐ ")} `,
    ];
    for (const code of typed) expect(await giveCode(code), code).toBe("in");
    expect(await giveCode(upper)).toBe("wrong");
    const hashes = JSON.parse(await kept()) as string[];
    expect(hashes).toHaveLength(6);
    for (const hash of hashes) expect(hash).toMatch(/^[\w-]{43}$/);
    for (const code of recoveryCodes) expect(await kept()).not.toContain(code);
  });

  once("still takes codes that were kept encrypted, each once, and keeps hashes of the others", async () => {
    await olive();
    const key = (await (await on.accounts.auth()).$context).secretConfig;
    const codes = ["abcde-fghjk", "mnpqr-stuvw"];
    const sql = "UPDATE staff_second_steps SET backup_codes = :codes";
    const encrypted = await symmetricEncrypt({ key, data: JSON.stringify(codes) });
    await on.database.write([{ sql, args: { codes: encrypted } }]);
    expect(await giveCode("ABCDE FGHJK")).toBe("in");
    expect(JSON.parse(await kept())).toHaveLength(1);
    expect(await giveCode("abcde-fghjk")).toBe("wrong");
    expect(await giveCode("mnpqr-stuvw")).toBe("in");
  });

  once("takes six digits with a space or a dash between", async () => {
    const { key } = await olive();
    later(MINUTE);
    expect(await giveCode(codeNow(key).replace(/^.../, "$& "))).toBe("in");
    later(MINUTE);
    expect(await giveCode(codeNow(key).replace(/^.../, "$&-"))).toBe("in");
  });

  it("is replaced with the password and a code: the old one works until the new one has, and then nothing of it", async () => {
    const owner = await olive();
    const { staff, key } = owner;
    const offer = (given: { password?: string; code: string }) =>
      offerReplacement(on.accounts, { staff, password: PASSWORD, ...given });
    later(MINUTE);
    expect(await offer({ password: "wrong horse battery", code: codeNow(key) })).toEqual({ status: "wrong" });
    expect(await offer({ code: "000000" })).toEqual({ status: "proved", value: { status: "wrong" } });
    expect(await waitingReplacement(on.accounts, staff)).toBeNull();
    const used = codeNow(key);
    expect(await offer({ code: used })).toEqual({ status: "proved", value: { status: "proved" } });
    expect(await offer({ code: used })).toEqual({ status: "proved", value: { status: "wrong" } });
    const step = await waitingReplacement(on.accounts, staff);
    if (!step) throw new Error("No new authenticator waits.");
    expect(await rows("SELECT value FROM staff_verifications")).not.toContainEqual({ value: step.key });

    later(MINUTE);
    expect(await giveCode(codeNow(key))).toBe("in");
    const wrong = await replaceSecondStep(on.accounts, { staff, typed: codeNow(key), userAgent: null });
    expect(wrong).toEqual({ status: "wrong" });
    later(MINUTE);
    const codes = [-1, 0, 1, 0, 0].map((steps) => totp(step.key, Date.now() + steps * 30_000));
    const all = await Promise.all(
      codes.map((typed) => replaceSecondStep(on.accounts, { staff, typed, userAgent: null })),
    );
    expect(all.filter(({ status }) => status === "enrolled")).toHaveLength(1);
    expect(all.filter(({ status }) => status === "closed")).toHaveLength(4);
    const done = all.find((one) => one.status === "enrolled");
    if (done?.status !== "enrolled") throw new Error("Nothing was replaced.");
    const anew = new Headers({ cookie: cookieHeader(done.setCookies) });
    expect((await readSession(on.accounts, owner.headers)).person).toBeNull();
    expect(await readSession(on.accounts, anew)).toMatchObject({ complete: true, person: { email: OLIVE } });
    expect(await rows("SELECT id FROM staff_sessions")).toHaveLength(1);

    later(2 * MINUTE);
    expect(await giveCode(codeNow(key))).toBe("wrong");
    expect(await giveCode(owner.recoveryCodes[0] ?? "")).toBe("wrong");
    expect(await giveCode(codeNow(step.key))).toBe("in");
    expect(await giveCode(done.recoveryCodes[0] ?? "")).toBe("in");
  });

  once("is replaced with a recovery code where the authenticator is lost, within a quarter of an hour", async () => {
    const { staff, recoveryCodes } = await olive();
    const [code = ""] = recoveryCodes;
    const offered = await offerReplacement(on.accounts, { staff, password: PASSWORD, code });
    expect(offered).toEqual({ status: "proved", value: { status: "proved" } });
    expect(await giveCode(code)).toBe("wrong");
    const step = await waitingReplacement(on.accounts, staff);
    later(15 * MINUTE);
    const late = await replaceSecondStep(on.accounts, { staff, typed: codeNow(step?.key ?? ""), userAgent: null });
    expect(late).toEqual({ status: "closed" });
  });

  once("makes new recovery codes for whoever has spent them all and still has the authenticator", async () => {
    const { staff, key, recoveryCodes } = await olive();
    for (const code of recoveryCodes) expect(await giveCode(code)).toBe("in");
    expect(JSON.parse(await kept())).toEqual([]);
    later(MINUTE);
    expect(await giveCode(codeNow(key))).toBe("in");
    const made = await newRecoveryCodes(on.accounts, { staff, password: PASSWORD });
    if (made.status !== "proved") throw new Error("No codes were made.");
    expect(await giveCode(made.value[0] ?? "")).toBe("in");
  });

  once("is set up anew by the command's link, where authenticator, codes and password are all lost", async () => {
    const owner = await olive();
    const token = tokenIn(await makeOwnerLink(on.accounts, OLIVE, PUBLIC_URL));
    expect((await readSession(on.accounts, owner.headers)).person?.email).toBe(OLIVE);
    const link = await findJoinLink(on.accounts, token);
    expect(link).toMatchObject({ open: true, email: OLIVE, reopens: "account" });
    const again = await enrolled(on.accounts, token, OLIVE);
    expect(again.staff).toMatchObject({ id: owner.staff.id, name: owner.staff.name, role: "owner" });
    expect((await readSession(on.accounts, owner.headers)).person).toBeNull();
    expect(await joinBy(on.accounts, token, OLIVE)).toEqual({ status: "closed" });
    later(MINUTE);
    expect(await giveCode(codeNow(owner.key))).toBe("wrong");
    expect(await giveCode(owner.recoveryCodes[0] ?? "")).toBe("wrong");
    expect(await giveCode(codeNow(again.key))).toBe("in");
  });

  it("lets whoever has the mailbox and the authenticator in by a link, once, and with a new password if they want one", async () => {
    const { key, headers } = await olive();
    const byLink = async (typed: string, wanted: string | null = null) =>
      signInByLink(on.accounts, { link: await mailedLink(), typed, wanted, userAgent: null });
    await askForDeskLink(on.accounts, { email: "nobody@desk.example", clientHash: clientOf("client") });
    expect(await rows("SELECT id FROM join_links WHERE reopens IS NOT NULL")).toEqual([]);
    await askForDeskLink(on.accounts, { email: OLIVE, clientHash: clientOf("client") });
    const first = await mailedLink();
    await askForDeskLink(on.accounts, { email: OLIVE, clientHash: clientOf("client") });
    expect(await rows("SELECT state, kind FROM deliveries ORDER BY rowid")).toEqual([
      { state: "cancelled", kind: "invitation" },
      { state: "pending", kind: "invitation" },
    ]);
    later(MINUTE);
    const code = codeNow(key);
    const closed = { link: first, typed: code, wanted: null, userAgent: null };
    expect(await joinBy(on.accounts, linkToken(on.accounts.sign, "join", first.id), OLIVE)).toEqual({
      status: "closed",
    });
    expect(await byLink("000000")).toEqual({ status: "wrong" });
    const entered = await byLink(code, NEW_PASSWORD);
    expect(entered.status).toBe("in");
    expect((await readSession(on.accounts, headers)).person).toBeNull();
    const cookie = "setCookies" in entered ? cookieHeader(entered.setCookies) : "";
    expect(await readSession(on.accounts, new Headers({ cookie }))).toMatchObject({ complete: true });
    later(MINUTE);
    expect(await byLink(codeNow(key))).toEqual({ status: "closed" });
    expect(await signInByLink(on.accounts, { ...closed, typed: codeNow(key) })).toEqual({ status: "closed" });
    expect((await atTheDoor(on.accounts, { email: OLIVE })).status).toBe("wrong");
    expect((await atTheDoor(on.accounts, { email: OLIVE, password: NEW_PASSWORD })).status).toBe("code");
  });

  it("closes such a link after a quarter of an hour, asks to wait after five wrong codes, and lets one of ten at once in", async () => {
    const { key, recoveryCodes } = await olive();
    const ask = () => askForDeskLink(on.accounts, { email: OLIVE, clientHash: clientOf("client") });
    const use = async (typed: string) =>
      signInByLink(on.accounts, { link: await mailedLink(), typed, wanted: null, userAgent: null });
    await ask();
    later(15 * MINUTE);
    expect(await use(codeNow(key))).toEqual({ status: "closed" });
    await ask();
    const many = await Promise.all(recoveryCodes.slice(0, 5).map(use));
    expect(many.filter(({ status }) => status === "in")).toHaveLength(1);
    await ask();
    for (let time = 1; time <= 5; time += 1) expect(await use("000000")).toEqual({ status: "wrong" });
    expect(await use(codeNow(key))).toEqual({ status: "limited", retryAfterSeconds: 15 * 60 });
    later(MINUTE);
    expect(await giveCode(codeNow(key))).toBe("in");
  });
});
