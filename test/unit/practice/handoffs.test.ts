import { describe, expect, test } from "vitest";
import { countHandoffs, stateOf } from "#src/practice/handoffs.ts";

describe("Handoffs", () => {
  test.each([
    ["Ana Reyes", "The five facts are filled in", "described"],
    ["Head of delivery", "", "noCondition"],
    ["", "The five facts", "noOwner"],
    ["Everyone", "The five facts", "noOwner"],
    ["the sales team", "The five facts", "noOwner"],
    ["Customer success team", "The five facts", "noOwner"],
    ["Finance department.", "The five facts", "noOwner"],
    ["both of us", "The five facts", "noOwner"],
    ["Head of the sales team", "The five facts", "described"],
    ["Whoever notices first", "nothing", "neither"],
    ["tbd", "n/a", "neither"],
    ["Tom", "tbc.", "noCondition"],
  ])("%j with %j is %s", (owner, condition, state) => expect(stateOf({ owner, condition })).toBe(state));

  test("are counted", () => {
    const described = { owner: "Ana", condition: "Five facts" };
    expect(
      countHandoffs([described, described, { owner: "", condition: "x" }, { owner: "Tom", condition: "" }]),
    ).toEqual({
      described: 2,
      unowned: 1,
    });
  });
});
