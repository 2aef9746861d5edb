import { describe, expect, test } from "vitest";
import { keptPages } from "#src/server/kept-pages.ts";

const laidOut = (text: string, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html", "content-length": String(text.length) } });
const textOf = (response: Response | null) => response?.text() ?? null;

describe("Kept pages", () => {
  test("give one back for the same content, with what is new", async () => {
    const pages = keptPages();
    const mark = pages.mark("time");
    const first = await pages.keep({ score: 40 }, { [mark]: "ten" }, laidOut(`<i>${mark}</i> 40 <b>${mark}</b>`));
    expect(await first.text()).toBe("<i>ten</i> 40 <b>ten</b>");
    const again = pages.find({ score: 40 }, { [mark]: "eleven" });
    expect(again?.headers.get("content-type")).toBe("text/html");
    expect(again?.headers.get("content-length")).toBeNull();
    expect(await textOf(again)).toBe("<i>eleven</i> 40 <b>eleven</b>");
  });

  test("give none for any other content", async () => {
    const pages = keptPages();
    await pages.keep({ reference: "a", score: 40 }, { "mark-1": "" }, laidOut("a"));
    await pages.keep({ reference: "b", score: 40 }, { "mark-1": "" }, laidOut("b"));
    expect(await textOf(pages.find({ reference: "a", score: 40 }, {}))).toBe("a");
    expect(await textOf(pages.find({ reference: "b", score: 40 }, {}))).toBe("b");
    expect(pages.find({ reference: "a", score: 41 }, {})).toBeNull();
    expect(pages.find({ reference: "c", score: 40 }, {})).toBeNull();
  });

  test("keep no refusal, and send it as it is", async () => {
    const pages = keptPages();
    const mark = pages.mark("time");
    const refused = await pages.keep("one", { [mark]: "ten" }, laidOut(`no ${mark}`, 422));
    expect([refused.status, await refused.text()]).toEqual([422, "no ten"]);
    expect(pages.find("one", { [mark]: "ten" })).toBeNull();
  });

  test("keep nothing of an answer without a body", async () => {
    const pages = keptPages();
    await pages.keep("one", { "mark-1": "" }, new Response(null));
    expect(pages.find("one", {})).toBeNull();
  });

  test("let go of the one that was asked for longest ago", async () => {
    const pages = keptPages(2);
    for (const name of ["a", "b"]) await pages.keep(name, { "mark-1": "" }, laidOut(name));
    pages.find("a", {});
    await pages.keep("c", { "mark-1": "" }, laidOut("c"));
    const kept = ["a", "b", "c"].filter((name) => pages.find(name, {}) !== null);
    expect(kept).toEqual(["a", "c"]);
  });

  test("have marks that nobody could write beforehand", () => {
    expect(keptPages().mark("time")).not.toBe(keptPages().mark("time"));
  });
});
