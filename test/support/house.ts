import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EXCEPTIONS, homeless, knots, upward } from "./floors.ts";
import { importsIn, isCode, productFiles } from "./imports.ts";
import { ROOT } from "./root.ts";

/** Prints the figures of a checkout, this one or the one whose folder is given: `node test/support/house.ts [folder]`. */
const root = resolve(process.argv[2] ?? ROOT);
const files = productFiles(root);
const imports = importsIn(root);
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

const counts = Map.groupBy(files, dirname);
const [largest, inLargest] = [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ["", []];
const code = files.filter((file) => file.startsWith("src/") && isCode(file));
const linesOf = (file: string) => textOf(file).split("\n").length - 1;
const doors = files
  .filter(isCode)
  .map((file) => [file, textOf(file).match(/INSERT INTO deliveries\b/gi)?.length ?? 0] as const)
  .filter(([, count]) => count > 0);
// An older house has rooms that stand on no floor of today's list.
const climbing = homeless(files.filter(isCode)).length === 0 ? upward(imports) : undefined;
const upwardOf = (typeOnly: boolean) => climbing?.filter((one) => one.typeOnly === typeOnly).length ?? "other floors";

console.log(
  [
    `knots of folders: ${
      knots(imports)
        .map((knot) => knot.length)
        .join(", ") || "none"
    }`,
    `upward imports: ${upwardOf(false)} at runtime, ${upwardOf(true)} of types, ${EXCEPTIONS.length} exceptions`,
    `largest folder: ${largest} with ${inLargest.length} files`,
    `statements that insert into deliveries: ${doors.reduce((sum, [, count]) => sum + count, 0)} in ${doors.length} files`,
    `lines of code in src without styles: ${code.reduce((sum, file) => sum + linesOf(file), 0)} in ${code.length} files`,
  ].join("\n"),
);
