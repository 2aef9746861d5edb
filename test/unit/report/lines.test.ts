import { describe, expect, it } from "vitest";
import { breakLines, type Run } from "#src/report/pdf/runs.ts";
import { TYPE } from "#src/report/pdf/type-styles.ts";

/** Lines of texts in which every letter is one point wide, or two in a label. */
function linesOf(width: number, ...runs: [text: string, style?: Run["style"]][]): string[] {
  const widthOf = (text: string, style: Run["style"]) => text.length * (style === TYPE.label ? 2 : 1);
  const lines = breakLines(
    runs.map(([text, style = TYPE.body]) => ({ text, style })),
    width,
    widthOf,
  );
  return lines.map((pieces) => pieces.map(({ text }) => text).join("|"));
}

describe("Lines of the PDF", () => {
  it("are as long as their width allows, their last space left out", () => {
    expect(linesOf(9, ["one three six"])).toEqual(["one three ", "six"]);
    expect(linesOf(8, ["one three six"])).toEqual(["one ", "three ", "six"]);
  });

  it("end after a hyphen, a dash or a stroke between letters, and before no figure", () => {
    expect(linesOf(6, ["first-stage"])).toEqual(["first-", "stage"]);
    expect(linesOf(6, ["won/lost"])).toEqual(["won/", "lost"]);
    expect(linesOf(6, ["minus -5"])).toEqual(["minus ", "-5"]);
  });

  it("keep a word whole that two styles share, and the spaces between two facts with the first", () => {
    expect(linesOf(8, ["say it "], ["now", TYPE.label], [". Then"])).toEqual(["say it ", "now|. ", "Then"]);
    expect(linesOf(5, ["one    two"])).toEqual(["one    ", "two"]);
  });

  it("break a word that is wider than they are", () => {
    expect(linesOf(4, ["a unbreakable"])).toEqual(["a un", "brea", "kabl", "e"]);
  });

  it("are none where there is no text", () => {
    expect(linesOf(4)).toEqual([]);
  });
});
