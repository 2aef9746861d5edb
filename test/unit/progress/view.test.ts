import { describe, expect, test } from "vitest";
import { catalogueOf } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { withRoom } from "#src/progress/page/chart.ts";
import { claimLines } from "#src/progress/page/claims.ts";
import { retakeOpening } from "#src/progress/page/opening.ts";
import { progressPart } from "#src/progress/page/part.ts";
import { retakePart } from "#src/progress/page/retake.ts";
import type { ProgressSource, Reading } from "#src/progress/page/source.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { counted, inWords } from "#src/words/numbers.ts";
import { first as bank, banks, creditsOf, FIRST_EXAMPLES as EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const JUNE_3 = Date.UTC(2026, 5, 3, 10);
const JULY_20 = Date.UTC(2026, 6, 20, 10);
const SEPTEMBER_1 = Date.UTC(2026, 8, 1, 10);

function reading(instrument: InstrumentId, submission: Submission, completedAt: number): Reading {
  return {
    reference: `${instrument}-${completedAt}`,
    instrument,
    completedAt,
    scored: submission.answers,
    revision: 1,
    sizing: submission.sizing ?? {},
    currency: "GBP",
    result: score(bank, instrument, submission),
  };
}
const diagnostic = (credits: string, at: number) =>
  reading("diagnostic", { answers: creditsOf(credits, "diagnostic", bank), context: { c_tool: "crm" } }, at);
const snapshot = (credits: string, at: number) =>
  reading("snapshot", { answers: creditsOf(credits, "snapshot", bank), context: { c_tool: "crm" } }, at);
const E2 = reading("diagnostic", EXAMPLES.E2.submission, JUNE_3);
/** The second of three readings in the design: 37, with layers 50, 45, 30, 35, 40. */
const MIDDLE = diagnostic("2 2 1 3 2 | 2 2 1 3 1 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", JULY_20);
const E6 = reading("diagnostic", EXAMPLES.E6.submission, SEPTEMBER_1);
const E5 = (at: number) => reading("diagnostic", EXAMPLES.E5.submission, at);
const at = (one: Reading, completedAt: number): Reading => ({ ...one, completedAt });

/** The same reading with other displayed scores; nothing else of it matters to a threshold. */
function displayed(one: Reading, overall: number, layers: Partial<Reading["result"]["layers"]> = {}): Reading {
  const { result } = one;
  return { ...one, result: { ...result, confidence: "medium", overall, layers: { ...result.layers, ...layers } } };
}
const versioned = (one: Reading, bankVersion: string): Reading => ({ ...one, result: { ...one.result, bankVersion } });

const sourceOf = (readings: Reading[], now = SEPTEMBER_1 + 9 * DAY, other: Bank = bank): ProgressSource => ({
  ...{ bank: other, banks: { ...banks, newest: other, of: () => other }, words, site, readings, now },
});
const partOf = (...args: Parameters<typeof sourceOf>) => progressPart(sourceOf(...args));
function seriesOf(...args: Parameters<typeof sourceOf>) {
  const part = partOf(...args);
  if (part.kind !== "series") throw new Error(`The page is ${part.kind}.`);
  return part;
}

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
      from: "Seller's judgement",
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
      to: "Seller's judgement",
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

describe("thresholds come from the bank, to the point", () => {
  test.each([
    ["diagnostic", 9, false],
    ["diagnostic", 10, true],
    ["diagnostic", -9, false],
    ["diagnostic", -10, true],
    ["snapshot", 16, false],
    ["snapshot", 17, true],
    ["snapshot", -17, true],
  ] as const)("%s, %i points: clear is %s", (instrument, difference, clear) => {
    const base = instrument === "diagnostic" ? E2 : snapshot("2 2 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3);
    const part = seriesOf([displayed(base, 40), at(displayed(base, 40 + difference), SEPTEMBER_1)]);
    expect(part.steps[0]?.clear).toBe(clear);
    expect(part.headline.lines.includes("That is a clear change.")).toBe(clear);
    expect(part.headline.lines[0]?.startsWith("No clear change in the score")).toBe(!clear);
    expect(part.chart.series[0]?.points.map((point) => point.clear)).toEqual([false, clear]);
  });

  test.each([
    [24, false],
    [25, true],
  ])("a layer of the Diagnostic, %i points: clear is %s", (difference, clear) => {
    const part = seriesOf([
      displayed(E2, 40, { flow: 40 }),
      at(displayed(E2, 40, { flow: 40 + difference }), SEPTEMBER_1),
    ]);
    expect(part.layers.layers[2]?.clear).toBe(clear);
  });

  test("another threshold in the bank is another one on the page", () => {
    const clearChange = { ...bank.model.clearChange, diagnostic: { overall: 20, layer: 45 } };
    const part = seriesOf([E2, E6], undefined, { ...bank, model: { ...bank.model, clearChange } });
    expect(part.headline.lines).toEqual(["No clear change in the score since 3 June."]);
    expect(part.layers.layers.map(({ clear }) => clear)).toEqual([false, true, false, false, false]);
    expect(part.layers.lede).toContain("45 points");
    expect(part.chart.band).toMatchObject({ low: 8, high: 46 });
  });

  test("the same score twice is no change, in words", () => {
    const part = seriesOf([E2, at(E2, SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual(["No clear change in the score since 3 June."]);
    expect(part.headline.lede).toEqual([
      "It was 27 and is 27. On the Revenue Diagnostic a change is clear from 10 points on.",
    ]);
    expect(part.moved).toMatchObject({ heading: "No answer moved", lines: [] });
  });
});

describe("what may not be compared by score", () => {
  test("a run of low confidence: facts only", () => {
    const part = seriesOf([E2, E5(SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual(["The last two scores cannot be compared."]);
    expect(part.headline.lede[0]).toBe(words.progress.lede.uncertain);
    expect(part.steps[0]).toMatchObject({ difference: "–", clear: false, note: "Not compared: low confidence." });
    expect(part.chart.band).toBeNull();
    expect(part.chart.series[0]?.joined).toEqual(["uncertain"]);
    expect(part.chart.series[0]?.points.map(({ uncertain }) => uncertain)).toEqual([false, true]);
    expect(part.layers).toMatchObject({ base: null, lede: words.progress.layers.uncertain });
    expect(part.layers.layers.every(({ clear, strong }) => !clear && strong === null)).toBe(true);
    expect(part.moved.lines.length).toBeGreaterThan(0);
    const cost = part.beside.rows.find(({ label }) => label === "What the gap may cost");
    expect(cost?.after).toBe("Too much is unknown for an honest figure. Look up the nine answers and one may appear.");
  });

  test("a low run between two good ones leaves those two comparable", () => {
    const part = seriesOf([E2, E5(JULY_20), E6]);
    expect(part.headline.lines).toEqual(["The last two scores cannot be compared."]);
    expect(part.headline.since).toMatchObject({ sentence: "Since 3 June: up nineteen points,", clear: true });
    expect(part.layers.layers[1]).toMatchObject({ clear: true, strong: "Clear: up 45." });
    expect(part.steps.map(({ difference }) => difference)).toEqual(["+19", "–", "–"]);
  });

  test("Snapshot and Diagnostic: the ten shared questions, no score beside the other, no line between", () => {
    const part = seriesOf([snapshot("0 1 | 0 2 | 1 0 | 1 1 | 1 0", JUNE_3), at(E2, JULY_20)]);
    expect(part.headline.lines).toEqual(["Two instruments, compared by answers only."]);
    expect(part.headline.lede).toContain(
      "A Snapshot and a Diagnostic are never compared by score. They have ten questions in common, and only the answers to those stand beside each other here.",
    );
    expect(part.steps).toEqual([]);
    expect(part.chart.band).toBeNull();
    expect(part.chart.series.map(({ instrument, joined }) => [instrument, joined])).toEqual([
      ["snapshot", []],
      ["diagnostic", []],
    ]);
    expect(part.beside.rows.map(({ label }) => label)).toEqual(["Verdict", "Dominant layer"]);
    expect(part.layers).toMatchObject({ layers: [], base: null });
    const shared = bank.items.filter(({ instruments }) => instruments.length === 2).map(({ topic }) => topic);
    expect(part.moved.lines.every(({ topic }) => shared.includes(topic))).toBe(true);
    expect(part.moved.sentences).toContain("Counted among the ten questions that both instruments ask.");
  });

  test("two Diagnostics with a Snapshot between are compared with each other", () => {
    const part = seriesOf([E2, snapshot("4 4 | 4 4 | 4 2 | 3 4 | 2 2", JULY_20), E6]);
    expect(part.headline.lines).toEqual(["Up nineteen points since 3 June.", "That is a clear change."]);
    expect(part.chart.series.map(({ points, joined }) => [points.length, joined])).toEqual([
      [1, []],
      [2, ["firm"]],
    ]);
    expect(part.readings.map(({ instrument }) => instrument)).toEqual([
      "Revenue Diagnostic",
      "Revenue Visibility Snapshot",
      "Revenue Diagnostic",
    ]);
  });

  test("Snapshots only: lines, and no layer announced however far it moved", () => {
    const part = seriesOf([
      snapshot("0 0 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3),
      snapshot("4 4 | 2 2 | 2 2 | 1 1 | 2 2", SEPTEMBER_1),
    ]);
    expect(part.layers).toMatchObject({ base: null, lede: words.progress.layers.snapshot, columns: [] });
    expect(part.layers.layers[0]).toMatchObject({ clear: false, strong: null, note: "At 100: Strong.", changes: [] });
    expect(part.layers.layers[0]?.points.map(({ score: drawn }) => drawn)).toEqual([0, 100]);
    expect(part.moved.heading).toBe("Two answers moved, all upward");
  });

  test("another major version: anchors, without thresholds, score or line", () => {
    const part = seriesOf([E2, versioned(E6, "2.0.0")]);
    expect(part.headline.lines).toEqual(["The questions changed; here is what moved among those asked both times."]);
    expect(part.headline.lede).toContain(words.progress.lede.anchors);
    expect(part.steps[0]).toMatchObject({ difference: "–", note: "Not compared: other questions." });
    expect(part.chart).toMatchObject({ band: null, series: [{ joined: [null] }] });
    expect(part.beside.rows.map(({ label }) => label)).toEqual(["Verdict", "Dominant layer"]);
    expect(part.layers).toMatchObject({ base: null, joined: [null] });
    expect(part.moved.heading).toBe("Eleven answers moved, all upward");
    expect(part.moved.sentences).toContain("Counted among the twenty-five questions that stayed the same.");
  });

  test("a minor version compares as ever", () => {
    expect(seriesOf([E2, versioned(E6, "1.7.3")]).headline.lines).toHaveLength(2);
  });
});

describe("a difference that reaches the threshold by answers that were not known", () => {
  /** Ten credits in each layer. */
  const known = "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
  const ending = (unknown: string, later = known) =>
    seriesOf([diagnostic(unknown, JUNE_3), at(diagnostic(later, JUNE_3), SEPTEMBER_1)]);
  const twoUnknown = "2 2 2 2 2 | x 2 x 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
  const oneMore = "2 2 3 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";

  test("is never called a clear change, and says whose answers it comes from", () => {
    // (14 * 46 + 30 * 6) / 20 = 41.2; (14 * 51 + 30 * 10) / 20 = 50.7; with the two still at 0 (14 * 47 + 30 * 6) / 20 = 41.9.
    const part = ending(twoUnknown, oneMore);
    expect(part.headline.lines).toEqual(["Up ten points since 3 June, mostly answers you could not give before."]);
    expect(part.headline.lede[0]).toBe(
      "41 to 51, on the Revenue Diagnostic. With the answers that you could give at one of the two times only held as they were before, the score shows up one point; a change is clear from 10 points on.",
    );
    expect(part.steps[0]).toMatchObject({
      ...{ difference: "+10", clear: false, strong: null },
      note: "Mostly answers you could not give before.",
    });
    expect(part.chart.series[0]?.points.map(({ clear }) => clear)).toEqual([false, false]);
  });

  test("the other way round it is answers that can no longer be given", () => {
    const part = seriesOf([diagnostic(oneMore, JUNE_3), at(diagnostic(twoUnknown, JUNE_3), SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual([
      "Down ten points since 3 June, mostly answers you could give before and not now.",
    ]);
  });

  test("is told from one whose greater part is known", () => {
    // (14 * 48 + 30 * 8) / 20 = 45.6; (14 * 59 + 30 * 10) / 20 = 56.3; with V3 still at 0 (14 * 57 + 30 * 10) / 20 = 54.9.
    const part = ending(
      "2 2 x 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2",
      "4 2 2 3 4 | 4 2 4 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2",
    );
    expect(part.headline.lines[0]).toMatch(/^Up .* points since 3 June, partly answers you could not give before\.$/);
  });

  test("a layer's word stands with the answers that it rests on", () => {
    const part = seriesOf([diagnostic(known, JUNE_3), at(diagnostic(twoUnknown, JUNE_3), SEPTEMBER_1)]);
    expect(part.layers.layers[1]?.note).toContain("At 30: Failing, on the answers you could give.");
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

describe("moved answers in words", () => {
  const base = creditsOf("2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2", "diagnostic", bank);
  const changed = (change: Record<string, string>) =>
    seriesOf([
      reading("diagnostic", { answers: base }, JUNE_3),
      reading("diagnostic", { answers: { ...base, ...change } }, SEPTEMBER_1),
    ]).moved;

  test("one is one", () => {
    const moved = changed({ V3: "d" });
    expect(moved.heading).toBe("One answer moved, upward");
    expect(moved.sentences).toEqual(["Twenty-four stayed where they were.", "None fell."]);
    expect(moved.lines[0]).toMatchObject({ from: "Set list, often skipped", to: "Set list, mostly filled", way: null });
  });

  test("up, down and to the same credit are told apart", () => {
    const moved = changed({ V3: "d", V4: "b", V5: "a" });
    expect(moved.heading).toBe("Three answers moved: one up and two down");
    expect(moved.lines.map(({ way }) => way)).toEqual(["up", "down", "down"]);
    expect(moved.sentences).not.toContain("None fell.");
  });

  test("a move to or from not sure is neither up nor down", () => {
    const moved = changed({ V3: "dk" });
    expect(moved.heading).toBe("One answer moved, neither up nor down");
    expect(moved.lines[0]?.to).toBe("Not sure");
    const mixed = changed({ V3: "dk", V4: "b" });
    expect(mixed.heading).toBe("Two answers moved: one down and one to or from not knowing");
    expect(mixed.lines.map(({ way }) => way)).toEqual(["to or from not knowing", "down"]);
    const level = seriesOf([
      reading("diagnostic", { answers: { ...base, V3: "dk" } }, JUNE_3),
      reading("diagnostic", { answers: { ...base, V3: "a" } }, SEPTEMBER_1),
    ]).moved;
    expect(level.heading).toBe("One answer moved, neither up nor down");
  });

  test("from about half to a share that nobody can tell is neither up nor down", () => {
    const moved = changed({ P2: "dk" });
    expect(moved.heading).toBe("One answer moved, neither up nor down");
    expect(moved.lines[0]).toMatchObject({ from: "About half", to: "Can't tell", way: null });
    const mixed = changed({ P2: "dk", V3: "d" });
    expect(mixed.heading).toBe("Two answers moved: one up and one to or from not knowing");
    expect(mixed.lines.map(({ way }) => way)).toEqual(["up", "to or from not knowing"]);
  });
});

describe("days between readings", () => {
  const apart = (days: number) => seriesOf([E2, at(E6, JUNE_3 + days * DAY)], JUNE_3 + days * DAY);

  test("under 30 a clear change is clear by size and early by date, from 30 on it is clear", () => {
    expect(apart(29).headline.lede.at(-1)).toBe(
      "The two readings are twenty-nine days apart. Under 30 days it is early to say that a change lasts.",
    );
    expect(apart(1).headline.lede.at(-1)).toContain("one day apart");
    expect(apart(0.4).headline.lede.at(-1)).toContain("of one day");
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

describe("fewer than two readings", () => {
  test("one is a first point, with what a second shows and when", () => {
    const part = partOf([E2], JUNE_3 + DAY);
    expect(part).toMatchObject({
      kind: "first",
      title: "One reading so far: 27, Fragmented.",
      band: { low: 18, high: 36 },
      dates: { taken: "3 Jun", earliest: "3 Jul", invited: "1 Sept" },
      dominant: { headline: "Your dominant failure layer is Pipeline Integrity." },
      other: { instrument: "snapshot", button: "Take the Revenue Visibility Snapshot" },
      due: false,
    });
    expect(part.kind === "first" && part.when).toEqual([
      "Not before 3 July: under 30 days it is early to say that a change lasts.",
      "Best on or after 1 September, 90 days from this one.",
    ]);
  });

  test("a Snapshot leads on to the Diagnostic, and promises no layer", () => {
    const part = partOf([snapshot("2 2 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3)], JUNE_3 + 90 * DAY);
    expect(part).toMatchObject({ kind: "first", other: { instrument: "diagnostic" }, due: true });
    expect(part.kind === "first" && part.shows).toContain(words.progress.first.noLayers);
  });

  test("a reading by questions that have changed since promises no score", () => {
    const newer = { ...bank, bankVersion: "2.0.0" };
    const part = progressPart({ ...sourceOf([E2], JUNE_3 + DAY), banks: catalogueOf([bank, newer]) });
    expect(part.kind === "first" && part.shows).toEqual([
      words.progress.first.answersAskedTwice,
      words.progress.first.notScore,
      words.progress.first.bothWithoutCost,
    ]);
  });

  test("none is none", () => expect(partOf([])).toEqual({ kind: "none" }));

  test("what came in without proof is named by instrument, date and verdict", () => {
    expect(claimLines(sourceOf([E2]))).toEqual([
      {
        reference: E2.reference,
        title: "Revenue Diagnostic of 3 June",
        verdict: "You have a tool, not yet a system.",
        about: "the Revenue Diagnostic of 3 June",
      },
    ]);
  });
});

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
