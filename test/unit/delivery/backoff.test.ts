import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoff, GIVE_UP_AFTER, nextTry } from "#src/delivery/backoff.ts";
import { HOUR } from "#src/time.ts";

describe("the wait before another try", () => {
  test("doubles from 30 seconds up to an hour", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60, 2000].map((attempts) => backoff(attempts, () => 0) / 1000);
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
  });

  test("is up to a fifth shorter by chance, never longer", () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), chance, (attempts, random) => {
        const full = backoff(attempts, () => 0);
        const wait = backoff(attempts, () => random);
        expect(wait).toBeLessThanOrEqual(full);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(full * 0.8));
      }),
    );
  });

  test("is what the provider asks for, where it asks", () => {
    expect(nextTry({ now: 1000, firstTriedAt: 1000, attempts: 9, retryAfterSeconds: 5 }, () => 0.5)).toBe(6000);
  });

  test("ends 20 hours after the first try", () => {
    const last = { firstTriedAt: 0, attempts: 20 };
    expect(nextTry({ ...last, now: GIVE_UP_AFTER - HOUR }, () => 0)).toBe(GIVE_UP_AFTER);
    expect(nextTry({ ...last, now: GIVE_UP_AFTER - HOUR + 1 }, () => 0)).toBeNull();
  });

  test("is an hour at most, however long the provider asks for", () => {
    for (const retryAfterSeconds of [3600, 3601, 86_400])
      expect(nextTry({ firstTriedAt: 0, attempts: 1, now: 0, retryAfterSeconds }, () => 0)).toBe(HOUR);
  });
});
