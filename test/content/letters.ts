import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { LETTERS, SIGNS } from "#src/styles/fonts/characters.ts";

const KNOWN = new Set(`${SIGNS}${LETTERS}\n`);

/** Letters in the words of a content folder that "npm run fonts" cuts out of the faces: they would be set in another face. */
export function letterFaults(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(yaml|md)$/.test(entry.name) && entry.name !== "README.md")
    .flatMap(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.flatMap((line, place) => {
        const strange = [...new Set(line)].filter((letter) => !KNOWN.has(letter));
        const said = strange.map((letter) => `"${letter}"`).join(" and ");
        const where = `${relative(folder, file)}: line ${place + 1}`;
        return strange.length > 0
          ? [`${where}: has ${said}, which the faces do not have: write it in other letters.`]
          : [];
      });
    });
}
