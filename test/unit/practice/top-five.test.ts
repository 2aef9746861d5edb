import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countDeals, type Deal, hintsOf, isWhereBoardSays, QUESTIONS } from "#src/practice/top-five.ts";
import { words } from "#test/support/words.ts";

const NO_TICKS = { act: false, seen: false, dated: false };
const ALL_TICKS = { act: true, seen: true, dated: true };
const deal = (sentence: string, ticks: Partial<Deal["ticks"]> = {}, name = ""): Deal => ({
  name,
  sentence,
  ticks: { ...NO_TICKS, ...ticks },
});
const SIGNED = "Their finance director signs the order form by 12 May 2027.";

describe("A deal is where the board says", () => {
  test("with a sentence and all three ticks, and with nothing less", () => {
    expect(isWhereBoardSays(deal(SIGNED, ALL_TICKS))).toBe(true);
    expect(isWhereBoardSays(deal(" \n", ALL_TICKS))).toBe(false);
    for (const question of QUESTIONS)
      expect(isWhereBoardSays(deal(SIGNED, { ...ALL_TICKS, [question]: false })), question).toBe(false);
  });

  test("by what was ticked, whatever the sentence is", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.record({ act: fc.boolean(), seen: fc.boolean(), dated: fc.boolean() }),
        (text, ticks) => {
          const ticked = ticks.act && ticks.seen && ticks.dated;
          expect(isWhereBoardSays(deal(text, ticks))).toBe(text.trim() !== "" && ticked);
        },
      ),
    );
  });

  test("2 of 5, counted among those written down: a name or a sentence makes one, ticks alone do not", () => {
    const five = [
      deal(SIGNED, ALL_TICKS, "Brightwell"),
      deal("Demo done", ALL_TICKS),
      deal(SIGNED, { act: true, seen: true }),
      deal("", ALL_TICKS, "Tarn"),
      deal("", {}, "Marlow"),
    ];
    expect(countDeals(five)).toEqual({ total: 5, there: 2 });
    expect(countDeals([deal("", ALL_TICKS), deal("  ", {}, " ")])).toEqual({ total: 0, there: 0 });
  });
});

describe("A hint", () => {
  test.each([
    ...["Demo done", "demo done.", "Proposal sent", "The proposal was sent to them on 12 May", "Quote sent by 3 June"],
    ...[
      "Our offer has been issued to the client",
      "Follow-up sent",
      "Sent the proposal",
      "We sent the quote on 12 May.",
    ],
    ...["I will call them", "We’ll chase them on 4/5", "We followed up", "I emailed the client on 3rd May"],
  ])("says that it is your own act: %s", (sentence) => expect(hintsOf(deal(sentence))).toContain("ownAct"));

  test.each([
    SIGNED,
    "They sent the proposal back with changes on 12 May",
    "Proposal sent back by their board on 12 May",
    "Proposal sent and signed by 12 May",
    "We sent the quote and they signed it on 12 May",
    "I call them when they confirm the budget by 12 May",
    "Quote accepted by 12 May",
    "Demo done by their own team on our system on 12 May",
    "Offer letter countersigned on 3 June",
    // The page asks what the buyer has done, so this may be the buyer's.
    "Called on 12 May",
    "Proposal sent by 12 people at the buyer's",
    "Calls us by 12 May",
    "Callaghan signs by 12 May",
  ])("does not call this your own act: %s", (sentence) => expect(hintsOf(deal(sentence))).toEqual([]));

  test("says that a question states nothing, and a mood is no act", () => {
    expect(hintsOf(deal("Will they sign by 12 May?"))).toEqual(["question"]);
    for (const mood of ["Interested", "They are very keen.", "they’re engaged", "Seems warm", "still interested"])
      expect(hintsOf(deal(mood)), mood).toEqual(mood.startsWith("Seems") ? [] : ["mood"]);
    expect(hintsOf(deal("Interested parties meet on 12 May"))).toEqual([]);
  });

  test.each([
    "They sign the order form",
    "Their board approves it soon",
    "Sie unterschreiben bald",
    "They decide by then",
  ])("says that no day stands in it where a date is ticked: %s", (sentence) => {
    expect(hintsOf(deal(sentence, { dated: true }))).toEqual(["noDay"]);
    expect(hintsOf(deal(sentence))).toEqual([]);
  });

  test.each([
    ...["They sign by 12.05.", "They sign on Friday", "They sign on Tues", "They sign in Sept", "They sign on Thurs"],
    ...[
      "They sign by the end of May",
      "Signed on the Wednesday after",
      "They pay on Mondays",
      "by the last of february",
    ],
  ])("stays silent about a date: %s", (sentence) => expect(hintsOf(deal(sentence, { dated: true }))).toEqual([]));

  test.each(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September"].concat([
      "October",
      "November",
      "December",
      "Monday",
      "Tuesday",
      "Wednesday",
      "Thursday",
      "Friday",
      "Saturday",
      "Sunday",
    ]),
  )("knows %s", (name) => expect(hintsOf(deal(`They sign in ${name}`, { dated: true }))).toEqual([]));

  test("says what is ticked without a sentence, and nothing of an empty deal", () => {
    expect(hintsOf(deal("", { act: true }, "Tarn"))).toEqual(["noSentence"]);
    expect(hintsOf(deal("", {}, "Tarn"))).toEqual([]);
  });

  test("has words for whatever is typed, and never changes the count", () => {
    const { hints } = words.practice.sheets["top-five"];
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, dated) => {
        for (const hint of hintsOf(deal(text, { dated }))) expect(hints).toHaveProperty(hint);
      }),
    );
    expect(isWhereBoardSays(deal("Demo done?", ALL_TICKS))).toBe(true);
  });
});
