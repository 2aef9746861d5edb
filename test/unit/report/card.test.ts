import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type CardRequest, cardCache } from "#src/report/card/cache.ts";
import { cardImage, pageCard } from "#src/report/card/card.ts";
import { cardAltText, cardFacts } from "#src/report/card/facts.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { bank, banks, EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const plumb = words.pages.result.bar;
const layers = bank.layers.map(({ name }) => name);

function reportOf(name: keyof typeof EXAMPLES, completedAt = Date.UTC(2026, 10, 22)) {
  const { instrument, submission } = EXAMPLES[name];
  const { answers: scored, sizing = {} } = submission;
  const result = score(bank, instrument, submission);
  const assessment = { instrument, completedAt, scored, revision: 1, sizing, currency: "GBP", result };
  return report({ banks, words, site, assessment });
}

const card = (name: keyof typeof EXAMPLES, shape: "wide" | "square" = "wide") =>
  cardImage({ report: reportOf(name), site, shape, plumb });

describe("The card of a result", () => {
  it.each([
    ["wide", 1200, 630],
    ["square", 1080, 1080],
  ] as const)("is a PNG, %s at %i by %i, of less than 300 KB", async (shape, width, height) => {
    const png = await card("E2", shape);
    expect(await sharp(png).metadata()).toMatchObject({ format: "png", width, height });
    expect(png.length).toBeGreaterThan(20_000);
    expect(png.length).toBeLessThan(300_000);
  });

  it("has the same bytes for the same facts, and others for another score or another brand", async () => {
    const [first, again, other, branded] = await Promise.all([
      card("E2"),
      card("E2"),
      card("E3"),
      cardImage({ report: reportOf("E2"), site: { ...site, name: "Other Firm" }, shape: "wide", plumb }),
    ]);
    expect(again.equals(first)).toBe(true);
    expect(other.equals(first)).toBe(false);
    expect(branded.equals(first)).toBe(false);
  });

  it("is drawn from the instrument, the score, the band and the layers, and from nothing else", async () => {
    const whole = reportOf("E2");
    expect(Object.keys(cardFacts(whole))).toEqual(["instrument", "score", "of", "band", "likely", "layers"]);
    for (const layer of cardFacts(whole).layers)
      expect(Object.keys(layer)).toEqual(["number", "name", "score", "status", "range"]);
    const later = cardImage({ report: reportOf("E2", Date.UTC(2031, 0, 1)), site, shape: "wide", plumb });
    expect((await later).equals(await card("E2"))).toBe(true);
  });

  it("leaves the paper in the margins alone, whatever the scores", async () => {
    for (const name of ["E1", "E4", "E5"] as const) {
      for (const shape of ["wide", "square"] as const) {
        const image = sharp(await card(name, shape));
        const { width, height } = await image.metadata();
        for (const left of [0, width - 30]) {
          // Statistics are of the image as it was read: the strip has to become one of its own first.
          const strip = await image.clone().extract({ left, top: 0, width: 30, height }).png().toBuffer();
          const { channels } = await sharp(strip).stats();
          expect(channels.every(({ min, max }) => min === max)).toBe(true);
        }
      }
    }
  });

  it("puts the plumb line at 75 of the bars, in the accent", async () => {
    const image = sharp(await card("E2"));
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const red = (x: number, y: number) => {
      const [r = 0, g = 0, b = 0] = data.subarray((y * info.width + x) * info.channels);
      return r > 180 && g < 70 && b < 50;
    };
    const columns = Array.from({ length: info.width }, (_, x) => x).filter((x) => red(x, 20) && red(x, 400));
    // The bars of the wide card lie from 372 to 912.
    expect(columns.every((x) => Math.abs(x - (372 + 540 * 0.75)) <= 2)).toBe(true);
    expect(columns.length).toBeGreaterThanOrEqual(2);
  });

  it("says its facts in words for whoever does not see it", () => {
    const alternative = cardAltText(cardFacts(reportOf("E2")), words.pages.share);
    for (const fact of ["Revenue Diagnostic", "27 of 100", "Fragmented", "Pipeline Integrity 15 Missing"])
      expect(alternative).toContain(fact);
  });
});

describe("The card of a public page", () => {
  it("is a PNG of 1200 by 630 that differs by its title", async () => {
    const [home, start] = await Promise.all([
      pageCard({ site, title: site.tagline, line: site.footer, layers }),
      pageCard({ site, title: bank.instruments.snapshot.name, line: site.footer, layers }),
    ]);
    expect(await sharp(home).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
    expect(start.equals(home)).toBe(false);
  });
});

describe("The cache of cards", () => {
  /** A cache whose drawings are counted and only told apart, not drawn. */
  function counted(most?: number, fail = false) {
    const drawn: CardRequest[] = [];
    const cards = cardCache(
      { site, plumb, layers },
      async (_frame, request) => {
        drawn.push(request);
        await new Promise((resolve) => setImmediate(resolve));
        if (fail && drawn.length === 1) throw new Error("no fonts");
        return Buffer.from(String(drawn.length));
      },
      most,
    );
    return { cards, drawn };
  }
  const page = (title: string) => ({ title, line: "line" });

  it("draws one card for twenty requests at the same time, and none for those that follow", async () => {
    const { cards, drawn } = counted();
    const ask = () => cards({ report: reportOf("E2"), shape: "wide" });
    const all = await Promise.all(Array.from({ length: 20 }, ask));
    await ask();
    expect(drawn).toHaveLength(1);
    expect(new Set(all).size).toBe(1);
  });

  it("draws another for another score, shape or title", async () => {
    const { cards, drawn } = counted();
    await cards({ report: reportOf("E2"), shape: "wide" });
    await cards({ report: reportOf("E2"), shape: "square" });
    await cards({ report: reportOf("E3"), shape: "wide" });
    await cards(page("one"));
    await cards(page("two"));
    expect(drawn).toHaveLength(5);
  });

  it("keeps the cards that were asked for last, and no more than it may", async () => {
    const { cards, drawn } = counted(2);
    for (const title of ["one", "two", "one", "three", "one"]) await cards(page(title));
    expect(drawn).toHaveLength(3);
    await cards(page("two"));
    expect(drawn).toHaveLength(4);
  });

  it("draws again what failed", async () => {
    const { cards, drawn } = counted(undefined, true);
    await expect(cards(page("one"))).rejects.toThrow("no fonts");
    expect(String(await cards(page("one")))).toBe("2");
    expect(drawn).toHaveLength(2);
  });

  it("draws real cards where nothing else is given", async () => {
    const png = await cardCache({ site, plumb, layers })({ report: reportOf("E2"), shape: "wide" });
    expect(png.equals(await card("E2"))).toBe(true);
  });
});
