import { describe, expect, test } from "vitest";
import { teamView } from "#src/progress/seats/team-view.ts";
import { agreement } from "#src/scoring/agreement.ts";
import { bank } from "#test/support/factories.ts";

const [first, second, third] = bank.items.filter(({ facet }) => facet === "define");
const at = (item: typeof first, credit: number) => item?.options.find((one) => one.credit === credit)?.id ?? "";
const [one = "", two = "", three = ""] = [first?.id, second?.id, third?.id];

/** What each seat says to three questions: a third is agreed on, the second is furthest apart. */
const seat = (a: number, b: number, c: number | null): Record<string, string> => ({
  [one]: at(first, a),
  [two]: at(second, b),
  [three]: c === null ? "dk" : at(third, c),
});
const TEAM = [seat(2, 0, 4), seat(2, 4, 4), seat(4, 4, null)];
const view = (answers: Record<string, string>[]) =>
  teamView(bank, { ...agreement(bank, answers), seats: answers.map((_, place) => place + 1) });

describe("A team at a glance", () => {
  test("is there from three seats on", () => {
    expect(view(TEAM.slice(0, 2))).toBeNull();
    expect(view(TEAM)).not.toBeNull();
  });

  test("has the questions that lie furthest apart first, each with how many gave which answer", () => {
    expect(view(TEAM)).toEqual([
      { layer: second?.layer, question: second?.prompt, counts: [1, 0, 0, 0, 2], unsure: 0, spread: 4 },
      { layer: first?.layer, question: first?.prompt, counts: [0, 0, 2, 0, 1], unsure: 0, spread: 2 },
      { layer: third?.layer, question: third?.prompt, counts: [0, 0, 0, 0, 2], unsure: 1, spread: 0 },
    ]);
  });

  test("says of nobody what they said", () => {
    expect(view(TEAM.toReversed())).toEqual(view(TEAM));
  });
});
