import { describe, expect, test } from "vitest";
import { readAbsence, type Task } from "#src/practice/away-a-week.ts";

describe("Away a week", () => {
  const task = (name: string, missing: Task["missing"], stops = true): Task => ({ name, missing, stops });

  test("counts and names what stops", () => {
    const tasks = [task("Quote", "permission"), task("Proposal", "skill", false), task("Own", null)];
    expect(readAbsence(tasks).points).toEqual(["Quote", "Own"]);
    expect(readAbsence([task("a", "skill", false)])).toMatchObject({ points: [], commonest: [] });
  });

  test("calls it most only above half of all that stops: 2 of 4 are not most, 3 of 5 are", () => {
    const two = [task("a", "permission"), task("b", "permission"), task("c", "knowledge"), task("d", null)];
    expect(readAbsence(two)).toMatchObject({ commonest: ["permission"], times: 2, most: false });
    const three = [...two, task("e", "permission")];
    expect(readAbsence(three)).toMatchObject({ commonest: ["permission"], times: 3, most: true });
  });

  test("names every kind that shares the first place, in the order of the log", () => {
    const tied = readAbsence([task("a", "skill"), task("b", "knowledge")]);
    expect(tied).toMatchObject({ commonest: ["knowledge", "skill"], most: false });
  });
});
