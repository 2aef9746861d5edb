import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barsOf, gapSentence, gapTo, leftOf, shareToWin } from "#src/practice/honest-pipeline.ts";

describe("Honest pipeline", () => {
  test("takes what is both off once: 36 - 13 - 8 + 4 = 19", () => {
    expect(leftOf({ open: 36, silent: 13, old: 8, both: 4 })).toEqual({ low: 19, high: 19 });
  });

  test("gives both ends where the overlap is unknown: 36 - 13 - 8 and 36 - 13", () => {
    expect(leftOf({ open: 36, silent: 13, old: 8, both: null })).toEqual({ low: 15, high: 23 });
    // 8 silent and 7 old among 10: at least 5 are both, at most 7.
    expect(leftOf({ open: 10, silent: 8, old: 7, both: null })).toEqual({ low: 0, high: 2 });
  });

  test.each([
    [{ open: 10, silent: 11, old: 0, both: 0 }, "silentTooMany"],
    [{ open: 10, silent: 0, old: 11, both: 0 }, "oldTooMany"],
    [{ open: 10, silent: 4, old: 3, both: 4 }, "bothTooMany"],
    [{ open: 10, silent: 8, old: 7, both: 4 }, "bothTooFew"],
  ])("%j is refused: %s", (tally, fault) => expect(leftOf(tally)).toBe(fault));

  test("holds the value against the number committed: 300,000 - 285,000 = 15,000; 300,000 / 285,000 = 105.3%", () => {
    const left = { low: 285_000, high: 285_000 };
    expect(gapTo(300_000, left)).toEqual({ low: 15_000, high: 15_000 });
    expect(gapTo(90_000, left)).toEqual({ low: 0, high: 0 });
    expect(shareToWin(300_000, left)).toEqual({ low: 106, high: 106 });
    // 90,000 / 285,000 = 31.6%
    expect(shareToWin(90_000, left)).toEqual({ low: 32, high: 32 });
    expect(shareToWin(90_000, { low: 0, high: 10 })).toBeNull();
  });

  test("says that something is missing only where it is for sure", () => {
    const left = { low: 225_000, high: 345_000 };
    expect(gapSentence(gapTo(400_000, left))).toBe("summaryGap");
    expect(gapSentence(gapTo(300_000, left))).toBe("summaryGapPerhaps");
    expect(gapSentence(gapTo(345_000, left))).toBe("summaryGapPerhaps");
    expect(gapSentence(gapTo(225_000, left))).toBe("summaryNoGap");
  });

  test("is drawn on one scale: open 540, silent its right end, then what else is old, then what is left", () => {
    const tally = { open: 540, silent: 195, old: 120, both: 60 };
    // 540 - 195 - 120 + 60 = 285; of the 120 past the limit 60 are silent already, so 60 more go.
    expect(barsOf(tally, { low: 285, high: 285 }, 600)).toEqual({
      bars: {
        open: { solid: [0, 540] },
        silent: { solid: [345, 540] },
        old: { solid: [285, 345], pale: [285, 285] },
        left: { solid: [0, 285], pale: [285, 285] },
        committed: { solid: [0, 600] },
      },
      full: 600,
    });
  });

  test("is drawn pale where the overlap is unknown: 15 are left for sure, up to 23 perhaps", () => {
    const tally = { open: 36, silent: 13, old: 8, both: null };
    const { bars, full } = barsOf(tally, { low: 15, high: 23 }, null);
    expect(bars.left).toEqual({ solid: [0, 15], pale: [15, 23] });
    expect(bars.old).toEqual({ solid: [23, 23], pale: [15, 23] });
    expect([bars.committed, full]).toEqual([null, 36]);
  });

  const deal = fc.record({ silent: fc.boolean(), old: fc.boolean(), value: fc.nat(100_000) });
  test("equals the deals that are neither silent nor old, one by one, and lies within its own range", () => {
    fc.assert(
      fc.property(fc.array(deal), (deals) => {
        const sum = (some: typeof deals) => some.reduce((total, { value }) => total + value, 0);
        for (const measure of [sum, (some: typeof deals) => some.length]) {
          const tally = {
            open: measure(deals),
            silent: measure(deals.filter(({ silent }) => silent)),
            old: measure(deals.filter(({ old }) => old)),
          };
          const honest = measure(deals.filter(({ silent, old }) => !silent && !old));
          const both = measure(deals.filter(({ silent, old }) => silent && old));
          expect(leftOf({ ...tally, both })).toEqual({ low: honest, high: honest });
          const range = leftOf({ ...tally, both: null }) as { low: number; high: number };
          expect(range.low).toBeGreaterThanOrEqual(0);
          expect(range.low).toBeLessThanOrEqual(honest);
          expect(range.high).toBeGreaterThanOrEqual(honest);
        }
      }),
    );
  });
});
