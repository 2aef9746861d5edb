import { describe, expect, test } from "vitest";
import { composeColleagueAnswered } from "#src/messages/colleague-answered.ts";
import { site, words } from "#test/support/words.ts";

const mailOf = (closed: number) =>
  composeColleagueAnswered(
    {
      ...{ to: "ada@firm.example", closed, instrument: "Diagnostic", completedAt: Date.UTC(2026, 10, 22) },
      resultUrl: "https://plumb.example/results/r",
    },
    { from: "desk@consultancy.example", site, words },
  );

describe("The mail that says that a link to open questions was used", () => {
  test("claims of a link that added nothing neither who answered nor that the questions are open still", () => {
    const { text } = mailOf(0);
    expect(text).toContain("Nothing new came in");
    expect(text).toContain("each question was answered “Not sure”, or had been closed already.");
    expect(text).not.toMatch(/stay open|is as before/);
  });

  test("says how many answers came in", () => {
    expect(mailOf(1).text).toContain("A question that was open in your Diagnostic of 22 November 2026 was answered");
    expect(mailOf(2).text).toContain(
      "Two questions that were open in your Diagnostic of 22 November 2026 were answered",
    );
  });

  test.each([0, 1, 2])("is true for whoever works alone and kept the link, with %d answers", (closed) => {
    const { subject, text } = mailOf(closed);
    expect(`${subject} ${text}`).not.toMatch(/colleague/i);
  });
});
