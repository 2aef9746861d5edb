import { describe, expect, test } from "vitest";
import type { Bank } from "#src/instruments/instrument.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { agreementView } from "#src/progress/seats/agreement-view.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { agreement, type SeatAnswers } from "#src/scoring/agreement.ts";
import { bank, banks, creditsOf, itemsOf, second } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

const items = itemsOf("diagnostic");
const worst = Object.fromEntries(items.map(({ id, options }) => [id, options[0]?.id ?? ""]));
const best = Object.fromEntries(items.map(({ id, options }) => [id, options.at(-1)?.id ?? ""]));

describe("the items that a short seat answers", () => {
  test("are the eight of the bank that ask for a definition, in bank order and every layer among them", () => {
    for (const version of [...banks.all, second]) expect(defineItems(version as Bank)).toHaveLength(8);
    const asked = defineItems(bank);
    expect(asked.map(({ facet }) => facet)).toEqual(Array(8).fill("define"));
    expect(new Set(asked.map(({ layer }) => layer)).size).toBe(LAYER_IDS.length);
    const other = structuredClone(bank);
    for (const item of other.items) if (item.id === "V3") item.facet = "enforce";
    expect(defineItems(other).map(({ id }) => id)).toEqual(asked.map(({ id }) => id).filter((id) => id !== "V3"));
  });

  test("fit into about two minutes, by section 11: words at reading speed and two seconds a tap", () => {
    const words = defineItems(bank)
      .flatMap(({ prompt, options, dontKnow }) => [prompt, ...options.map(({ label }) => label), dontKnow.label])
      .flatMap((text) => text.split(/\s+/)).length;
    const seconds = (wordsAMinute: number) => (60 * words) / wordsAMinute + 2 * 8;
    expect(seconds(238)).toBeLessThan(90);
    expect(seconds(175)).toBeLessThan(120);
  });
});

describe("agreement in words", () => {
  const view = (seats: SeatAnswers[], own = 1) =>
    agreementView(
      { bank, words },
      { ...agreement(bank, seats), seats: seats.map((_, place) => place + 1) },
      { own, waiting: 0 },
    );
  const E2 = creditsOf("2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", "diagnostic");

  test("every question of a version has a conversation of its own, so that seats may answer any, and no other has", () => {
    const asked = new Set([...banks.all, second].flatMap((version) => version.items.map(({ id }) => id)));
    expect(Object.keys(words.seats.conversations).toSorted()).toEqual([...asked].toSorted());
    expect(new Set(Object.values(words.seats.conversations)).size).toBe(asked.size);
  });

  test("says who is who from the seat of the reader", () => {
    const seats = [{ V3: "a" }, { V3: "b" }, { V3: "dk" }];
    const takers = (own: number) => view(seats, own).differing[0];
    expect(takers(1)?.options.map(({ who }) => who)).toEqual([["You"], ["Seat 2"], [], [], []]);
    expect(takers(3)?.options.map(({ who }) => who)).toEqual([["Seat 1"], ["Seat 2"], [], [], []]);
    expect(takers(1)?.unknown).toBe("1 did not know: Seat 3");
    expect(takers(3)?.unknown).toBe("1 did not know: You");
    expect(view(seats, 3).rows[0]?.said).toEqual(["Usually blank", "In anyone’s own words", "did not know"]);
  });

  test("calls a difference on a definition a finding, and on nothing else", () => {
    const { differing, definitions } = view([worst, best]);
    expect(definitions).toBe(words.seats.agreement.definition);
    expect(view([{ V1: "a" }, { V1: "d" }]).definitions).toBeNull();
    const findings = differing.filter(({ definition }) => definition).map(({ id }) => id);
    expect(findings.toSorted()).toEqual(
      defineItems(bank)
        .map(({ id }) => id)
        .toSorted(),
    );
    for (const { conversation, id } of differing) expect(conversation).toBe(words.seats.conversations[id]);
  });

  test("tells apart what differs, what agrees and what only one could answer", () => {
    const { differing, agreeing, alone, layers, lede } = view([
      { ...E2, V1: "dk" },
      { V1: "a", V3: "b", V4: "e" },
    ]);
    expect(differing.map(({ id, spread }) => [id, spread])).toEqual([["V4", "3 of 4 credits apart"]]);
    expect(agreeing.map(({ id }) => id)).toEqual(["V3"]);
    expect(alone.map(({ id, unknown }) => [id, unknown])).toEqual([["V1", "1 did not know: You"]]);
    // 1 - 3/8 = 0.625, shown as 63.
    expect(layers[0]?.says).toBe("Some distance: 63 of 100");
    expect(layers[1]?.says).toBe(words.seats.agreement.layerNone);
    expect(lede).toMatch(/^2 seats are compared on 3 questions\./);
  });

  test("speaks of one question as of one", () => {
    expect(view([{ V3: "a" }, { V3: "b" }]).lede).toMatch(/^2 seats are compared on one question\. A difference/);
  });

  test("has words for every number from 100 down to 0", () => {
    const from = words.seats.agreement.layerWords.map((one) => one.from);
    expect(from).toEqual(from.toSorted((one, other) => other - one));
    expect([from[0], from.at(-1)]).toEqual([100, 0]);
  });
});
