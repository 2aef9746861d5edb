import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readSubmission } from "#src/instruments/answers.ts";
import type { Result } from "#src/scoring/result.ts";
import { bank, EXAMPLES } from "#test/support/factories.ts";

/** Runs the score command as a person would, in an environment that may differ from this one. */
function runScore(instrument: string, input: string, environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["src/assessments/score-command.ts", ...(instrument ? [instrument] : [])],
    { input, encoding: "utf8", env: { ...process.env, NODE_NO_WARNINGS: "1", ...environment } },
  );
  return { status, stdout, stderr };
}

/** The same value with the keys of every object in the opposite order. */
function backwards(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, own]) => [key, backwards(own)]),
  );
}

describe("The score command", () => {
  it("prints one JSON object that says of E2 what the method says", () => {
    const { status, stdout, stderr } = runScore("diagnostic", JSON.stringify(EXAMPLES.E2.submission));

    expect(stderr).toBe("");
    expect(status).toBe(0);
    const printed: Result = JSON.parse(stdout);
    expect(printed).toMatchObject({
      layers: { visibility: 40, integrity: 15, flow: 30, learning: 35, resilience: 40 },
      overall: 27,
      band: "Fragmented",
      range: { overall: [22, 32] },
      dominant: "integrity",
      clarity: "clear",
      sequence: ["integrity", "flow", "learning", "visibility", "resilience"],
      verdict: "SCENARIO_A",
      confidence: "high",
      contradictions: [],
      fourYes: false,
      recoverablePercent: [10.9, 32.3],
    });
    // The gaps are 12, 17, 14, 13 and 12 of 68 credits: 17.6, 25, 20.6, 19.1 and 17.6 percent.
    expect(printed.share).toEqual({ visibility: 18, integrity: 25, flow: 20, learning: 19, resilience: 18 });
  });

  it("still prints the cost of E5, which no medium shows at low confidence", () => {
    const { status, stdout } = runScore("diagnostic", JSON.stringify(EXAMPLES.E5.submission));

    expect(status).toBe(0);
    const printed: Result = JSON.parse(stdout);
    expect(printed).toMatchObject({ confidence: "low", costShown: false, overall: 23, clarity: "blind-spot" });
    expect(printed.recoverablePercent[1]).toBeGreaterThan(printed.recoverablePercent[0]);
  });

  it("prints the same bytes whatever the order of keys, the time zone and the locale", () => {
    const { submission } = EXAMPLES.E2;
    const shuffled = JSON.stringify(backwards(submission));
    expect(shuffled).not.toBe(JSON.stringify(submission));

    const first = runScore("diagnostic", JSON.stringify(submission), { TZ: "UTC", LC_ALL: "C" });
    const second = runScore("diagnostic", shuffled, { TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8" });

    expect(first.status).toBe(0);
    expect(second.stdout).toBe(first.stdout);
  });

  it.each([
    ["an unknown item", '{"answers": {"V1": "a", "V9": "a"}}', /V9/],
    ["what is not JSON", "V1=a", /not JSON/],
  ])("refuses %s with a sentence", (_what, input, sentence) => {
    const { status, stdout, stderr } = runScore("diagnostic", input);

    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^[A-Za-z].*\.\n$/);
  });

  it.each(["audit", "", "constructor"])('refuses the instrument "%s" and names the two there are', (instrument) => {
    const { status, stdout, stderr } = runScore(instrument, '{"answers": {}}');

    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/snapshot\|diagnostic/);
  });
});

describe("A submission that is written as JSON", () => {
  const faultsOf = (input: string) => {
    const read = readSubmission(bank, input);
    return "faults" in read ? read.faults : [];
  };

  it.each([
    ["item", '{"answers": {"V1": "a", "V9": "a"}}', /V9/],
    ["item with the name of a prototype", '{"answers": {"V1": "a", "constructor": "a"}}', /constructor/],
    ["item with the key of a prototype", '{"answers": {"V1": "a", "__proto__": "a"}}', /__proto__/],
    ["option", '{"answers": {"V1": "e"}}', /V1.*dk, a, b, c, d/],
    ["context item", '{"answers": {}, "context": {"c_mood": "good"}}', /c_mood/],
    ["option of a context item", '{"answers": {}, "context": {"c_tool": "CRM"}}', /c_tool.*none, sheet,.* crm/],
    ["sizing number", '{"answers": {}, "sizing": {"z_luck": 7}}', /z_luck/],
    ["part of a submission", '{"answers": {}, "mood": "good"}', /mood/],
  ])("is refused for an unknown %s with a sentence", (_what, input, sentence) => {
    expect(faultsOf(input)).toEqual([expect.stringMatching(sentence)]);
    expect(faultsOf(input)).toEqual([expect.stringMatching(/^[A-Za-z].*\.$/)]);
  });

  it.each([
    ["is not JSON", "V1=a", /not JSON/],
    ["is empty", "", /not JSON/],
    ["has no answers", "{}", /answers/],
    ["is a list", "[]", /submission/i],
    ["has a sizing number in words", '{"answers": {}, "sizing": {"z_win": "22"}}', /z_win/],
  ])("is refused where it %s", (_what, input, sentence) => {
    expect(faultsOf(input).join("\n")).toMatch(sentence);
  });
});
