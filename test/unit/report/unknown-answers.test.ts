import { describe, expect, it } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { crm, everyUnknown, expectWords, mediaOf, run } from "#test/support/media.ts";

describe("Under 2.0.0, where answers are missing or doubtful", () => {
  it("a Diagnostic with unknown answers at the edge is not called clear, though confidence is high", async () => {
    const made = await mediaOf("diagnostic", "2 2 2 2 2 | x x 2 2 2 | 2 2 2 2 2 | 3 2 2 2 1 | 2 2 2 2 2", crm);
    expect(made.result).toMatchObject({ confidence: "high", unknowns: ["P6", "P2"] });
    expectWords(
      made,
      ["As scored, Pipeline Integrity is lowest; the answers you could not give might lift it past"],
      /This one is clear|Dominant failure, clear|dominant failure layer is/,
    );
  });

  it("a layer whose answers are all unknown is Unknown, and no sentence says what its deals are like", async () => {
    const made = await mediaOf("diagnostic", "2 2 2 2 2 | x x x x x | 2 2 2 2 2 | 3 2 2 2 2 | 2 2 2 2 2", crm);
    expect(made.report.layers[1]?.status).toBe("Unknown");
    expect(made.report.layers[1]?.rangeOnly).toBe(true);
    expectWords(
      made,
      ["Unknown", "None of its five answers could be given"],
      /Pipeline Integrity:? 0,? Missing|Your answers about what makes a deal real|deals? (?:is|are) open because|Stages record opinion|is missing, and/,
    );
  });

  it.each(["snapshot", "diagnostic"] as const)(
    "nothing is known in the %s: nothing could be seen, and no scenario is named",
    async (instrument) => {
      const made = await mediaOf(instrument, everyUnknown(instrument), { ...crm, elapsedSeconds: 5 });
      expectWords(
        made,
        [
          "Nothing could be seen yet.",
          `None of the ${instrument === "snapshot" ? 10 : 25} questions could be answered.`,
          "Find out where leads are recorded",
          "Nothing is known of the gap yet.",
        ],
        /tool without a system|no system|not yet a system|process the tool|Scenario|Improvised|chance or habit|is lowest|Start with|decide between|verdict waits|will not hold|stands? below|half of the gap|know your firm/i,
      );
      expect(made.report.cost.shown).toBe(false);
    },
  );

  it("one unknown answer that decides: not settled, no absence stated, no cost", async () => {
    const made = await mediaOf("snapshot", "4 4 | x 4 | 4 4 | 4 4 | 4 2", crm);
    expect(made.result).toMatchObject({ verdictSettled: false, deciding: ["P6"], costShown: false });
    expectWords(
      made,
      [
        "Not settled: the one answer you could not give decides between practice ahead of its rules and a working system.",
        "Find out what moves a deal up",
        "At least half of the gap comes from the answer you could not give.",
      ],
      /not yet a system|no system|less than half marks|firm enough to act on|too little|nothing written|\d% to \d|Share by layer/i,
    );
    expect(made.report.layers[1]?.status).toBe("Weak to Strong");
    expect(made.report.cost).toMatchObject({ shown: false, isUnknown: true });
  });

  it("low confidence by haste with no contradiction speaks of haste and of no disagreement", async () => {
    const made = await mediaOf("snapshot", "0 1 | 4 4 | 4 4 | 4 4 | 4 4", { ...crm, elapsedSeconds: 5 });
    expect(made.result).toMatchObject({ confidence: "low", hasty: true, contradictions: [], clarity: "unsettled" });
    expectWords(
      made,
      [
        "Revenue Visibility is lowest by a wide margin, but the answers came faster than the questions can usually be read.",
        "These answers came too fast for an honest figure.",
      ],
      /disagree|pull apart, too many|pulls? apart\. We cannot/i,
    );
    expect(made.report.cost).toMatchObject({ shown: false, isUnknown: false });
  });

  it("a pair of answers that pulls apart is asked back in every medium, and nothing is where none does", async () => {
    const asked = [
      "Questions back to you",
      "One pair of answers pulls apart. We cannot tell which is right, so we ask.",
      "You said every lead is on one list, and also that you can place hardly any open deal without asking: which is nearer?",
    ];
    expectWords(await mediaOf("snapshot", "4 0 | 2 2 | 2 2 | 1 1 | 2 2", crm), asked, /No two answers/);
    for (const { text } of (await mediaOf("snapshot", "4 1 | 2 2 | 2 2 | 1 1 | 2 2", crm)).media.filter(({ name }) =>
      /mail/.test(name),
    ))
      expect(text).not.toMatch(/Questions back to you|pulls? apart/);
  });

  it("cost says how much of the gap comes from unknown answers, and which layer it falls on, in every medium", async () => {
    const made = await mediaOf("diagnostic", "2 2 1 1 2 | 0 2 1 0 0 | 1 1 x 1 1 | 1 2 2 1 1 | 2 1 x 2 2", {
      ...crm,
      sizing: { z_opps: 12, z_acv: 15_000, z_win: 22 },
    });
    // T = 100 less the 29 credits that were given; two unknown answers make 8 of it.
    expectWords(
      made,
      [
        "11 of every 100 of that come from answers you could not give.",
        "Share by layer",
        "One lever at a time, each taken alone",
      ],
      /0 to 0/,
    );
    expect(made.report.cost).toMatchObject({ shown: true });
  });

  it("no accent is on a layer that may not be named", async () => {
    const accents = async (instrument: InstrumentId, credits: string) =>
      (await mediaOf(instrument, credits, crm)).report.layers.filter(({ accent }) => accent).map(({ id }) => id);
    expect(await accents("diagnostic", "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2")).toEqual([
      "integrity",
    ]);
    expect(await accents("diagnostic", "2 2 2 2 2 | x x 2 2 2 | 2 2 2 2 2 | 3 2 2 2 1 | 2 2 2 2 2")).toEqual([]);
    expect(await accents("snapshot", "4 4 | 4 4 | 4 4 | 3 4 | 2 2")).toEqual([]);
    expect(await accents("snapshot", everyUnknown("snapshot"))).toEqual([]);
  });

  it("the mail and the PDF say which act comes first", async () => {
    const { media, report } = await mediaOf("snapshot", "4 4 | x 4 | 4 4 | 4 4 | 4 2", crm);
    for (const { name, text } of media.filter((one) => one.name !== "the page"))
      expect({ name, said: /Dothisfirst:?Findoutwhatmovesadealup/.test(run(text)) }).toEqual({ name, said: true });
    expect(report.verdict.doFirst).toBe("Find out what moves a deal up");
  });
});
