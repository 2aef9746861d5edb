import { describe, expect, it } from "vitest";
import { pdfCache } from "#src/report/pdf/cache.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import { pdfPress } from "#src/report/pdf/press.ts";
import { SAMPLES, sampleSource } from "#test/support/sample-reports.ts";

const [first = "", second = ""] = SAMPLES;
const frame = sampleSource(first);

function countingPress(answer: () => Promise<Buffer> = async () => Buffer.from("pdf")) {
  const printed: unknown[] = [];
  const print = (source: unknown) => {
    printed.push(source);
    return answer();
  };
  return { printed, print };
}

describe("The cache of PDFs", () => {
  it("prints one for all who ask for the same at the same time, and none for who asks later", async () => {
    const { printed, print } = countingPress();
    const pdf = pdfCache(frame, print);
    const asked = Array.from({ length: 20 }, () => pdf(sampleSource(first)));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    await pdf(sampleSource(first));
    expect(printed).toHaveLength(1);
    await pdf(sampleSource(second));
    await pdf({ ...sampleSource(first), completedAt: 0 });
    expect(printed).toHaveLength(3);
  });

  it("keeps so many and no more, the latest asked for", async () => {
    const { printed, print } = countingPress();
    const pdf = pdfCache(frame, print, 2);
    const ask = (completedAt: number) => pdf({ ...sampleSource(first), completedAt });
    for (const time of [1, 2, 1, 3, 1]) await ask(time);
    expect(printed).toHaveLength(3);
    await ask(2);
    expect(printed).toHaveLength(4);
  });

  it("prints again what failed", async () => {
    let fails = true;
    const { printed, print } = countingPress(async () => {
      if (fails) throw new Error("out of paper");
      return Buffer.from("pdf");
    });
    const pdf = pdfCache(frame, print);
    await expect(pdf(sampleSource(first))).rejects.toThrow("out of paper");
    fails = false;
    expect(await pdf(sampleSource(first))).toEqual(Buffer.from("pdf"));
    expect(printed).toHaveLength(2);
  });
});

describe("The press", () => {
  it("prints the same bytes in its thread, while this one goes on", async () => {
    const print = pdfPress();
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 2);
    const sources = SAMPLES.map(sampleSource);
    const printed = await Promise.all(sources.map(print));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
    for (const [place, source] of sources.entries())
      expect((await reportPdf(source)).equals(printed[place] as Buffer)).toBe(true);
  });

  it("rejects what it cannot print and goes on with the next", async () => {
    const print = pdfPress();
    const broken = { ...frame, completedAt: Number.NaN };
    await expect(print(broken)).rejects.toThrow();
    expect((await print(frame)).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
