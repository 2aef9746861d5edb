import fc from "fast-check";
import { expect, test } from "vitest";
import { latest } from "#src/lru.ts";

test("at most so many values are kept, among them the half of that many which were set or asked for last", () => {
  const keys = fc.array(fc.nat({ max: 40 }).map(String), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 2, max: 12 }), (asked, most) => {
      const kept = latest<string>(most);
      for (const key of asked) if (kept.get(key) === undefined) kept.set(key, `of ${key}`);
      const last = [...new Set(asked.toReversed())].slice(0, Math.floor(most / 2));
      const all = [...new Set(asked)];
      for (const key of last) expect(kept.get(key)).toBe(`of ${key}`);
      expect(all.filter((key) => kept.get(key) !== undefined).length).toBeLessThanOrEqual(most);
    }),
  );
});

test("nothing is kept where nothing shall be", () => {
  const kept = latest<string>(0);
  kept.set("a", "b");
  expect(kept.get("a")).toBeUndefined();
});

test("a value is let go of only where no other has taken its place", () => {
  const kept = latest<string>(4);
  kept.set("a", "first");
  kept.set("a", "second");
  kept.drop("a", "first");
  expect(kept.get("a")).toBe("second");
  kept.drop("a", "second");
  expect(kept.get("a")).toBeUndefined();
});
