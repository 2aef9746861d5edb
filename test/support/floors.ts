import { dirname } from "node:path";
import type { Import } from "./imports.ts";

/**
 * The floors of the house, from the ground up (architecture.md, "Floors"). Rooms on one floor are apart from each
 * other: an import stays in its own room or goes to a floor below.
 */
export const FLOORS: readonly (readonly string[])[] = [
  [
    "src/names",
    "src/time.ts",
    "src/marks.ts",
    "src/content.ts",
    "src/address.ts",
    "src/typed-text.ts",
    "src/typeset.ts",
    "src/client-hash.ts",
    "src/cookies.ts",
    "src/numbers.ts",
    "src/telephone.ts",
    "src/ink.ts",
    "src/faces.ts",
    "src/memoised.ts",
    "src/lru.ts",
    "src/in-steps.ts",
  ],
  ["src/tokens.ts", "src/paths.ts", "src/routes.ts", "src/instruments", "db/schema"],
  ["src/words", "db/client"],
  ["src/outbox", "src/scoring", "src/practice", "db/backups"],
  ["src/assessments", "src/accounts"],
  ["src/report", "src/settings"],
  ["src/leads", "src/articles"],
  ["src/progress", "src/funnel"],
  ["src/messages"],
  ["src/delivery", "src/forms"],
  ["src/islands"],
  ["src/styles"],
  ["src/components"],
  ["src/layouts"],
  ["src/pages"],
  ["src/server"],
  ["src/middleware.ts", "src/env.d.ts", "db/commands"],
];

/** Imports that may go up, each with its reason. `from` and `to` are paths from the root. */
export const EXCEPTIONS: readonly { from: string; to: string; because: string }[] = [];

export const MOST_FILES = 25;

/** The room of a file: `src/leads` for `src/leads/desk/inbox.ts`, the file itself where it stands alone in `src`. */
export function roomOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
const isInside = ({ to }: Import) => /^(src|db)\//.test(to);

/** Rooms that no floor has. */
export const homeless = (files: readonly string[]): string[] => [
  ...new Set(files.map(roomOf).filter((room) => floorOf(room) < 0)),
];

/** Imports that leave their room for one on the same floor or above. */
export function upward(imports: readonly Import[]): Import[] {
  return imports.filter((one) => {
    const [from, to] = [roomOf(one.from), roomOf(one.to)];
    return isInside(one) && from !== to && floorOf(to) >= floorOf(from);
  });
}

/** The folders of each knot: every one of them reaches every other by imports that exist at runtime. */
export function knots(imports: readonly Import[]): string[][] {
  // Files that stand alone in `src` are floors of their own, not one folder.
  const folderOf = (file: string) => (dirname(file) === "src" ? file : dirname(file));
  const next = new Map<string, Set<string>>();
  for (const one of imports) {
    const [from, to] = [folderOf(one.from), folderOf(one.to)];
    if (one.typeOnly || !isInside(one) || from === to) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const reachedFrom = (start: string) => {
    const seen = new Set<string>();
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of next.get(at) ?? []) {
        if (!seen.has(to)) open.push(to);
        seen.add(to);
      }
    return seen;
  };
  const reached = new Map([...next.keys()].map((folder) => [folder, reachedFrom(folder)]));
  const knotOf = (folder: string) =>
    [...reached.keys()].filter((other) => reached.get(folder)?.has(other) && reached.get(other)?.has(folder));
  const found = [...reached.keys()].map(knotOf).filter((knot) => knot.length > 0);
  return [...new Map(found.map((knot) => [knot.join(), knot])).values()];
}

/** Folders with more files of their own than a newcomer can take in. */
export function crowded(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > MOST_FILES).map(([folder, count]) => `${folder}: ${count}`);
}
