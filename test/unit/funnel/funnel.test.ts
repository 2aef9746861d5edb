import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceOf } from "#src/assessments/source-of.ts";
import { funnelCsv } from "#src/funnel/funnel-csv.ts";
import { funnelQueryOf, mondayOf, weekOf, writeFunnelQuery } from "#src/funnel/funnel-query.ts";
import { addTimes, bucketOf, medianSeconds, noTimes } from "#src/funnel/histogram.ts";
import { type DayRow, mergeClosed, rollUp, type Sitting } from "#src/funnel/rollup.ts";
import { percentOf, restsOnFew } from "#src/funnel/share.ts";
import { bank, banks, itemsOf } from "#test/support/factories.ts";

/** The eleven pages of a Snapshot: the tool first, then ten items, two a layer. */
const PAGES = ["c_tool", ...itemsOf("snapshot").map(({ id }) => id)];
const cell = { instrument: "snapshot", bankVersion: bank.bankVersion, source: "newsletter" } as const;

/** A sitting with an answer on each of these pages, 8 seconds each unless said otherwise. */
const sitting = (pages: readonly string[], more: Partial<Sitting> = {}): Sitting => ({
  ...cell,
  completed: false,
  lead: false,
  call: false,
  answers: Object.fromEntries(pages.map((page) => [page, 8_000])),
  result: null,
  ...more,
});
const result = { band: "Fragmented", verdict: "NO_SYSTEM", dominant: "integrity" };
const completed = (more: Partial<Sitting> = {}) => sitting(PAGES, { completed: true, result, ...more });

const countsOf = (sittings: Sitting[], source = "newsletter") => {
  const { items } = rollUp(banks, sittings);
  const own = items.filter((row) => row.source === source);
  return own.map(({ item, reached, answered }) => [item, reached, answered]);
};
const median = (milliseconds: number[]) => {
  const times = noTimes();
  for (const one of milliseconds) times[bucketOf(one)] = (times[bucketOf(one)] ?? 0) + 1;
  return medianSeconds(times);
};

describe("The time on a page", () => {
  it("stands in the bucket whose lower bound it has reached", () => {
    expect([0, 999, 1_000, 1_249, 1_250, 249_999, 250_000, 900_000].map(bucketOf)).toEqual([0, 0, 1, 1, 2, 24, 25, 25]);
  });

  it("has a median that lies in its bucket by how many times are there", () => {
    expect(median([])).toBeNull();
    // Four times from 8 to 10 s: half of them is two, and two of four lie half-way up the bucket.
    expect(median([8_000, 8_500, 9_000, 9_900])).toBe(9);
    // One below 1 s, two from 2 to 2.5 s, one from 100 to 125 s: 2 of 4 is reached by the first of the two at 2 s.
    expect(median([500, 2_100, 2_400, 110_000])).toBe(2.25);
    expect(median([400_000])).toBe(275);
  });

  it("is added up bucket by bucket", () => {
    const [one, two] = [noTimes(), noTimes()];
    one[3] = 2;
    two[3] = 5;
    two[25] = 1;
    expect(addTimes([one, two, one])).toEqual(noTimes().with(3, 9).with(25, 1));
  });
});

describe("The source of a sitting", () => {
  it("is what the link said, else the host it came from, else direct", () => {
    expect(sourceOf({ utm_source: " LinkedIn ", referrer_host: "lnkd.in" })).toBe("linkedin");
    expect(sourceOf({ utm_source: "  ", referrer_host: "News.example" })).toBe("news.example");
    expect(sourceOf({ utm_medium: "cpc" })).toBe("direct");
  });
});

describe("The funnel of a day", () => {
  it("counts starts, completions, leads among them and calls among those", () => {
    const { days } = rollUp(banks, [
      sitting([]),
      completed(),
      completed({ lead: true }),
      completed({ lead: true, call: true }),
      completed({ source: "direct", call: true }),
    ]);
    expect(days).toEqual([
      { ...cell, source: "", starts: 5, completions: 4, leads: 2, calls: 1 },
      { ...cell, starts: 4, completions: 3, leads: 2, calls: 1 },
      { ...cell, source: "direct", starts: 1, completions: 1, leads: 0, calls: 0 },
    ]);
  });

  it("counts bands, verdicts and dominant layers of what was completed", () => {
    const { distributions } = rollUp(banks, [
      completed(),
      completed({ result: { ...result, dominant: null } }),
      sitting([]),
    ]);
    const own = distributions.filter(({ source }) => source === "newsletter");
    expect(own.map(({ distribution, value, count }) => [distribution, value, count])).toEqual([
      ["band", "Fragmented", 2],
      ["verdict", "NO_SYSTEM", 2],
      ["dominant", "integrity", 1],
      ["dominant", "none", 1],
    ]);
  });

  it("puts a sitting at its first question without an answer", () => {
    const [tool = "", first = "", second = ""] = PAGES;
    expect(countsOf([sitting([]), sitting([tool]), sitting([tool, first])])).toEqual([
      [tool, 3, 2],
      [first, 2, 1],
      [second, 1, 0],
    ]);
  });

  it("does not move a sitting back or on when it goes back and forth, or answers past a gap", () => {
    const [tool = "", first = "", second = "", third = ""] = PAGES;
    // The answers are there in whatever order they were given or changed; the third stands behind a gap.
    expect(countsOf([sitting([third, first, tool])])).toEqual([
      [tool, 1, 1],
      [first, 1, 1],
      [second, 1, 0],
    ]);
  });

  it("counts an answer carried over as given, in no time", () => {
    const [tool = "", first = ""] = PAGES;
    const { items } = rollUp(banks, [
      sitting([], { answers: { [tool]: null, [first]: 8_000 } }),
      sitting([], { answers: { [tool]: 0, [first]: 9_000 } }),
    ]);
    const [ofTool, ofFirst] = items.filter(({ source }) => source === "newsletter");
    expect(ofTool).toMatchObject({ reached: 2, answered: 2, times: noTimes() });
    expect(ofFirst).toMatchObject({ reached: 2, answered: 2, times: noTimes().with(10, 2) });
  });

  it("counts the sources beyond the thirty most common of the day together", () => {
    const named = Array.from({ length: 40 }, (_, place) =>
      sitting([], { source: `s${String(place).padStart(2, "0")}` }),
    );
    const { days } = rollUp(banks, [...named, sitting([], { source: "s39" })]);
    expect(days).toHaveLength(1 + 30 + 1);
    expect(days.find(({ source }) => source === "(others)")?.starts).toBe(10);
    expect(days.find(({ source }) => source === "s39")?.starts).toBe(2);
  });

  it("never counts more at a later step than at an earlier one, whatever was answered", () => {
    const anySitting = fc
      .record({
        pages: fc.uniqueArray(fc.constantFrom(...PAGES)),
        finished: fc.boolean(),
        lead: fc.boolean(),
        call: fc.boolean(),
        source: fc.constantFrom("a", "b"),
        time: fc.option(fc.nat(400_000)),
      })
      .map(({ pages, finished, time, ...more }): Sitting => {
        const answers = Object.fromEntries((finished ? PAGES : pages).map((page) => [page, time]));
        return sitting([], { ...more, answers, completed: finished, result: finished ? result : null });
      });
    fc.assert(
      fc.property(fc.array(anySitting, { maxLength: 30 }), (sittings) => {
        const { days, items } = rollUp(banks, sittings);
        for (const { source, starts, completions, leads, calls } of days) {
          const own = items.filter((row) => row.source === source);
          const chain = own.flatMap(({ reached, answered }) => [reached, answered]);
          expect(chain[0]).toBe(starts);
          for (const falling of [[starts, completions, leads, calls, 0], chain])
            expect(falling).toEqual(falling.toSorted((a, b) => b - a));
          expect(completions <= (chain.at(-1) ?? 0)).toBe(true);
        }
        const whole = days.filter(({ source }) => source === "").reduce((sum, { starts }) => sum + starts, 0);
        expect(whole).toBe(sittings.length);
      }),
    );
  });
});

describe("A day that is closed", () => {
  const row = (starts: number, completions: number, leads: number, calls: number): DayRow => ({
    ...cell,
    starts,
    completions,
    leads,
    calls,
  });

  it("lets leads and calls grow within its completions, and nothing else change", () => {
    expect(mergeClosed([row(10, 6, 2, 1)], [row(5, 4, 3, 2)])).toEqual([row(10, 6, 3, 2)]);
    expect(mergeClosed([row(10, 6, 2, 1)], [])).toEqual([row(10, 6, 2, 1)]);
    expect(mergeClosed([row(10, 1, 1, 0)], [row(9, 8, 5, 4)])).toEqual([row(10, 1, 1, 1)]);
  });
});

describe("What the page shows of it", () => {
  it("has weeks that begin on Mondays", () => {
    const day = (iso: string) => Date.parse(iso) / 86_400_000;
    expect(mondayOf(weekOf(day("2026-11-22")))).toBe(day("2026-11-16"));
    expect(mondayOf(weekOf(day("2026-11-23")))).toBe(day("2026-11-23"));
  });

  it("shows no rate of fewer than five, and names what rests on fewer than thirty", () => {
    expect([percentOf(2, 4), percentOf(2, 5), percentOf(0, 0), percentOf(30, 30)]).toEqual([null, 40, null, 100]);
    expect([29, 30].map(restsOnFew)).toEqual([true, false]);
  });

  it("reads its filters from the address and takes what it does not know for the default", () => {
    const asked = (query: string) => funnelQueryOf(new URL(`https://desk.example/desk/funnel${query}`));
    expect(asked("")).toEqual({ instrument: "snapshot", version: "", source: "", weeks: 12 });
    expect(asked("?instrument=pension&weeks=1e9&source=linkedin")).toEqual({ ...asked(""), source: "linkedin" });
    const full = asked("?instrument=diagnostic&weeks=52&source=a%26b&version=1.0.0");
    expect(full).toEqual({ instrument: "diagnostic", version: "1.0.0", source: "a&b", weeks: 52 });
    expect(asked(`?${writeFunnelQuery(full)}`)).toEqual(full);
  });

  it("gives a table as CSV that a spreadsheet takes for text, with empty cells where there are too few", () => {
    const row = { key: "=1+1", label: '@SUM(A1), "so"', cells: [4, null], bar: { whole: 100, part: 50 }, few: true };
    const csv = funnelCsv({
      id: "items",
      title: "",
      legend: "",
      columns: ["Question", "Reached", "%"],
      rows: [row],
      count: 4,
    });
    expect(parse(csv, { bom: true })).toEqual([
      ["Key", "Question", "Reached", "%"],
      ["'=1+1", '\'@SUM(A1), "so"', "4", ""],
    ]);
  });
});
