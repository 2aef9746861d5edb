import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSizing, sizingFields } from "#src/forms/sizing.ts";
import { CURRENCIES } from "#src/numbers.ts";
import { bank } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

describe("Sizing numbers as people type them", () => {
  const read = (fields: Record<string, string>) =>
    readSizing(bank, fields, words.pages, { currency: "GBP", language: "en-GB" });
  const errorOf = (fields: Record<string, string>, id: string) => read(fields).fields[id]?.error;

  it.each([
    ["15000", 15_000],
    ["1,250,000", 1_250_000],
    ["1.250.000", 1_250_000],
    ["£15000", 15_000],
    ["EUR 15000", 15_000],
    ["15k", 15_000],
    ["15'000", 15_000],
    ["$15,000.50", 15_000.5],
    ["€ 1 250,50", 1250.5],
    ["₹15000", 15_000],
    [" 15 000 ", 15_000],
    ["15\u00a0000", 15_000],
    ["15000%", 15_000],
    ["1", 1],
    ["10,000,000", 10_000_000],
  ])("reads %j as a deal value of %d", (typed, value) => {
    expect(read({ z_acv: typed })).toMatchObject({ sizing: { z_acv: value }, currency: "GBP", refused: false });
  });

  it.each([
    ["22%", 22],
    ["22 %", 22],
    ["22", 22],
    ["22.5", 22.5],
    ["22,5", 22.5],
  ])("reads %j as a share of %d", (typed, value) => {
    expect(read({ z_win: typed }).sizing).toEqual({ z_win: value });
  });

  it("leaves blanks out without a word", () => {
    expect(read({ z_opps: "", z_acv: "   ", z_win: "22" })).toMatchObject({ currency: "GBP", refused: false });
    expect(read({ z_opps: "", z_acv: "   ", z_win: "22" }).sizing).toEqual({ z_win: 22 });
    expect(read({}).sizing).toEqual({});
    expect(read({}).refused).toBe(false);
  });

  it.each([
    "twelve",
    "1e3",
    "1.2.3",
    "12-15",
    "--3",
    "0x10",
    "Infinity",
    "NaN",
    ".",
    "-",
    "12;",
    "1,0000",
    "9".repeat(40),
  ])("gives %j a sentence and no number", (typed) => {
    const found = read({ z_opps: typed, z_win: "22" });
    expect(found.fields.z_opps).toEqual({ number: null, typed, error: words.pages.numbers.notNumber });
    expect(found.fields.z_win?.error).toBeUndefined();
    expect(found.refused).toBe(true);
    expect(found.sizing).toEqual({ z_win: 22 });
  });

  it.each(["15,000", "15.000"])("asks back what %j means, and guesses nothing", (typed) => {
    const { sizing, refused, fields } = read({ z_acv: typed, z_win: "22" });
    expect({ sizing, refused }).toEqual({ sizing: { z_win: 22 }, refused: true });
    expect(fields.z_acv).toMatchObject({ number: null, typed, error: "Is that 15 or 15,000?" });
    expect(fields.z_acv?.which?.choices).toEqual([
      { value: "15", label: "15, less than a thousand" },
      { value: "15000", label: "15,000, a thousand or more" },
    ]);
  });

  it("takes the answer, and shows it in the field if something else is asked", () => {
    expect(read({ z_acv: "15.000", z_acv_meant: "15000" })).toMatchObject({
      sizing: { z_acv: 15_000 },
      refused: false,
    });
    expect(read({ z_acv: "15.000", z_acv_meant: "15" })).toMatchObject({ sizing: { z_acv: 15 }, refused: false });
    expect(read({ z_acv: "1.234", z_acv_meant: "1.2340" }).sizing).toEqual({ z_acv: 1.234 });
    const { fields } = read({ z_acv: "15.000", z_acv_meant: "15000", z_win: "abc" });
    expect(fields.z_acv).toEqual({ number: 15_000, typed: "15000" });
  });

  it("takes no answer about other digits, and none where nothing was asked", () => {
    expect(read({ z_acv: "16.000", z_acv_meant: "15000" }).sizing).toEqual({});
    expect(read({ z_acv: "15.000", z_acv_meant: "banana" }).refused).toBe(true);
    expect(read({ z_acv: "16000", z_acv_meant: "15000" }).sizing).toEqual({ z_acv: 16_000 });
  });

  it("offers no choice between two numbers that are both outside, and names the bounds", () => {
    const { fields } = read({ z_win: "100,000" });
    expect(fields.z_win?.which).toBeUndefined();
    expect(fields.z_win?.error).toContain("95");
    expect(errorOf({ z_opps: "15,000", z_opps_meant: "15000" }, "z_opps")).toContain("10,000");
  });

  it("shows what was scored so that it is read back without a doubt", () => {
    const sizing = { z_opps: 1.234, z_acv: 15_000, z_win: 22.5 };
    const typed = Object.entries(sizingFields(sizing)).map(([id, field]) => [id, field.typed]);
    expect(read(Object.fromEntries(typed))).toMatchObject({ sizing, refused: false });
  });

  it.each([
    ["z_opps", 0, 10_000],
    ["z_acv", 1, 10_000_000],
    ["z_win", 1, 95],
    ["z_cycle", 1, 1000],
    ["z_open", 0, 100_000],
    ["z_miss", 0, 90],
  ])("takes %s from %d to %d and names the bounds outside", (field, min, max) => {
    expect(read({ [field]: String(min) }).sizing).toEqual({ [field]: min });
    expect(read({ [field]: String(max) }).sizing).toEqual({ [field]: max });
    for (const outside of [min - 1, max + 1]) {
      const typed = { [field]: String(outside) };
      expect(read(typed).sizing).toEqual({});
      expect(errorOf(typed, field)).toContain(max.toLocaleString("en-GB"));
      expect(errorOf(typed, field)).toContain(String(min));
    }
  });

  it("gives every number of E2 as the method has it", () => {
    const typed = { z_opps: "12", z_acv: "£15000", z_win: "22%", z_cycle: "60", z_open: "47", z_miss: "25 %" };
    const sizing = { z_opps: 12, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 47, z_miss: 25 };
    const found = read({ ...typed, currency: "EUR" });
    expect(found.sizing).toEqual(sizing);
    expect(found).toMatchObject({ currency: "EUR", refused: false });
  });

  it("keeps the usual currency where none, or an unknown one, is chosen", () => {
    for (const currency of ["", "XXX", "gbp", "constructor"]) expect(read({ currency }).currency).toBe("GBP");
    for (const currency of CURRENCIES) expect(read({ currency }).currency).toBe(currency);
  });

  it("never gives a number outside the bank's bounds, whatever is typed and whatever answered", () => {
    const field = fc.constantFrom(...bank.sizing);
    const typing = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.stringMatching(/^\d{1,3}[.,]\d{3}$/),
    );
    fc.assert(
      fc.property(field, typing, fc.oneof(fc.string(), fc.nat().map(String)), ({ id, min, max }, typed, answer) => {
        const value = read({ [id]: typed, [`${id}_meant`]: answer }).sizing[id];
        if (value === undefined) return;
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }),
    );
  });
});
