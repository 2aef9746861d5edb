import { describe, expect, test } from "vitest";
import { catalogueOf } from "#src/instruments/banks.ts";
import { claimLines } from "#src/progress/page/claims.ts";
import { progressPart } from "#src/progress/page/part.ts";
import type { Reading } from "#src/progress/page/source.ts";
import { DAY } from "#src/time.ts";
import { first as bank } from "#test/support/factories.ts";
import { E2, E5, E6, JUNE_3, partOf, SEPTEMBER_1, seriesOf, snapshot, sourceOf } from "#test/support/readings.ts";
import { words } from "#test/support/words.ts";

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

  test("one of which nothing is known has no band, here and among other readings", () => {
    const unseen = snapshot("x x | x x | x x | x x | x x", JUNE_3);
    expect(partOf([unseen], JUNE_3 + DAY)).toMatchObject({ title: "One reading so far: 0, Not known." });
    const { readings, beside } = seriesOf([unseen, snapshot("2 2 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3 + 40 * DAY)]);
    expect(readings.map(({ score }) => score)).toEqual(["0, Not known", "39, Fragmented"]);
    expect(beside.rows[0]?.before).toBe("0, Not known");
  });

  test("a Snapshot leads on to the Diagnostic, and promises no layer", () => {
    const part = partOf([snapshot("2 2 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3)], JUNE_3 + 90 * DAY);
    expect(part).toMatchObject({ kind: "first", other: { instrument: "diagnostic" }, due: true });
    expect(part.kind === "first" && part.shows).toContain(words.progress.first.noLayers);
  });

  test("a reading of low confidence promises no score, and draws no band around one", () => {
    const { first } = words.progress;
    const unsure = [E5(JUNE_3), snapshot("x x | x x | x x | x x | x x", JUNE_3)];
    for (const one of unsure)
      expect(partOf([one], JUNE_3 + DAY)).toMatchObject({
        band: null,
        isUncertain: true,
        shows: [first.answers, first.both],
      });
    expect(partOf([E2], JUNE_3 + DAY)).toMatchObject({ isUncertain: false });
  });

  test("a layer has the brand's colour where the report gives it that, and what is a blind spot has not", () => {
    const named = (one: Reading) => partOf([one], JUNE_3 + DAY);
    expect(named(E2)).toMatchObject({ dominant: { accent: true } });
    expect(named(E5(JUNE_3))).toMatchObject({ dominant: { accent: false } });
    expect(seriesOf([E2, E6]).next).toMatchObject({ layer: "Learning Loops", accent: true });
    expect(seriesOf([E2, E5(SEPTEMBER_1)]).next).toMatchObject({ layer: "Revenue Visibility", accent: false });
  });

  test("a reading by questions that have changed since promises no score", () => {
    const newer = { ...bank, bankVersion: "2.0.0" };
    const part = progressPart({ ...sourceOf([E2], JUNE_3 + DAY), banks: catalogueOf([bank, newer]) });
    expect(part).toMatchObject({ band: null });
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
