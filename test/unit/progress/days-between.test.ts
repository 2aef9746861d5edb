import { describe, expect, test } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { retakePart } from "#src/progress/page/retake.ts";
import { DAY } from "#src/time.ts";
import { at, E2, E6, JUNE_3, SEPTEMBER_1, seriesOf, sourceOf } from "#test/support/readings.ts";

describe("days between readings", () => {
  const apart = (days: number) => seriesOf([E2, at(E6, JUNE_3 + days * DAY)], JUNE_3 + days * DAY);

  test("under 30 a clear change is clear by size and early by date, from 30 on it is clear", () => {
    expect(apart(29).headline.lede.at(-1)).toBe(
      "The two readings are twenty-nine days apart. Under 30 days it is early to say that a change lasts.",
    );
    expect(apart(1).headline.lede.at(-1)).toContain("one day apart");
    expect(apart(0.4).headline.lede.at(-1)).toContain("less than a day apart");
    // From ten in the morning on, and so by date a day later.
    expect(apart(0.9).headline.lede.at(-1)).toContain("less than a day apart");
    expect(apart(30).headline.lines.at(-1)).toBe("That is a clear change.");
    expect(apart(30).headline.lede).toHaveLength(1);
  });

  test("ten days after, 19 points more: one sentence about size, one about date, and no contradiction", () => {
    const early = apart(10);
    expect(early.headline.lines).toEqual(["Up nineteen points since 3 June.", "Clear by size, early by date."]);
    expect(early.headline.lede).toEqual([
      "27 to 46, on the Revenue Diagnostic. From 10 points on we call a change clear: less is within what repeat answers can do by chance.",
      "The two readings are ten days apart. Under 30 days it is early to say that a change lasts.",
    ]);
    expect(early.steps).toEqual([
      {
        span: "3 June to 13 June",
        difference: "+19",
        clear: false,
        strong: null,
        note: "Clear by size, early by date.",
      },
    ]);
    expect(early.layers.layers.map(({ clear, note }) => ({ clear, note })).slice(0, 3)).toEqual([
      { clear: false, note: "Up 25: clear by size, early by date. Now Weak." },
      { clear: false, note: "Up 45: clear by size, early by date. Now Weak." },
      { clear: false, note: "Up 15. Not clear on its own. Now Failing." },
    ]);
    expect(early.layers.clearly).toBe("Clear by size, early by date: Revenue Visibility and Pipeline Integrity.");
    expect(early.layers.layers[0]?.changes).toEqual(["+25, clear by size"]);
    expect(early.chart.series[0]?.points.map(({ clear }) => clear)).toEqual([false, false]);
    expect(JSON.stringify(early)).not.toContain("noise");
  });

  test("after 90 the next reading is due", () => {
    const waited = (days: number) => seriesOf([E2, E6], SEPTEMBER_1 + days * DAY).next;
    expect(waited(29).notes.at(-1)).toContain("early to say");
    expect(waited(30).notes.at(-1)).toBe(
      "Take the next reading on or after 30 November. You may take it sooner, but the longer wait shows more.",
    );
    expect(waited(89).due).toBe(false);
    expect(waited(90)).toMatchObject({ due: true, again: "Take the Revenue Diagnostic again" });
    expect(waited(90).notes.at(-1)).toBe("Your last reading is 90 days old. It is time for the next one.");
  });

  test("the retake warns of its own instrument only", () => {
    const warned = (days: number, instrument: InstrumentId = "diagnostic") =>
      retakePart(sourceOf([E2], JUNE_3 + days * DAY), instrument);
    expect(warned(29).warning).toBe(
      "Your last Revenue Diagnostic was twenty-nine days ago. Under 30 days it is early to say that a change lasts: better on or after 3 July.",
    );
    expect(warned(30).warning).toBeNull();
    expect(warned(29).title).toBe("Take the Revenue Diagnostic again");
    expect(warned(2, "snapshot")).toMatchObject({ warning: null, title: "Take the Revenue Visibility Snapshot" });
  });
});
