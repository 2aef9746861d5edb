import { describe, expect, it } from "vitest";
import { limited } from "#src/forms/ask.ts";
import { saidOf } from "#src/forms/said-of.ts";
import { words } from "#test/support/words.ts";

describe("What a page says after a redirect", () => {
  it("is one of its own sentences, whatever the address names", () => {
    const at = (query: string) => saidOf({ kept: "It is kept." }, new URL(`https://plumb.example/desk${query}`));
    expect(at("?done=kept")).toBe("It is kept.");
    for (const query of ["", "?done=", "?done=other", "?done=valueOf", "?done=constructor", "?done=__proto__"])
      expect(at(query)).toBeUndefined();
  });
});

describe("How long to wait", () => {
  it('stands behind "in" wherever a sentence names it, for it is filled with a span', () => {
    const named = JSON.stringify(words).match(/\S+ \{when\}/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named)).toEqual(new Set(["in {when}"]));
    expect(limited("Try again in {when}.", 900).sentence).toBe("Try again in 15 minutes.");
  });
});
