import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { brandColours, INK_KEYS, inkProperty, PAIRS, TEXT } from "#src/ink.ts";
import { ROOT } from "#test/support/root.ts";
import { site } from "#test/support/words.ts";

/** The sentences that refuse the site's colours with other ones in their light or dark half. */
function refused(mode: "light" | "dark", colours: Record<string, string | string[]>): string[] {
  const changed = { ...site.colours, [mode]: { ...site.colours[mode], ...colours } };
  return (brandColours.safeParse(changed).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(" ")} ${message}`,
  );
}

describe("The colours of a brand", () => {
  it("are taken where text can be told from its ground", () => {
    expect(brandColours.parse(site.colours)).toEqual(site.colours);
  });

  // WCAG's own example of the threshold: #767676 is the lightest grey that white may be read on, #777777 is not.
  it("are refused below the contrast that WCAG asks of text, and taken right above it", () => {
    const grey = (onLine: string) => ({ line: onLine, lineStrong: "#000000", onLine: "#ffffff" });
    expect(refused("light", grey("#777777"))).toContain(
      "light onLine #ffffff on line (#777777) has a contrast of 4.47, where text needs 4.5: change one of the two",
    );
    expect(refused("light", grey("#767676")).filter((fault) => fault.startsWith("light onLine"))).toEqual([]);
  });

  // 3 to 1 by the same formula: #949494 on white is 3.03, #959595 is 2.99.
  it("are refused where the border of a control could not be seen", () => {
    const edge = (grey: string) =>
      refused("light", { surface: "#ffffff", paper: "#ffffff", edge: grey }).filter((fault) => / edge /.test(fault));
    expect(edge("#949494")).toEqual([]);
    expect(edge("#959595")).toContain(
      "light edge #959595 on paper (#ffffff) has a contrast of 2.99, where a mark needs 3: change one of the two",
    );
  });

  it("are judged in each mode, each by what it is written on", () => {
    const { line } = site.colours.dark;
    const [faults, dark] = [refused("light", { line }), refused("dark", { lineWash: "#ffffff" })];
    for (const ground of ["paper", "surface", "sunk"])
      expect(faults).toContainEqual(expect.stringMatching(`^light line ${line} on ${ground} `));
    expect(faults).toContainEqual(expect.stringMatching(/^light onLine #ffffff on line /));
    expect(faults.filter((fault) => /^dark|ink|quiet|faint/.test(fault))).toEqual([]);
    expect(dark).toEqual([expect.stringMatching(/^dark ink #ebf1ee on lineWash /)]);
  });

  it("of a scale are named by their place", () => {
    const bands = site.colours.light.bands.with(2, "#000000");
    expect(refused("light", { bands })).toContainEqual(expect.stringMatching(/^light ink #12201e on bands\.2 /));
  });

  it.each(["red", "#f00", "#C22B0C", "c22b0c"])("are written as #1f4fb0 is, not as %s", (line) => {
    expect(refused("light", { line })).toEqual(["light line must be a colour such as #1f4fb0"]);
  });
});

/** Every rule of a style sheet or a page's own styles that sets both the colour of a text and what is behind it. */
function setTogether(css: string): [front: string, ground: string][] {
  return [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, rule = ""]) => {
    const of = (name: string) => new RegExp(`(?:^|[\\s;])${name}: var\\((--[\\w-]+)\\)`).exec(rule)?.[1];
    const [front, ground] = [of("color"), of("background(?:-color)?")];
    return front && ground ? [[front, ground]] : [];
  });
}

describe("The pairs that are checked", () => {
  const texts = new Set(
    PAIRS.filter(([, , least]) => least >= TEXT).map(
      ([front, ground]) => `${inkProperty(front)} ${inkProperty(ground)}`,
    ),
  );

  // What a page shows at rest is walked in a browser under the second brand; what shows under a pointer stands in a rule.
  it("have each that a rule of a style sheet sets", () => {
    const rules = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.(css|astro)$/.test(name))
      .flatMap(({ parentPath, name }) =>
        setTogether(readFileSync(join(parentPath, name), "utf8")).map((pair) => ({ name, pair: pair.join(" ") })),
      );
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter(({ pair }) => !texts.has(pair))).toEqual([]);
  });

  it("name inks that a style sheet may name, each once", () => {
    expect(new Set(INK_KEYS.map(inkProperty)).size).toBe(INK_KEYS.length);
    expect(new Set(PAIRS.map(String)).size).toBe(PAIRS.length);
  });
});
