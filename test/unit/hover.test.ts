import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesUnder } from "#test/support/imports.ts";
import { ROOT } from "#test/support/root.ts";

/** Selectors that speak of hovering outside a rule for devices that can. */
function hoveredAnywhere(css: string): string[] {
  const within: string[] = [];
  const found: string[] = [];
  for (const [, head = "", mark = ""] of css.replaceAll(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{};]*)([{};])/g)) {
    if (mark === "}") within.pop();
    if (mark !== "{") continue;
    if (head.includes(":hover") && !within.some((one) => one.includes("(hover: hover)"))) found.push(head.trim());
    within.push(head);
  }
  return found;
}

describe("A style sheet", () => {
  it("is read by its rules", () => {
    expect(hoveredAnywhere("a:hover { color: red }")).toEqual(["a:hover"]);
    expect(hoveredAnywhere("@media (hover: hover) { a:hover { color: red } } b:hover { top: 0 }")).toEqual(["b:hover"]);
  });

  it("lets nothing look hovered on a device that cannot hover: a finger leaves that look where it was", () => {
    const sheets = filesUnder(ROOT, "src").filter((file) => /\.(css|astro)$/.test(file));
    const found = sheets.flatMap((file) =>
      hoveredAnywhere(readFileSync(join(ROOT, file), "utf8")).map((one) => `${file}: ${one}`),
    );
    expect(found).toEqual([]);
  });
});
