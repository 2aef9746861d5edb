import { describe, expect, it } from "vitest";
import { signInCode } from "#src/accounts/sign-in/sign-in-code.ts";
import { MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import { askedForCode } from "#test/support/staff-accounts.ts";
import { nextTotp, totp } from "#test/support/totp.ts";

describe("The codes of an authenticator", () => {
  it("are those of RFC 6238, appendix B", () => {
    const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect([59, 1_111_111_109, 2_000_000_000].map((second) => totp(key, second * 1000))).toEqual([
      "287082",
      "081804",
      "279037",
    ]);
  });
});

describe.each(databases())("Codes at the door: $name", (place) => {
  const { once } = place;
  const { on, olive } = staffOn(place);

  const pending = () => askedForCode(on.accounts, OLIVE);

  once("takes five codes for one password, each code once, and each recovery code once", async () => {
    const owner = await olive();
    expect(await signInCode(on.accounts, await pending(), totp(owner.key, Date.now()))).toEqual({ status: "used" });
    expect(await signInCode(on.accounts, new Headers(), totp(owner.key, Date.now()))).toEqual({ status: "again" });

    const guesses = await pending();
    for (let time = 1; time <= 5; time += 1)
      expect(await signInCode(on.accounts, guesses, "abcde-fghjk")).toEqual({ status: "wrong" });
    expect((await signInCode(on.accounts, guesses, nextTotp(owner.key))).status).toBe("limited");
    expect(await signInCode(on.accounts, guesses, nextTotp(owner.key))).toEqual({ status: "again" });

    const [code = ""] = owner.recoveryCodes;
    expect((await signInCode(on.accounts, await pending(), ` ${code.toUpperCase()} `)).status).toBe("in");
    expect(await signInCode(on.accounts, await pending(), code)).toEqual({ status: "wrong" });
    expect((await signInCode(on.accounts, await pending(), nextTotp(owner.key))).status).toBe("in");
  });

  once("does not let a password wait for its code longer than ten minutes", async () => {
    const owner = await olive();
    const waiting = await pending();
    later(10 * MINUTE + 1000);
    expect(await signInCode(on.accounts, waiting, totp(owner.key, Date.now()))).toEqual({ status: "again" });
  });
});
