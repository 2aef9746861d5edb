import { expect, test } from "vitest";
import { counted, inWords } from "#src/words/numbers.ts";

test.each([
  [0, "no"],
  [1, "one"],
  [19, "nineteen"],
  [20, "twenty"],
  [46, "forty-six"],
  [99, "ninety-nine"],
  [100, "100"],
])("%i is written %s", (count, word) => expect(inWords(count)).toBe(word));

test("a sentence is chosen for one and for any other number", () => {
  const sentences = { one: "One thing", other: "{Count} things" };
  expect([0, 1, 2].map((count) => counted(sentences, count))).toEqual(["No things", "One thing", "Two things"]);
});
