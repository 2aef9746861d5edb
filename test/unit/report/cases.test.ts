import { describe, expect, it } from "vitest";
import { crm, expectWords, mailOf, mediaOf, run } from "#test/support/media.ts";

const ALL_FOUR = "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4";

describe("Under 2.0.0", () => {
  it("a Snapshot whose practice is ahead of its rules names what is unwritten and says nothing of a missing system", async () => {
    const made = await mediaOf("snapshot", "4 4 | 2 4 | 4 4 | 4 4 | 4 1", crm);
    const said = [
      "Your practice is ahead of your rules.",
      "Stage rules",
      "What moves a deal up is written, and it is about what you did.",
      "Sales method",
      "A new hire would find scattered notes.",
    ];
    expectWords(
      made,
      said,
      /not yet a system|too little is written|no system|tool without a system|people and memory/i,
    );
    expect(made.result.verdict).toBe("SCENARIO_A");
  });

  it.each(["snapshot", "diagnostic"] as const)(
    "everything at full marks in the %s: no layer is lowest, and none is the one to watch",
    async (instrument) => {
      const made = await mediaOf(instrument, instrument === "snapshot" ? "4 4 | 4 4 | 4 4 | 4 4 | 4 4" : ALL_FOUR, crm);
      expectWords(
        made,
        [
          "You have a working revenue system.",
          "All five layers stand at 100",
          "Every answer is at the top, so this model finds no gap to put a price on.",
        ],
        /is (?:the )?lowest|one to watch|weakest|are the lowest of them/i,
      );
    },
  );

  it("a sheet user with good practice is not told of people and memory, nor that nothing is undone", async () => {
    const made = await mediaOf("diagnostic", "4 4 1 1 4 | 1 4 1 4 4 | 4 4 4 1 4 | 4 4 1 4 4 | 4 1 1 4 4", {
      context: { c_tool: "sheet" },
    });
    expect(made.result.verdict).toBe("NO_SYSTEM");
    const rules = [
      "Lead source",
      "Lead ownership, not written",
      "Stage rules, not written",
      "Qualifying test, not written",
      "Stage time limits, not written",
      "Closing reasons",
      "Sales method",
      "Delivery handover",
    ];
    expectWords(
      made,
      ["Your practice is ahead of your rules.", ...rules],
      /people and memory|undo|No system yet|nowhere/i,
    );
  });

  it("all five hold and one basic answer misses: every medium names it, its finding and its act, and what to do first", async () => {
    const made = await mediaOf("diagnostic", "4 4 2 2 4 | 4 4 4 4 4 | 2 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", crm);
    expectWords(
      made,
      [
        "All five layers hold; one basic answer falls short.",
        "Agreed next dates",
        "Most open deals have a next date that the buyer agreed.",
        "Date the deals that are left",
        "Lead source and Lead ownership",
      ],
      /weak layer|tool, not yet|dominant failure/i,
    );
    expect(made.report.fixes.list[0]?.title).toBe(made.report.verdict.doFirst);
  });

  it("three layers under 75 and a verdict of PARTIAL: says three", async () => {
    const made = await mediaOf("diagnostic", "2 4 4 4 4 | 4 4 4 4 4 | 4 4 2 2 2 | 3 2 3 2 2 | 4 4 2 2 2", crm);
    expect(made.result.verdict).toBe("PARTIAL");
    expectWords(
      made,
      [
        "Your system runs; three layers stand below 75.",
        "The four basic questions come to 3 yes of 4, and a working system needs all 4.",
        "Below 75 stand Velocity and Flow, Learning Loops and System Resilience.",
      ],
      /one weak layer|a weak layer|one layer stands/,
    );
  });

  it("two layers level are named as two, and a layer that is fourth never comes first in the chain", async () => {
    const made = await mediaOf("diagnostic", "2 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 3 2 2 2 2 | 4 2 2 2 1", crm);
    expectWords(
      made,
      ["Learning Loops and System Resilience are level. Start with Learning Loops, the first of these in the chain."],
      /comes first in the chain|is the lowest;/,
    );
  });

  it("leading names every layer that shares the second-lowest score", async () => {
    const made = await mediaOf("diagnostic", "2 4 4 2 2 | 4 2 2 2 2 | 4 2 2 2 2 | 3 2 1 2 2 | 4 4 4 4 4", crm);
    expect(made.result).toMatchObject({ clarity: "leading", dominant: "learning" });
    expectWords(
      made,
      ["Learning Loops is the lowest; Pipeline Integrity and Velocity and Flow are close."],
      /dominant failure layer/,
    );
  });

  it("a gap of a third of next to no revenue, or of none, is no small gap and has no share of a cost", () => {
    const numbers = { z_acv: 1, z_win: 1, z_open: 1, z_cycle: 40 };
    const costOf = (z_opps: number) =>
      mailOf("snapshot", "1 1 | 2 2 | 1 2 | 1 1 | 2 1", { ...crm, sizing: { ...numbers, z_opps } }).report.cost;
    expect(costOf(1)).toMatchObject({
      headline: "On the revenue that your numbers give, the gap is too small to put an amount on.",
      share: null,
      beside: [{ figure: "1", text: expect.stringMatching(/^Open deal that you listed\./) }],
      levers: [["10% shorter cycle", expect.stringMatching(/^decisions 4 days sooner/)]],
      together: null,
    });
    expect(costOf(0)).toMatchObject({
      headline: "With no new deals a month there is no revenue to apply the share to, so no amount is shown.",
      share: null,
    });
  });

  it("two basic answers miss of which one is not known: one falls short", () => {
    const { report } = mailOf("diagnostic", "4 2 4 4 4 | 4 4 4 4 4 | x 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", crm);
    expect(report.verdict.title).toBe("All five layers hold; one basic answer falls short.");
    expect(report.verdict.misses).toMatchObject({
      heading: "The answer that falls short",
      rows: [{ topic: "Deal position" }],
      unknown: "You could not say: Agreed next dates.",
    });
  });

  it("one of one, one of ten, one pair: the words agree with the number", async () => {
    const numbers = { z_opps: 0, z_acv: 1000, z_win: 20, z_cycle: 10 };
    const one = await mediaOf("diagnostic", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 3 4 4 4 4 | 4 4 4 4 4", {
      ...crm,
      sizing: { ...numbers, z_open: 1 },
    });
    expectWords(one, ["The one open deal you listed may not be real."], /1 open deals|one open deals/);
    const ten = await mediaOf("snapshot", "4 4 | 4 4 | 4 4 | 4 4 | 1 x", crm);
    expectWords(ten, ["9 of 10 known", "One answer could not be given."], /One answers|1 answers|1 of 10 answers were/);
    const pair = await mediaOf("snapshot", "4 0 | 4 4 | 4 4 | 4 4 | 4 4", crm);
    expect(pair.result.contradictions).toHaveLength(1);
    for (const { name, text } of pair.media.filter(({ name }) => name === "the page" || name === "the PDF"))
      expect({ name, said: run(text).includes(run("One pair of answers pulls apart.")) }).toEqual({ name, said: true });
    expectWords(pair, ["all 10 known"], /1 pairs|One pairs/);
  });

  it("a firm of one is spoken to alone: it owns each act, and none needs a colleague", async () => {
    const made = await mediaOf("diagnostic", "0 0 0 0 0 | 0 1 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0", {
      context: { c_tool: "none", c_team: "1" },
    });
    expectWords(made, ["You, within"], /colleague|second person|Founder, within|Sales lead, within|Operations, within/);
  });

  it("the first fixes of a firm without a system need no new software", async () => {
    const made = await mediaOf("diagnostic", "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", crm);
    expectWords(made, ["In this order, on paper. None of them needs new software."], /anything else entirely/);
    for (const { title, body } of made.report.fixes.list)
      expect(`${title} ${body}`).not.toMatch(/software|automat|required field|CRM/i);
  });

  it.each([
    [
      "silent leads",
      "2 4 4 4 2 | 4 4 4 2 3 | 0 2 2 4 2 | 4 4 4 4 4 | 4 4 4 2 2",
      ["Write the follow-up out in full", "On the fifth day the message goes out as it stands."],
      /start by itself|without being sent by hand/,
    ],
    [
      "stage checks",
      "2 4 4 4 2 | 4 1 4 2 3 | 4 2 2 4 4 | 4 4 4 4 4 | 4 4 4 2 2",
      ["Keep one slip of paper for each deal with its conditions on it."],
      /required field|must be filled in before/,
    ],
  ])("a process without a tool, weak on %s, is asked for nothing but paper", async (_, credits, said, not) => {
    const made = await mediaOf("diagnostic", credits, { context: { c_tool: "sheet" } });
    expect(made.result.verdict).toBe("PROCESS_NO_TOOL");
    expectWords(
      made,
      ["You have a process, and too little that runs it.", "In this order, on paper. None of them needs new software."],
      /anything else entirely/,
    );
    expectWords({ ...made, media: made.media.slice(0, 1) }, said, not);
  });

  it("a Snapshot's gaps carry the decimals that the sum needs", async () => {
    const made = await mediaOf("snapshot", "0 1 | 0 1 | 1 0 | 1 1 | 1 0", crm);
    expectWords(made, [".875 .875 .875 .75 .875"], /\.88/);
  });

  it("the checks say yes, no or not sure with the answer behind it, and count a reminder by hand", async () => {
    const made = await mediaOf("diagnostic", "4 2 3 1 2 | 2 x 1 1 0 | 2 2 x 1 1 | 3 2 2 0 1 | 2 1 x 2 2", crm);
    expect(made.result.checks).toEqual({
      fourYes: ["yes", "no", "no", "yes"],
      practical: ["yes", "no", "no"],
      signs: ["yes", "no", "yes"],
      boundary: ["yes", "no", "unsure"],
    });
    expectWords(
      made,
      [
        "Three signs of a tool without a system",
        "Manual reminder: by hand, which is enough for the verdict.",
        "You could not tell.",
        "A forecast that is never formally compared with what came in",
        "Never compared, or no forecast",
        "When a deal stops for weeks: Someone may notice",
        "Where the system begins and ends",
      ],
      /Three signs of missing logic|forecast that miss/,
    );
  });

  it("the first act is one and the same in the verdict, the first fix and the order of work", async () => {
    const { report } = await mediaOf("diagnostic", "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", crm);
    expect(report.fixes.list[0]?.title).toBe(report.verdict.doFirst);
    expect(report.order.list[0]?.act).toBe(report.verdict.doFirst);
  });
});
