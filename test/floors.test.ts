import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { crowded, EXCEPTIONS, homeless, knots, MOST_FILES, upward } from "#test/support/floors.ts";
import { filesUnder, type Import, importsIn, productFiles } from "#test/support/imports.ts";
import { ROOT } from "#test/support/root.ts";

const FILES = productFiles(ROOT);
const IMPORTS = importsIn(ROOT);

const inWords = ({ from, to, typeOnly }: Import) => `${from} imports ${typeOnly ? "type " : ""}${to}`;
const isExcepted = ({ from, to }: Import) => EXCEPTIONS.some((one) => one.from === from && one.to === to);

describe("The floors of the house", () => {
  it("are read from every file of src and db, each of which has its floor", () => {
    expect(FILES.length).toBeGreaterThan(400);
    expect(IMPORTS.length).toBeGreaterThan(1000);
    expect(homeless(FILES.filter((file) => /\.(ts|tsx|astro|css)$/.test(file)))).toEqual([]);
  });

  it("are crossed downward only", () => {
    expect(
      upward(IMPORTS)
        .filter((one) => !one.typeOnly && !isExcepted(one))
        .map(inWords),
    ).toEqual([]);
  });

  it("are crossed upward by few types, which are gone at runtime", () => {
    const types = upward(IMPORTS).filter(({ typeOnly }) => typeOnly);
    console.log(`${types.length} upward type imports${types.map((one) => `\n  ${inWords(one)}`).join("")}`);
    expect(types.length).toBeLessThan(10);
  });

  it("hold no knot of folders", () => {
    expect(knots(IMPORTS)).toEqual([]);
  });

  it(`have no folder with more than ${MOST_FILES} files of its own`, () => {
    expect(crowded([...FILES, ...filesUnder(ROOT, "test")])).toEqual([]);
  });

  it("make under ten exceptions, each of them needed", () => {
    expect(EXCEPTIONS.length).toBeLessThan(10);
    const unused = EXCEPTIONS.filter(
      ({ from, to }) => !upward(IMPORTS).some((one) => one.from === from && one.to === to),
    );
    expect(unused).toEqual([]);
  });
});

describe("The test of the floors", () => {
  /** A small house on disk: each file with its text. */
  function houseOf(files: Record<string, string>): string {
    const root = mkdtempSync(join(tmpdir(), "plumbline-house-"));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return root;
  }

  it("finds an import that goes up, however it is written", () => {
    const root = houseOf({
      "src/scoring/score.ts": 'import { find } from "#src/leads/find.ts";\nexport const score = find;',
      "src/outbox/enqueue.ts": 'export const load = () => import("../scoring/score.ts");',
      "src/components/Log.astro": '---\nimport Page from "#src/layouts/Page.astro";\n---\n<Page />',
      "src/leads/find.ts": "export const find = 1;",
      "src/layouts/Page.astro": "<slot />",
    });
    expect(upward(importsIn(root)).map(inWords)).toEqual([
      "src/components/Log.astro imports src/layouts/Page.astro",
      "src/outbox/enqueue.ts imports src/scoring/score.ts",
      "src/scoring/score.ts imports src/leads/find.ts",
    ]);
  });

  it("tells a type that goes up from what is there at runtime", () => {
    const root = houseOf({
      "src/scoring/score.ts": 'import type { Lead } from "#src/leads/find.ts";\nexport type Of = Lead;',
      "src/leads/find.ts": "export interface Lead {}",
    });
    expect(upward(importsIn(root)).map(inWords)).toEqual(["src/scoring/score.ts imports type src/leads/find.ts"]);
  });

  it("finds a knot of folders inside one room", () => {
    const root = houseOf({
      "src/leads/desk/list.ts": 'import { stand } from "../standing/stand.ts";\nexport const list = stand;',
      "src/leads/standing/stand.ts": 'import { seen } from "../capture/seen.ts";\nexport const stand = seen;',
      "src/leads/capture/seen.ts": 'export const seen = () => import("../desk/list.ts");',
    });
    expect(knots(importsIn(root)).map((knot) => knot.toSorted())).toEqual([
      ["src/leads/capture", "src/leads/desk", "src/leads/standing"],
    ]);
  });

  it("finds a room without a floor and a folder with a file too many", () => {
    const many = Array.from({ length: MOST_FILES + 1 }, (_, place) => [`src/attic/n${place}.ts`, "export {};"]);
    const files = productFiles(houseOf(Object.fromEntries(many)));
    expect(homeless(files)).toEqual(["src/attic"]);
    expect(crowded(files)).toEqual(["src/attic: 26"]);
  });
});
