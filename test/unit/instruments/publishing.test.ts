import { describe, expect, it } from "vitest";
import { type Around, readAround } from "#src/instruments/around.ts";
import type { Bank, Item } from "#src/instruments/instrument.ts";
import { judgeDraft } from "#src/instruments/publishing.ts";
import { first } from "#test/support/factories.ts";

const all = { has: () => true };
const around: Around = { ...readAround(), conversations: all, history: all };

/** A draft made of 1.0.0 under another number, changed as a consultant would. */
function draftOf(bankVersion: string, change: (draft: Bank, item: (id: string) => Item) => void): Bank {
  const draft = structuredClone({ ...first, bankVersion });
  change(draft, (id) => draft.items.find((item) => item.id === id) as Item);
  return draft;
}
const judge = (bankVersion: string, change: Parameters<typeof draftOf>[1], published: Bank[] = [first]) =>
  judgeDraft(draftOf(bankVersion, change), published, around);

/** Gives an item a new id everywhere, as a major version does. */
function renew(draft: Bank, from: string, to: string): void {
  const renamed = (id: string) => (id === from ? to : id);
  for (const instrument of Object.values(draft.instruments)) instrument.items = instrument.items.map(renamed);
  for (const item of draft.items) if (item.id === from) Object.assign(item, { id: to, replaces: from });
}

describe("A draft of a new version (section 9)", () => {
  it.each<[what: string, change: Parameters<typeof draftOf>[1]]>([
    ["help", (_, item) => Object.assign(item("V3"), { help: "Another help." })],
    ["a finding", (_, item) => Object.assign(item("V3").findings[0] ?? {}, { finding: "Another finding." })],
    ["a fix", (_, item) => Object.assign(item("V3").fixes.first ?? {}, { body: "Another fix." })],
    ["a layer's question", (draft) => Object.assign(draft.layers[0] ?? {}, { question: "Another question?" })],
    ["what a contradiction asks", (draft) => Object.assign(draft.contradictions[0] ?? {}, { question: "Which?" })],
  ])("is a patch where %s has changed", (_, change) => {
    expect(judge("1.0.1", change)).toEqual({ follows: "1.0.0", change: "patch", faults: [] });
  });

  it.each<[what: string, change: Parameters<typeof draftOf>[1]]>([
    [
      "an unscored question is new",
      (draft) => draft.context.push({ ...(draft.context[1] as Bank["context"][0]), id: "c_new" }),
    ],
    ["an unscored question has another option", (draft) => draft.context[1]?.options.pop()],
    ["an unscored question is asked elsewhere", (draft) => draft.instruments.snapshot.after.push("c_role")],
  ])("is a minor version where %s", (_, change) => {
    expect(judge("1.1.0", change)).toEqual({ follows: "1.0.0", change: "minor", faults: [] });
  });

  it("is a major version where a scored question gives way to one with a new id", () => {
    const judged = judge("2.0.0", (draft, item) => {
      item("V3").prompt = "How do you know where a lead came from?";
      renew(draft, "V3", "V9");
    });
    // Section 7 of method 2.0.0 looks at V3.
    expect(judged).toMatchObject({ follows: "1.0.0", change: "major", faults: [] });
  });

  it.each<[what: string, change: Parameters<typeof draftOf>[1]]>([
    ["credit", (_, item) => Object.assign(item("V3").options[1] ?? {}, { credit: 2 })],
    ["option", (_, item) => Object.assign(item("V3").options[1] ?? {}, { label: "Other words" })],
    ["prompt", (_, item) => Object.assign(item("V3"), { prompt: "Another question?" })],
  ])("is refused a %s that has changed under its old id", (_, change) => {
    expect(judge("2.0.0", change)).toMatchObject({
      change: "major",
      faults: expect.arrayContaining([
        "items/visibility.yaml: item V3 has another prompt, option or credit than in 1.0.0. Give it a new id.",
      ]),
    });
  });

  it.each<[what: string, change: Parameters<typeof draftOf>[1]]>([
    ["facet", (_, item) => Object.assign(item("V3"), { facet: "observe" })],
    ["item list", (draft) => draft.instruments.snapshot.items.reverse()],
    ["prerequisite", (draft) => draft.layers[1]?.prerequisites.pop()],
    ["contradiction", (draft) => draft.contradictions[0]?.when.items.pop()],
    ["bound of a number", (draft) => Object.assign(draft.sizing[0] ?? {}, { max: 9 })],
  ])("is a major version where a scored %s has changed", (_, change) => {
    expect(judge("2.0.0", change)).toMatchObject({ change: "major", faults: [] });
  });

  it("is refused a constant that has changed while the model keeps its number", () => {
    const change = (draft: Bank) => Object.assign(draft.model.dominant, { tieWindow: 10 });
    expect(judge("2.0.0", change).faults).toEqual(["bank.yaml: a constant has changed. Raise modelVersion too."]);
    const raised = judge("2.0.0", (draft) => Object.assign(change(draft) && draft, { modelVersion: "2.0.0" }));
    expect(raised).toMatchObject({ change: "major", faults: [] });
  });

  it.each([
    [
      "1.1.0",
      "1.1.0: only words have changed since 1.0.0. That is a patch change: call it 1.0.1, in its folder's name and in bankVersion.",
    ],
    [
      "1.0.2",
      "1.0.2: only words have changed since 1.0.0. That is a patch change: call it 1.0.1, in its folder's name and in bankVersion.",
    ],
  ])("is told its right number in place of %s", (version, fault) => {
    const judged = judge(version, (_, item) => Object.assign(item("V3"), { help: "Another help." }));
    expect(judged).toMatchObject({ change: "patch", faults: [fault] });
  });

  it("is refused where nothing has changed", () => {
    expect(judge("1.0.1", () => undefined)).toEqual({
      ...{ follows: "1.0.0", change: null },
      faults: ["1.0.1: nothing has changed since 1.0.0."],
    });
  });

  it("below a newer version may mend words, and nothing more", () => {
    const newer = { ...first, bankVersion: "2.0.0" };
    const help: Parameters<typeof draftOf>[1] = (_, item) => Object.assign(item("V3"), { help: "Another help." });
    expect(judge("1.0.1", help, [first, newer])).toMatchObject({ follows: "1.0.0", change: "patch", faults: [] });
    const asked: Parameters<typeof draftOf>[1] = (draft) => draft.context[1]?.options.pop();
    expect(judge("1.1.0", asked, [first, newer]).faults).toEqual([
      "1.1.0: there is a newer version. Below it only words may be mended.",
    ]);
  });

  it("is refused an id that was retired, and a question in the place of none", () => {
    const second = draftOf("2.0.0", (draft) => renew(draft, "V3", "V9"));
    const third = structuredClone({ ...second, bankVersion: "3.0.0" });
    renew(third, "V9", "V3");
    expect(judgeDraft(third, [first, second], around).faults).toEqual([
      "items/visibility.yaml: item V3 was retired. Ids are never used again.",
    ]);
    const lost = draftOf("2.0.0", (draft, item) => {
      renew(draft, "V3", "V9");
      item("V9").replaces = "V8";
    });
    expect(judgeDraft(lost, [first], around).faults).toEqual([
      "items/visibility.yaml: item V9 replaces V8, which 1.0.0 does not have.",
    ]);
  });

  it("keeps at least ten questions, and one of every layer", () => {
    const judged = judge("2.0.0", (draft) => {
      for (const id of first.items
        .filter(({ layer }) => layer !== "visibility" && layer !== "flow")
        .map(({ id }) => id))
        renew(draft, id, `${id[0]}${Number(id.slice(1)) + 50}`);
      renew(draft, "F5", "F55");
    });
    expect(judged.faults).toEqual([
      "bank.yaml: 9 questions are kept unchanged, and a major version keeps at least 10.",
      "items/integrity.yaml: no question of this layer is kept unchanged, and at least one must be.",
      "items/learning.yaml: no question of this layer is kept unchanged, and at least one must be.",
      "items/resilience.yaml: no question of this layer is kept unchanged, and at least one must be.",
    ]);
  });

  it("is refused while a sample firm answers what it does not offer, or there is none", () => {
    const change: Parameters<typeof draftOf>[1] = (draft, item) => {
      renew(draft, "R2", "R9");
      item("R9").options.splice(2, 1);
    };
    const { faults } = judge("2.0.0", change);
    expect(faults).toContain("samples/boutique.yaml: Item R9 has no option with credit 2.");
    const help = draftOf("1.0.1", (_, item) => Object.assign(item("V3"), { help: "Another help." }));
    expect(judgeDraft(help, [first], { ...around, samples: [] }).faults).toEqual(["samples: there is no sample firm."]);
  });

  it.each<[what: string, version: string, change: Parameters<typeof draftOf>[1]]>([
    ["patch", "1.0.1", (_, item) => Object.assign(item("V3"), { help: "Another help." })],
    ["minor version", "1.1.0", (draft) => draft.context[1]?.options.pop()],
    ["major version", "3.0.0", (draft) => renew(draft, "V3", "V99")],
  ])("that is a %s is refused while the method page has no line of it", (_, version, change) => {
    const draft = draftOf(version, change);
    const { faults } = judgeDraft(draft, [first], { ...around, history: new Set(["1.0.0"]) });
    expect(faults).toContain(`words/method.yaml: version ${version} has no line under versions.`);
  });

  it("is refused while a question has no conversation for seats that differ on it", () => {
    const { conversations } = readAround();
    const draft = draftOf("2.0.0", (one) => renew(one, "V3", "V99"));
    expect(judgeDraft(draft, [first], { ...around, conversations }).faults).toEqual([
      "words/seats.yaml: item V99 has no conversation for seats that differ on it.",
    ]);
  });
});
