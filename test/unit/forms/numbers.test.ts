import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumber, type Typed, writeNumber } from "#src/numbers.ts";

const doubt = (decimals: number, thousands: number): Typed => ({ readings: [decimals, thousands] });

describe("A number as people type it", () => {
  test.each<[string, Typed]>([
    ["15000", 15_000],
    ["0", 0],
    ["007", 7],
    ["12.5", 12.5],
    ["22,5", 22.5],
    ["0,5", 0.5],
    ["12,34", 12.34],
    [".5", 0.5],
    [",5", 0.5],
    // Thousands begin with no nought, and have three digits at most before the first mark.
    ["0.125", 0.125],
    ["0,125", 0.125],
    [".125", 0.125],
    ["1250,500", 1250.5],
    // Two kinds of mark, or one mark twice, leave one reading.
    ["1,250.50", 1250.5],
    ["1.250,50", 1250.5],
    ["1 250,50", 1250.5],
    ["1 250,500", 1250.5],
    ["€ 1 250,50", 1250.5],
    ["1.234.567", 1_234_567],
    ["1.250.000", 1_250_000],
    ["1,250,000", 1_250_000],
    ["12,34,567", 1_234_567],
    ["1,000,000,000,000", 1e12],
    // Blanks and apostrophes part nothing but thousands.
    ["1 200", 1200],
    ["1\u202f200", 1200],
    ["15\u00a0000", 15_000],
    ["15'000", 15_000],
    ["1’000", 1000],
    ["1'250'000.50", 1_250_000.5],
    // Money, units and what is short for thousands.
    ["£15000", 15_000],
    ["₹15000", 15_000],
    ["1 200 €", 1200],
    ["EUR 15000", 15_000],
    ["15000 chf", 15_000],
    ["GBP 1,200.50", 1200.5],
    ["15k", 15_000],
    ["15 K", 15_000],
    ["€15k", 15_000],
    ["15k EUR", 15_000],
    ["1,5k", 1500],
    ["£1.2m", 1_200_000],
    [" 22 % ", 22],
    ["22%", 22],
    ["30 days", 30],
    ["1 deal", 1],
    ["-0", 0],
    ["0.000001", 0.000001],
    ["-5", -5],
    ["−5", -5],
    ["-£5", -5],
    ["£-5", -5],
  ])("%j is %j", (typed, read) => expect(readNumber(typed)).toEqual(read));

  test.each<[string, number, number]>([
    ["15.000", 15, 15_000],
    ["15,000", 15, 15_000],
    ["£15,000", 15, 15_000],
    ["1.234", 1.234, 1234],
    ["100,000 EUR", 100, 100_000],
    ["1.500k", 1500, 1_500_000],
    ["-1,200", -1.2, -1200],
  ])("%j may be %d or %d, so it is asked", (typed, decimals, thousands) =>
    expect(readNumber(typed)).toEqual(doubt(decimals, thousands)),
  );

  test.each(["", "   ", "\t\u00a0"])("%j is blank", (typed) => expect(readNumber(typed)).toBe("blank"));

  test.each([
    ...["abc", "twelve", "£", "EUR", "%", "k", ".", ",", "-", "--3", "-£-3", "15.", "12;", "½", "٣"],
    ...["1e5", "1e3", "0x10", "NaN", "Infinity", "10-20", "12-15", "1/2", "~15", "15 16"],
    // Marks that no way of writing puts there.
    ...["1.2.3", "1,0000", "1.0000", "1,200,50", "1.200.50", "1,234.567,89", "0,500,000", "1 20", "1'2"],
    ...["1,000,000,000,001", "999999999999999m", "9".repeat(40)],
  ])("%j is no number", (typed) => expect(readNumber(typed)).toBe("nonsense"));

  const LOCALES = ["en-GB", "de-DE", "fr-FR", "de-CH", "en-IN", "sv-SE", "es-ES"];
  const cents = fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 100);

  test("is read back as any of seven countries writes it, or asked about with that number among the two", () => {
    fc.assert(
      fc.property(cents, fc.constantFrom(...LOCALES), (value, locale) => {
        const written = value.toLocaleString(locale, { maximumFractionDigits: 2 });
        const read = readNumber(written);
        if (typeof read === "object") expect(read.readings).toContain(value);
        else expect(read).toBe(value + 0);
      }),
    );
  });

  test("is asked about only where one mark stands before exactly three digits", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."0123456789.,' k%£-") });
    fc.assert(
      fc.property(typed, (text) => {
        const single = /^[^.,]*[.,]\d{3}(?!\d)[^.,]*$/.test(text);
        if (typeof readNumber(text) === "object") expect(single).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), (whole, three) => {
        const digits = String(three).padStart(3, "0");
        const both = doubt(Number(`${whole}.${digits}`), 1000 * whole + three);
        expect(readNumber(`${whole}.${digits}`)).toEqual(both);
        expect(readNumber(`${whole},${digits}`)).toEqual(both);
      }),
    );
  });

  test("never becomes NaN or infinite, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        const read = readNumber(text);
        const numbers = typeof read === "object" ? read.readings : typeof read === "number" ? [read] : [];
        for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
      }),
    );
  });

  test("that is written back into a field is read without a doubt", () => {
    expect(writeNumber(15_000)).toBe("15000");
    expect(writeNumber(1.234)).toBe("1.2340");
    const sixDecimals = fc.integer({ min: -1e12, max: 1e12 }).map((value) => value / 1e6);
    fc.assert(
      fc.property(
        fc.oneof(
          cents,
          sixDecimals.filter((value) => !String(value).includes("e")),
        ),
        (value) => {
          expect(readNumber(writeNumber(value))).toBe(value + 0);
        },
      ),
    );
  });
});
