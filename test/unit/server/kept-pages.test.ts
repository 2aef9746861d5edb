import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Answer } from "#src/forms/pages/answer.ts";
import { keptPages } from "#src/server/kept-pages.ts";

const laidOut = (text: string, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html", "content-length": String(text.length) } });
const asking = (coding = "") => ({ headers: new Headers({ "accept-encoding": coding }) });
const textOf = (answer: Answer | null) => answer?.body?.toString() ?? null;

describe("Kept pages", () => {
  test("give one back for the same content, with what is new", async () => {
    const pages = keptPages();
    const mark = pages.mark("time");
    const first = await pages.keep(
      { score: 40 },
      { [mark]: "ten" },
      asking(),
      laidOut(`<i>${mark}</i> 40 <b>${mark}</b>`),
    );
    expect(await first.text()).toBe("<i>ten</i> 40 <b>ten</b>");
    const again = pages.find({ score: 40 }, { [mark]: "eleven" }, asking());
    expect(again?.headers).toEqual({ "content-type": "text/html" });
    expect(textOf(again)).toBe("<i>eleven</i> 40 <b>eleven</b>");
  });

  test("give none for any other content", async () => {
    const pages = keptPages();
    await pages.keep({ reference: "a", score: 40 }, { "mark-1": "" }, asking(), laidOut("a"));
    await pages.keep({ reference: "b", score: 40 }, { "mark-1": "" }, asking(), laidOut("b"));
    expect(textOf(pages.find({ reference: "a", score: 40 }, {}, asking()))).toBe("a");
    expect(textOf(pages.find({ reference: "b", score: 40 }, {}, asking()))).toBe("b");
    expect(pages.find({ reference: "a", score: 41 }, {}, asking())).toBeNull();
    expect(pages.find({ reference: "c", score: 40 }, {}, asking())).toBeNull();
  });

  test("keep no refusal, and send it as it is", async () => {
    const pages = keptPages();
    const mark = pages.mark("time");
    const refused = await pages.keep("one", { [mark]: "ten" }, asking(), laidOut(`no ${mark}`, 422));
    expect([refused.status, await refused.text()]).toEqual([422, "no ten"]);
    expect(pages.find("one", { [mark]: "ten" }, asking())).toBeNull();
  });

  test("keep nothing of an answer without a body", async () => {
    const pages = keptPages();
    await pages.keep("one", { "mark-1": "" }, asking(), new Response(null));
    expect(pages.find("one", {}, asking())).toBeNull();
  });

  test("let go of the one that was asked for longest ago", async () => {
    const pages = keptPages(2);
    for (const name of ["a", "b"]) await pages.keep(name, { "mark-1": "" }, asking(), laidOut(name));
    pages.find("a", {}, asking());
    await pages.keep("c", { "mark-1": "" }, asking(), laidOut("c"));
    const kept = ["a", "b", "c"].filter((name) => pages.find(name, {}, asking()) !== null);
    expect(kept).toEqual(["a", "c"]);
  });

  test("are one gzip file for whoever takes that, and plain text for whoever does not", async () => {
    const pages = keptPages();
    const mark = pages.mark("time");
    const text = `<i>${mark}</i> ${"Ärger und Größe, 40 of 100. ".repeat(3000)}<b>${mark}</b>`;
    await pages.keep("one", { [mark]: "ten" }, asking(), laidOut(text));
    const sent = (coding: string) => {
      const answer = pages.find("one", { [mark]: "élf ☃" }, asking(coding));
      return { coding: answer?.headers["content-encoding"], body: answer?.body ?? Buffer.alloc(0) };
    };
    const whole = text.replaceAll(mark, "élf ☃");
    for (const coding of ["gzip", "br, gzip;q=0.5", "*"]) {
      const { coding: said, body } = sent(coding);
      expect([said, gunzipSync(body).toString()], coding).toEqual(["gzip", whole]);
      expect(body.length).toBeLessThan(2000);
    }
    for (const coding of ["", "br", "gzip;q=0", "identity"]) {
      const { coding: said, body } = sent(coding);
      expect([said, body.toString()], coding).toEqual([undefined, whole]);
    }
  });

  test("have marks that nobody could write beforehand", () => {
    expect(keptPages().mark("time")).not.toBe(keptPages().mark("time"));
  });
});
