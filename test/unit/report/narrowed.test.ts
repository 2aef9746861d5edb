import { describe, expect, test } from "vitest";
import type { Assessment } from "#src/assessments/find.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import { blindSpotsPart } from "#src/report/blind-spots.ts";
import { narrowedPart } from "#src/report/narrowed.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { counted } from "#src/words/numbers.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { type Answers, bank, banks, EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const { instrument, submission } = EXAMPLES.E5;
const UNKNOWN = bank.items.map(({ id }) => id).filter((id) => submission.answers[id] === "dk");
const LAST = START + 30 * DAY;

/** The method's E5, four days after which these answers came in. */
function result(closed: Answers = {}, by: Closer = "founder"): Assessment {
  const answers = { ...submission.answers, ...closed };
  return {
    ...{ id: 1, reference: "r", instrument, bankVersion: bank.bankVersion, startedAt: START, completedAt: START },
    ...{
      keptUntil: LAST,
      elapsedSeconds: null,
      carried: [],
      onPage: 0,
      sizing: {},
      currency: "",
      answers,
      scored: answers,
    },
    context: submission.context as Answers,
    revision: Object.keys(closed).length > 0 ? 2 : 1,
    scoredAt: Object.keys(closed).length > 0 ? START + 4 * DAY : START,
    closed: Object.entries(closed).map(([item, option]) => ({ item, option, by, closedAt: START + 4 * DAY })),
    result: score(bank, instrument, { ...submission, answers }),
  };
}

const at = (credit: number, items: readonly string[]): Answers =>
  Object.fromEntries(
    items.map((id) => {
      const option = bank.items.find((item) => item.id === id)?.options.find((one) => one.credit === credit);
      return [id, option?.id ?? ""];
    }),
  );
const frame = { banks, words, site, now: START + 5 * DAY };
const narrowed = (newest: Assessment, now = frame.now) => {
  const part = narrowedPart({ ...frame, first: result(), newest, now });
  if (!part) throw new Error("Nothing came in.");
  return part;
};

describe("What stands above open questions", () => {
  test("counts them, says how narrow the range may become, and until when", () => {
    const part = blindSpotsPart({ ...frame, assessment: result() });
    // The overall score of a Diagnostic whose answers are all known is likely within five points either way (method, section 7).
    expect(part).toMatchObject({ title: counted(words.blindSpots.part.title, 9), isOpen: true });
    expect(part?.lead).toContain("to at most 10");
    expect(part?.until).toBe("Open until 20 December 2026.");
  });

  test("closes after thirty days, and is not there where everything is known", () => {
    expect(blindSpotsPart({ ...frame, now: LAST, assessment: result() })?.isOpen).toBe(true);
    expect(blindSpotsPart({ ...frame, now: LAST + 1, assessment: result() })?.isOpen).toBe(false);
    expect(blindSpotsPart({ ...frame, assessment: result(at(2, UNKNOWN)) })).toBeNull();
  });
});

describe("What later answers did", () => {
  test("is nothing while none has come in", () => {
    expect(narrowedPart({ ...frame, first: result(), newest: result() })).toBeNull();
  });

  test("is drawn row by row; a layer that nothing came in to is as before", () => {
    const { rows, title } = narrowed(result(at(2, UNKNOWN.slice(0, 2))));
    expect(title).toBe(counted(words.blindSpots.narrowed.title, 2));
    expect(rows).toHaveLength(6);
    expect(rows.find(({ layer }) => layer === "resilience")).toMatchObject({ narrower: 0 });
    // One unknown of five, now known at half marks: 2 of 4 credits fewer to hope for, and 2 more that are sure, of 20.
    expect(rows.find(({ layer }) => layer === "visibility")).toMatchObject({ narrower: 20 });
    // Too much of this layer is still unknown for a score, before and after (2.0.0, section 5).
    expect(rows.find(({ layer }) => layer === "flow")).toMatchObject({ was: { score: null }, now: { score: null } });
  });

  test("settles the verdict and shows a cost for the first time once everything is known", () => {
    const part = narrowed(result(at(2, UNKNOWN)));
    expect(part.sentences).toContain(words.blindSpots.narrowed.verdictSettled);
    expect(part).toMatchObject({ costIsNew: true, open: words.blindSpots.narrowed.closed, mayGoOn: false });
    expect(part.added.map(({ question }) => question)).toEqual(
      bank.items.filter(({ id }) => UNKNOWN.includes(id)).map(({ prompt }) => prompt),
    );
  });

  test("leaves the rest open until its day, and says so afterwards", () => {
    const newest = result(at(2, UNKNOWN.slice(0, 8)));
    expect(narrowed(newest)).toMatchObject({
      mayGoOn: true,
      open: "One question is still open, until 20 December 2026.",
    });
    expect(narrowed(newest, LAST + 1)).toMatchObject({ mayGoOn: false, open: words.blindSpots.narrowed.openLate.one });
  });

  test("is never said to be the founder's own where it came through a link", () => {
    const closed = at(2, UNKNOWN);
    const rowsBy = (by: Closer) =>
      report({ ...frame, assessment: result(closed, by) }).method.layers.flatMap(({ rows }) => rows);
    const marked = (by: Closer) => rowsBy(by).filter(({ mark }) => mark.includes("through a link"));
    expect(marked("colleague").map(({ item }) => item)).toEqual(UNKNOWN);
    expect(marked("founder")).toEqual([]);
    expect(narrowed(result(closed, "colleague")).added[0]?.by).toBe("Through a link, 24 November 2026");
  });
});
