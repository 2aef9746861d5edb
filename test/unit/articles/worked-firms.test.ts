import { describe, expect, it } from "vitest";
import { loadReading } from "#src/articles/reading.ts";
import { workedExample } from "#src/articles/retake.ts";

const { library, source } = loadReading();
const worked = (slug: string) => {
  const example = library.examples.find((one) => one.slug === slug);
  if (!example) throw new Error(`There is no example ${slug}.`);
  return workedExample(source, example);
};

describe("Worked examples", () => {
  it("cover five verdicts and both instruments", () => {
    const all = library.examples.map(({ slug }) => worked(slug));
    expect(new Set(all.map(({ first }) => first.result.verdict)).size).toBe(5);
    expect(new Set(all.map(({ sample }) => sample.instrument)).size).toBe(2);
    for (const { sample } of all) expect(sample.firm).toMatch(/^Example/);
  });

  it("end the software firm on the method's E6: 27 becomes 46, clear; two layers clear, three not", () => {
    const { overall, layers, moved, again } = worked("software-firm");
    expect(overall).toEqual({ before: 27, after: 46, difference: 19, held: 19, reached: true, clear: true });
    expect(layers.map(({ name, change }) => [name, change.difference, change.clear])).toEqual([
      ["Revenue Visibility", 25, true],
      ["Pipeline Integrity", 45, true],
      ["Velocity and Flow", 15, false],
      ["Learning Loops", 0, false],
      ["System Resilience", 5, false],
    ]);
    expect([moved.filter(({ way }) => way === "up").length, moved.filter(({ way }) => way !== "up").length]).toEqual([
      11, 0,
    ]);
    expect(again.named).toBe("Learning Loops");
  });

  it("keep what the texts say of the others: the agency shows no clear change, the distributor in one layer only", () => {
    const agency = worked("agency");
    expect([agency.overall, ...agency.layers.map(({ change }) => change)].some((change) => change?.clear)).toBe(false);
    expect(agency.moved.map(({ way }) => way)).toEqual(["up", "up", "up", "up"]);
    const distributor = worked("distributor");
    expect(distributor.layers.filter(({ change }) => change.difference !== 0).map(({ name }) => name)).toEqual([
      "Learning Loops",
    ]);
    expect(distributor.layers.find(({ name }) => name === "Learning Loops")?.change.clear).toBe(true);
  });

  it("ask nobody else of a firm of one", () => {
    const { first, again } = worked("solo-consultant");
    const acts = [first, again].flatMap(({ report }) => report.fixes.list);
    expect(new Set(acts.map(({ owner }) => owner))).toEqual(new Set([source.words.report.fixes.solo]));
    expect(acts.map(({ body, proof }) => `${body} ${proof}`).join(" ")).not.toMatch(/colleague|seller|second person/i);
  });

  it("announce no layer of a Snapshot", () => {
    const solo = worked("solo-consultant");
    expect(solo.layers).toEqual([]);
    expect(solo.overall?.clear).toBe(true);
    expect(solo.moved.find(({ question }) => question.startsWith("Share of open deals"))).toMatchObject({
      ...{ from: "Can’t tell", way: "unknown" },
    });
    expect(solo.moved.filter(({ way }) => way === "down")).toEqual([]);
  });
});
