import { describe, expect, test } from "vitest";
import { retakeOpening } from "#src/progress/page/opening.ts";
import { HOUR } from "#src/time.ts";
import {
  at,
  diagnostic,
  displayed,
  E2,
  E6,
  JUNE_3,
  MIDDLE,
  SEPTEMBER_1,
  seriesOf,
  sourceOf,
} from "#test/support/readings.ts";

describe("two readings, E2 and E6 of the method", () => {
  const part = seriesOf([E2, E6]);

  test("say the clear change first, by the published threshold", () => {
    expect(part.headline.lines).toEqual(["Up nineteen points since 3 June.", "That is a clear change."]);
    expect(part.headline.since).toBeNull();
    expect(part.headline.lede.join(" ")).toContain("27 to 46");
    expect(part.steps).toEqual([
      {
        span: "3 June to 1 September",
        difference: "+19",
        clear: true,
        strong: "Clear change.",
        note: "The threshold is 10.",
      },
    ]);
  });

  test("say which layers changed clearly and which did not", () => {
    expect(part.layers.base).toEqual({ at: JUNE_3, within: 24 });
    expect(part.layers.layers.map(({ name, clear, strong, note }) => ({ name, clear, strong, note }))).toEqual([
      { name: "Revenue Visibility", clear: true, strong: "Clear: up 25.", note: "Now Weak." },
      { name: "Pipeline Integrity", clear: true, strong: "Clear: up 45.", note: "Now Weak." },
      { name: "Velocity and Flow", clear: false, strong: null, note: "Up 15. Not clear on its own. Now Failing." },
      { name: "Learning Loops", clear: false, strong: null, note: "No change. Now Failing, the lowest layer." },
      { name: "System Resilience", clear: false, strong: null, note: "Up 5. Not clear on its own. Now Failing." },
    ]);
    expect(part.layers.layers.map(({ changes }) => changes)).toEqual([
      ["+25, clear"],
      ["+45, clear"],
      ["+15, not clear"],
      ["0, not clear"],
      ["+5, not clear"],
    ]);
  });

  test("list the eleven answers that moved, in words, and count the rest", () => {
    expect(part.moved.heading).toBe("Eleven answers moved, all upward");
    expect(part.moved.sentences).toEqual(["Fourteen stayed where they were.", "None fell."]);
    expect(part.moved.lines).toHaveLength(11);
    expect(part.moved.lines).toContainEqual({
      layer: "integrity",
      topic: "Stage rules",
      prompt: "What lets a deal move up a stage?",
      from: "Seller’s judgement",
      to: "Written buyer proof, every stage",
      way: null,
      dates: "1 Sept",
    });
  });

  test("stand side by side in the words of their own reports: verdict, dominant layer, cost", () => {
    expect(part.beside.columns).toEqual(["Revenue Diagnostic, 3 June", "Revenue Diagnostic, 1 September"]);
    const row = (label: string) => part.beside.rows.find((one) => one.label === label);
    expect(row("Overall score")).toMatchObject({ before: "27, Fragmented", after: "46, Fragmented" });
    expect(row("Verdict")).toMatchObject({
      before: "You have a tool, not yet a system.",
      after: "You have a process your tool does not run.",
    });
    expect(row("Dominant layer")).toMatchObject({
      before: "Your dominant failure layer is Pipeline Integrity.",
      after: "Learning Loops is the lowest; Velocity and Flow and System Resilience are close.",
    });
    expect(row("What the gap may cost")?.before).toMatch(/^£52,000 to £150,000 /);
    expect(row("What the gap may cost")?.after).toBe(
      "About 7.9% to 23% of new revenue, or 7.9 to 23 in every 100 you sell.",
    );
  });

  test("lead to the layer to work on next, and to the day of the next reading", () => {
    expect(part.next).toMatchObject({ lead: "Next to work on:", layer: "Learning Loops", at: "at 35.", due: false });
    expect(part.next.fixes).toBe("See the three first fixes");
    expect(part.next.notes.at(-1)).toBe(
      "Take the next reading on or after 30 November; before 1 October it would be early to say that a change lasts.",
    );
  });

  test("name no layer to raise where all are at full marks, and no score of what nobody could say", () => {
    const all = (credit: string) => diagnostic(Array(5).fill(Array(5).fill(credit).join(" ")).join(" | "), SEPTEMBER_1);
    expect(seriesOf([E2, all("4")]).next).toMatchObject({
      lead: "Nothing to raise. Keep it so.",
      layer: null,
      at: null,
    });
    expect(seriesOf([E2, all("x")]).next).toMatchObject({
      ...{ lead: "Next to find out:", layer: "Revenue Visibility", at: null },
    });
    const unseen = diagnostic("x x x x x | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", SEPTEMBER_1);
    expect(seriesOf([E2, unseen]).next).toMatchObject({
      lead: "Next to find out:",
      layer: "Revenue Visibility",
      at: null,
    });
  });

  test("say that none fell, and which layers moved clearly while they are folded", () => {
    expect(part.fell).toEqual({ heading: "No answer fell since 3 June", lines: [] });
    expect(part.layers.clearly).toBe("Moved clearly: Revenue Visibility and Pipeline Integrity.");
  });

  test("the stored score is shown, never a new one", () => {
    const stored = displayed(E6, 60, { learning: 61 });
    const found = seriesOf([E2, stored]);
    expect(found.headline.lines[0]).toBe("Up thirty-three points since 3 June.");
    expect(found.chart.series[0]?.points.map(({ score: drawn }) => drawn)).toEqual([27, 60]);
    expect(found.layers.layers[3]?.points.at(-1)?.score).toBe(61);
    expect(found.readings.at(-1)?.score).toBe("60, Fragmented");
  });

  test("say that answers of one came in after it, page and opening alike (2.0.0, section 10)", () => {
    const closed = ["V1", "P1"].map((item) => ({ item, by: "founder" as const }));
    const found = seriesOf([
      { ...E2, closed: closed.slice(1) },
      { ...E6, closed },
    ]);
    const told = [
      "One answer of 3 June came in after that reading. It counts here.",
      "Two answers of 1 September came in after that reading. They count here.",
    ];
    expect(found.headline.lede).toEqual([part.headline.lede[0], ...told]);
    expect(
      retakeOpening(
        sourceOf([
          { ...E2, closed: closed.slice(1) },
          { ...E6, closed },
        ]),
      )?.lede,
    ).toBe([part.headline.lede[0], ...told].join(" "));
  });

  test("the way back is as clear, and says down", () => {
    const back = seriesOf([at(E6, JUNE_3), at(E2, SEPTEMBER_1)]);
    expect(back.headline.lines).toEqual(["Down nineteen points since 3 June.", "That is a clear change."]);
    expect(back.steps[0]?.difference).toBe("−19");
    expect(back.layers.layers[1]).toMatchObject({ strong: "Clear: down 45.", clear: true });
    expect(back.moved.heading).toBe("Eleven answers moved, all downward");
    expect(back.moved.sentences).not.toContain("None fell.");
    expect(back.fell.heading).toBe("Eleven answers fell since 3 June");
    expect(back.fell.lines).toContainEqual({
      layer: "integrity",
      topic: "Stage rules",
      prompt: "What lets a deal move up a stage?",
      from: "Written buyer proof, every stage",
      to: "Seller’s judgement",
    });
  });
});

describe("three readings: 27, 37, 46", () => {
  const part = seriesOf([E2, MIDDLE, E6]);

  test("the headline sets the latest against the one before, with the first beside it", () => {
    expect(part.headline.lines).toEqual(["No clear change in the score since 20 July."]);
    expect(part.headline.since).toEqual({
      sentence: "Since 3 June: up nineteen points,",
      judged: "a clear change.",
      clear: true,
    });
    expect(seriesOf([E2, at(MIDDLE, JUNE_3 + HOUR), E6]).headline.since).toBeNull();
    expect(part.headline.lede).toEqual([
      "37 to 46 is up nine points. On the Revenue Diagnostic a change is clear from 10 points on: less is within what repeat answers can do by chance.",
      "The eleven answers below that moved are facts either way.",
    ]);
  });

  test("each step is judged by itself", () => {
    expect(part.steps.map(({ span, difference, strong, note }) => [span, difference, strong, note])).toEqual([
      ["3 June to 1 September", "+19", "Clear change.", "The threshold is 10."],
      ["20 July to 1 September", "+9", null, "No clear change in the score."],
      ["3 June to 20 July", "+10", "Clear change,", "only just."],
    ]);
    expect(part.readings.map(({ change }) => change?.difference ?? null)).toEqual([null, "+10", "+9"]);
  });

  test("an answer that moved twice carries both dates", () => {
    const dates = part.moved.lines.map(({ topic, dates }) => [topic, dates]);
    expect(dates).toContainEqual(["Stage rules", "20 Jul, 1 Sept"]);
    expect(dates).toContainEqual(["Lead ownership", "20 Jul"]);
    expect(dates).toContainEqual(["Lead capture", "1 Sept"]);
    expect(part.moved.sentences).toContain("Eight moves belong to the last step.");
  });

  test("an answer that moved and came back is named, and not counted as one that stayed", () => {
    const back = seriesOf([E2, MIDDLE, at(E2, SEPTEMBER_1)]);
    expect(back.headline.lines).toEqual(["Down ten points since 20 July.", "That is a clear change."]);
    expect(back.headline.since).toMatchObject({ sentence: "Since 3 June: no difference,", clear: false });
    // What fell belongs to the last step, as the headline does.
    expect(back.fell.heading).toBe("Four answers fell since 20 July");
    expect(back.moved.heading).toBe("No answer moved");
    expect(back.moved.sentences).toContain(
      "Four answers moved and are back where they were: Lead ownership, Stage rules, Stalled deals and Stage gates.",
    );
    expect(back.moved.sentences).toContain("Twenty-one stayed where they were.");
  });

  test("the band lies around the first reading, in the threshold's width", () => {
    expect(part.chart.band).toEqual({ low: 18, high: 36, text: "Less than 10 points from 3 June: not a clear change" });
    expect(part.chart.label).toBe(
      "Overall scores. Revenue Diagnostic: 27 on 3 June, 37 on 20 July, 46 on 1 September.",
    );
  });

  test("a last step that alone is clear in a layer is said too", () => {
    const fallen = displayed(E6, 46, { flow: 55 });
    const [before, latest] = [displayed(MIDDLE, 40, { flow: 80 }), fallen];
    const flow = seriesOf([displayed(E2, 40, { flow: 60 }), before, latest]).layers.layers[2];
    expect(flow).toMatchObject({ clear: false, strong: null, changes: ["−25, clear", "−5, not clear"] });
    expect(flow?.note).toContain("The last step alone is clear: down twenty-five points.");
  });
});

test("the false-alarm rates stand behind how, with the thresholds that they belong to", () => {
  const { how } = seriesOf([E2, E6]);
  expect(how.text[0]).toContain(
    "from 10 points overall and 25 points for a layer on in the Diagnostic, and from 17 points",
  );
  for (const rate of ["4.7%", "3.9%", "2.7%", "about 13%"]) expect(how.text[1]).toContain(rate);
  expect(how.href).toBe("/method#change-1");
});
