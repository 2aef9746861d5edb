import { describe, expect, it } from "vitest";
import { score } from "#src/scoring/score.ts";
import { bank, EXAMPLES } from "#test/support/factories.ts";

/** Halves go up, as the method prints its percentages. */
const whole = (value: number) => Math.floor(value + 0.5);

describe("Worked examples of the method, section 13", () => {
  it("E1, a solo consultant in an inbox: integrity leads, and nothing can start before visibility", () => {
    const result = score(bank, "snapshot", EXAMPLES.E1.submission);

    expect(result.exact).toEqual({ visibility: 12.5, integrity: 0, flow: 12.5, learning: 25, resilience: 12.5 });
    expect(result.overall).toBe(9);
    expect(result.band).toBe("Improvised");
    expect(result.range.overall).toEqual([0, 30]);
    expect(result.unknowns).toEqual(["P2"]);
    expect(result.confidence).toBe("medium");
    expect(result.dominant).toBe("integrity");
    expect(result.clarity).toBe("leading");
    expect(result.statuses.visibility).toBe("Missing");
    expect(result.sequence[0]).toBe("visibility");
    expect(result.define).toBe(0);
    expect(result.verdict).toBe("NO_SYSTEM");
    expect(result.recoverablePercent.map(whole)).toEqual([14, 44]);
    expect(result.share).toEqual({ visibility: 20, integrity: 23, flow: 20, learning: 17, resilience: 20 });
  });

  it("E2, a SaaS company of 18 with a CRM: integrity is clearly the dominant layer", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E2.submission);

    expect(result.layers).toEqual({ visibility: 40, integrity: 15, flow: 30, learning: 35, resilience: 40 });
    expect(result.overall).toBe(27);
    expect(result.band).toBe("Fragmented");
    expect(result.range.overall).toEqual([22, 32]);
    expect(result.confidence).toBe("high");
    expect(result.margin).toBe(15);
    expect(result.dominant).toBe("integrity");
    expect(result.clarity).toBe("clear");
    expect(whole(result.define)).toBe(25);
    expect(whole(result.enforce)).toBe(31);
    expect(result.verdict).toBe("SCENARIO_A");
    expect(result.sequence).toEqual(["integrity", "flow", "learning", "visibility", "resilience"]);
  });

  it("E2 in money: 475,200 a year, of which 52,000 to 150,000 could be recovered, and 17 deals may not be real", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E2.submission);

    expect(result.recoverablePercent).toEqual([10.9, 32.3]);
    expect(result.money?.annualNewRevenue).toBe(475_200);
    expect(result.money?.recoverable).toEqual([52_000, 150_000]);
    expect(result.money?.forecastGap).toBe(158_400);
    expect(result.doubtfulDeals).toEqual({ listed: 47, expected: 23.7, doubtful: 17 });
  });

  it("E2 seen through the ten shared items: integrity and flow are level, and integrity comes first", () => {
    const result = score(bank, "snapshot", EXAMPLES.E2.submission);

    expect(result.exact).toEqual({ visibility: 50, integrity: 25, flow: 25, learning: 37.5, resilience: 37.5 });
    expect(result.overall).toBe(32);
    expect(result.clarity).toBe("joint");
    expect(result.candidates).toEqual(["integrity", "flow"]);
    expect(result.dominant).toBe("integrity");
  });

  it("E3, an agency whose CRM ignores its written process: visibility and flow are level", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E3.submission);

    expect(result.layers).toEqual({ visibility: 50, integrity: 65, flow: 50, learning: 60, resilience: 60 });
    expect(result.overall).toBe(55);
    expect(result.band).toBe("Taking shape");
    expect(result.candidates).toEqual(["visibility", "flow"]);
    expect(result.clarity).toBe("joint");
    expect(result.dominant).toBe("visibility");
    expect(whole(result.define)).toBe(84);
    expect(whole(result.enforce)).toBe(38);
    expect(result.verdict).toBe("SCENARIO_B");
    expect(result.recoverablePercent).toEqual([6.7, 19.1]);
    expect(result.money?.annualNewRevenue).toBe(576_000);
    expect(result.money?.recoverable).toEqual([39_000, 110_000]);
  });

  it("E4, a boutique on a sheet: a functioning system without a CRM, weakest in resilience", () => {
    const result = score(bank, "snapshot", EXAMPLES.E4.submission);

    expect(result.exact).toEqual({ visibility: 100, integrity: 100, flow: 75, learning: 87.5, resilience: 50 });
    expect(result.overall).toBe(73);
    expect(result.fourYes).toBe(true);
    expect(whole(result.define)).toBe(75);
    expect(whole(result.enforce)).toBe(83);
    expect(result.verdict).toBe("FUNCTIONING");
    expect(result.weakest).toBe("resilience");
    expect(result.dominant).toBe("resilience");
    expect(result.clarity).toBe("clear");
    expect(result.recoverablePercent).toEqual([2.7, 7.4]);
  });

  it("E5, a new COO with nine unknowns: not being able to see is the finding", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E5.submission);

    expect(result.layers).toEqual({ visibility: 50, integrity: 10, flow: 15, learning: 20, resilience: 50 });
    expect(result.overall).toBe(23);
    expect(result.range.overall).toEqual([18, 66]);
    expect(result.confidence).toBe("low");
    expect(result.unknowns).toHaveLength(9);
    expect(result.dominant).toBe("visibility");
    expect(result.clarity).toBe("blind-spot");
    expect(result.sequence[0]).toBe("visibility");
    expect(result.verdict).toBe("SCENARIO_A");
  });

  it("E6, E2 after 90 days: learning leads now, and the CRM is what does not run the process", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E6.submission);

    expect(result.layers).toEqual({ visibility: 65, integrity: 60, flow: 45, learning: 35, resilience: 45 });
    expect(result.overall).toBe(46);
    expect(result.band).toBe("Fragmented");
    expect(result.dominant).toBe("learning");
    expect(result.clarity).toBe("leading");
    expect(result.verdict).toBe("SCENARIO_B");
    expect(whole(result.define)).toBe(56);
    expect(whole(result.enforce)).toBe(56);
    expect(result.recoverablePercent).toEqual([7.9, 22.7]);
  });
});
