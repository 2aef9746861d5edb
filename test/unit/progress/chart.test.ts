import { describe, expect, test } from "vitest";
import { withRoom } from "#src/progress/page/chart.ts";
import { DAY } from "#src/time.ts";
import { at, E2, E6, JULY_20, JUNE_3, MIDDLE, SEPTEMBER_1, seriesOf } from "#test/support/readings.ts";

describe("the drawing", () => {
  test("of twelve readings labels only those that have room, the first and the last among them", () => {
    const many = Array.from({ length: 12 }, (_, place) => at(E2, JUNE_3 + place * 40 * DAY));
    const { chart, readings, steps } = seriesOf(many, JUNE_3 + 500 * DAY);
    const [line] = chart.series;
    expect(line?.points).toHaveLength(12);
    expect(line?.points.at(0)?.label).toBe("27");
    expect(line?.points.at(-1)?.label).toBe("27");
    const labelled = line?.points.filter(({ label }) => label !== null).map(({ x }) => x) ?? [];
    for (const [place, x] of labelled.slice(1).entries()) expect(x - (labelled[place] ?? 0)).toBeGreaterThanOrEqual(10);
    for (const [place, { x }] of chart.dates.slice(1).entries())
      expect(x - (chart.dates[place]?.x ?? 0)).toBeGreaterThanOrEqual(19);
    expect(readings).toHaveLength(12);
    expect(steps).toHaveLength(4);
  });

  test("is true to time", () => {
    const xs = seriesOf([E2, MIDDLE, E6]).chart.series[0]?.points.map(({ x }) => x) ?? [];
    const share = ((xs[1] ?? 0) - (xs[0] ?? 0)) / ((xs[2] ?? 0) - (xs[0] ?? 0));
    expect(share).toBeCloseTo((JULY_20 - JUNE_3) / (SEPTEMBER_1 - JUNE_3), 3);
  });

  test("keeps the last label where two readings are of one moment", () => {
    expect(withRoom([50, 50], 10)).toEqual([1]);
    expect(withRoom([50], 10)).toEqual([0]);
  });

  test("writes years as soon as one reading is of another year", () => {
    const later = seriesOf([E2, E6], Date.UTC(2027, 1, 1));
    expect(later.headline.lines[0]).toBe("Up nineteen points since 3 June 2026.");
  });
});
