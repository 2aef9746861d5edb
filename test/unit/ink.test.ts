import { describe, expect, it } from "vitest";
import { brandColours } from "#src/ink.ts";
import { site } from "#test/support/words.ts";

/** The sentences that refuse the site's colours with other ones in their light or dark half. */
function refused(mode: "light" | "dark", colours: Record<string, string>): string[] {
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
      "light onLine has a contrast of 4.48 between #ffffff and #777777, where text needs 4.5",
    );
    expect(refused("light", grey("#767676")).filter((fault) => fault.startsWith("light onLine"))).toEqual([]);
  });

  it("are judged in each mode, each by what it is written on", () => {
    const { line } = site.colours.dark;
    expect(refused("light", { line })).toEqual([
      expect.stringMatching(/^light line .* and #eff2ef/),
      expect.stringMatching(/^light line .* and #fbfcfb/),
      expect.stringMatching(/^light onLine /),
    ]);
    expect(refused("dark", { lineWash: "#ffffff" })).toEqual([expect.stringMatching(/^dark lineWash /)]);
  });

  it.each(["red", "#f00", "#C22B0C", "c22b0c"])("are written as #1f4fb0 is, not as %s", (line) => {
    expect(refused("light", { line })).toEqual(["light line must be a colour such as #1f4fb0"]);
  });
});
