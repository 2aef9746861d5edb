import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { pdfCache } from "#src/report/pdf/cache.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import { NobodyWaits, PrintQueueFull, printQueue, type Turn } from "#src/report/pdf/print-queue.ts";
import { PrintsUsedUp, printsPerHour } from "#src/report/pdf/prints-per-hour.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
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

const turn = (lane: Turn["lane"], signal = new AbortController().signal): Turn => ({ lane, signal });
const reader = (signal = new AbortController().signal, admit: () => void = () => undefined) => ({ signal, admit });

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

  it("asks whether a reader may have one printed, and not for one that is kept or under way", async () => {
    const { printed, print } = countingPress();
    const pdf = pdfCache(frame, print);
    let admitted = 0;
    const counting = reader(undefined, () => {
      admitted += 1;
    });
    await Promise.all([pdf(sampleSource(first), counting), pdf(sampleSource(first), counting)]);
    await pdf(sampleSource(first), counting);
    expect(admitted).toBe(1);
    const refusing = reader(undefined, () => {
      throw new PrintsUsedUp(60);
    });
    await expect(pdf(sampleSource(second), refusing)).rejects.toThrow(PrintsUsedUp);
    await pdf(sampleSource(first), refusing);
    expect(printed).toHaveLength(1);
    await pdf(sampleSource(second));
    expect(printed).toHaveLength(2);
  });

  it("leaves the queue once every reader has hung up, and never while a mail waits for it", async () => {
    const turns: Turn[] = [];
    const pdf = pdfCache(frame, (_source, one) => {
      turns.push(one);
      return new Promise((_, reject) => one.signal.addEventListener("abort", () => reject(new Error("gone"))));
    });
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const both = [pdf(sampleSource(first), reader(one.signal)), pdf(sampleSource(first), reader(two.signal))];
    const ended = Promise.allSettled(both);
    await nextTurn();
    one.abort();
    expect(turns.map(({ signal, lane }) => [signal.aborted, lane])).toEqual([[false, "page"]]);
    two.abort();
    expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    void pdf(sampleSource(first), reader(three.signal));
    void pdf(sampleSource(first));
    await nextTurn();
    three.abort();
    expect(turns[1]).toMatchObject({ lane: "mail", signal: { aborted: false } });
  });
});

describe("PDFs an hour for one client", () => {
  it("are counted under both salts of its hash, and for nobody else", () => {
    let now = DAY;
    const count = printsPerHour(3, () => now);
    for (const client of [
      ["new", "old"],
      ["new", "old"],
      ["newer", "new"],
    ] as const) {
      count(client);
      now += MINUTE;
    }
    expect(() => count(["newer", "new"])).toThrow(PrintsUsedUp);
    count(["other", "before"]);
    now = DAY + HOUR - 1;
    expect(() => count(["newer", "new"])).toThrow(new PrintsUsedUp(1));
    now += 1;
    count(["newer", "new"]);
    expect(() => count(["newer", "new"])).toThrow(PrintsUsedUp);
  });
});

describe("The press", () => {
  it("prints the same bytes in its thread, while this one goes on", async () => {
    const print = printQueue();
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 2);
    const sources = SAMPLES.map(sampleSource);
    const printed = await Promise.all(sources.map((source) => print(source, turn("mail"))));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
    for (const [place, source] of sources.entries())
      expect((await reportPdf(source)).equals(printed[place] as Buffer)).toBe(true);
  });

  it("rejects what it cannot print and goes on with the next", async () => {
    const print = printQueue();
    const broken = { ...frame, completedAt: Number.NaN };
    await expect(print(broken, turn("page"))).rejects.toThrow();
    expect((await print(frame, turn("page"))).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("ends a print that hangs, and prints what waits behind it in a new thread", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const print = printQueue();
      const hangs = print(frame, turn("mail"));
      const waits = print(frame, turn("mail"));
      vi.advanceTimersByTime(20 * SECOND);
      await expect(hangs).rejects.toThrow("hung and was ended");
      expect((await waits).subarray(0, 5).toString()).toBe("%PDF-");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("has so many places for pages, gives a place back that somebody leaves, and prints a mail behind one page", async () => {
    const print = printQueue(2);
    const order: string[] = [];
    const ask = (name: string, one: Turn) =>
      print(frame, one).then(
        () => void order.push(name),
        (error) => error,
      );
    const leaving = new AbortController();
    const under = ask("under the press", turn("page"));
    const left = ask("left", turn("page", leaving.signal));
    const waits = ask("waits", turn("page"));
    expect(await ask("too many", turn("page"))).toBeInstanceOf(PrintQueueFull);
    const mails = [ask("mail one", turn("mail")), ask("mail two", turn("mail"))];
    leaving.abort();
    expect(await left).toBeInstanceOf(NobodyWaits);
    const late = ask("late", turn("page"));
    await Promise.all([under, waits, late, ...mails]);
    expect(order).toEqual(["under the press", "mail one", "waits", "mail two", "late"]);
  });
});
