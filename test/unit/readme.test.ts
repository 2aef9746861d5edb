import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "#test/support/root.ts";

const READMES = [
  "README.md",
  "CHANGELOG.md",
  ...["src", "content", "db", "test"].map((folder) => `${folder}/README.md`),
];
const SCRIPTS = Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts);

it.each(READMES)("%s names files and commands that are there", (readme) => {
  const text = readFileSync(join(ROOT, readme), "utf8");
  const isThere = (path: string) => [".", dirname(readme)].some((from) => existsSync(join(ROOT, from, path)));

  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => path);
  expect(links.filter((path) => !existsSync(join(ROOT, dirname(readme), path)))).toEqual([]);

  const named = [...text.matchAll(/`((?:src|db|content|test|public)\/[^`…\s]*)`/g)].map(([, path = ""]) => path);
  expect(named.filter((path) => !isThere(path))).toEqual([]);

  const commands = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name);
  expect(commands.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
});
