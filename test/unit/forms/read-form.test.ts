import { describe, expect, it } from "vitest";
import { attributionOf } from "#src/forms/attribution.ts";
import { FormError, readForm } from "#src/forms/read-form.ts";
import { remark } from "#src/typed-text.ts";

describe("A posted form", () => {
  const post = (body: BodyInit, type?: string) =>
    new Request("https://plumb.example/", { method: "POST", body, headers: type ? { "content-type": type } : {} });

  it("is read urlencoded and multipart alike, trimmed and without NUL", async () => {
    const fields = { answer: "b", name: "Ada Lovelace" };
    expect(await readForm(post(new URLSearchParams({ answer: " b ", name: "Ada\0 Lovelace\n" })))).toEqual(fields);
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, ` ${value}\0`);
    expect(await readForm(post(multipart))).toEqual(fields);
  });

  it("keeps the first of repeated names and no file", async () => {
    const form = new FormData();
    form.append("answer", "a");
    form.append("answer", "b");
    form.append("upload", new File(["x"], "x.txt"));
    expect(await readForm(post(form))).toEqual({ answer: "a" });
  });

  it("leaves no half of a character where a long text is cut: a remote database refuses one", async () => {
    const pairs = "😀".repeat(2_000);
    for (const before of ["", "a"]) {
      const text = before + pairs;
      const cut = [
        (await readForm(post(new URLSearchParams({ name: text })))).name,
        (await readForm(post(new URLSearchParams({ name: text })), 99)).name,
        remark.parse(text),
        attributionOf({ utm_source: text }).utm_source,
      ];
      expect(cut.map((one) => one?.isWellFormed())).toEqual([true, true, true, true]);
    }
  });

  it("cuts a field that is longer than any field of the site", async () => {
    const { name = "" } = await readForm(post(new URLSearchParams({ name: "x".repeat(50_000) })));
    expect(name).toBe("x".repeat(2000));
  });

  it("takes field names that other objects have for what they are: names", async () => {
    const fields = await readForm(post("__proto__=x&constructor=y&toString=z", "application/x-www-form-urlencoded"));
    expect(Object.entries(fields)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
      ["toString", "z"],
    ]);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });

  it.each([
    ["JSON", '{"answer":"b"}', "application/json"],
    ["plain text", "answer=b", "text/plain"],
    ["multipart without a boundary", "answer=b", "multipart/form-data"],
    ["broken multipart", "--x\r\nnonsense", "multipart/form-data; boundary=x"],
  ])("is refused as such where it is %s", async (_, body, type) => {
    await expect(readForm(post(body, type))).rejects.toBeInstanceOf(FormError);
  });

  it("is refused where it has no body", async () => {
    const empty = new Request("https://plumb.example/", { method: "POST" });
    await expect(readForm(empty)).rejects.toBeInstanceOf(FormError);
  });
});
