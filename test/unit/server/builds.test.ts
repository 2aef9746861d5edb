import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newBuild, noteServing, putInPlace } from "#src/server/build/builds.ts";

/** A `dist` of its own, and builds of one style sheet each, made by processes that have ended unless told otherwise. */
function makeDist() {
  const dist = join(mkdtempSync(join(tmpdir(), "plumbline-builds-")), "dist");
  onTestFinished(() => rmSync(dirname(dist), { recursive: true }));
  const fill = (build: string, style: string) => {
    mkdirSync(join(build, "client/_astro"), { recursive: true });
    mkdirSync(join(build, "server"));
    writeFileSync(join(build, "client/_astro", style), style);
    writeFileSync(join(build, "server/entry.mjs"), style);
  };
  let builds = 0;
  return {
    dist,
    fill,
    build(style: string) {
      builds += 1;
      const build = join(dist, "builds", `${builds}-${endedProcess()}`);
      fill(build, style);
      putInPlace(build);
      return build;
    },
    inPlace: () => readFileSync(join(dist, "server/entry.mjs"), "utf8"),
    all: () => readdirSync(join(dist, "builds")),
  };
}

const endedProcess = () => spawnSync(process.execPath, ["--version"]).pid;

test("a build is in place whole, and the one before stays until the next", () => {
  const { build, inPlace, all, dist } = makeDist();
  const one = build("one.css");
  expect(inPlace()).toBe("one.css");
  const two = build("two.css");
  expect(inPlace()).toBe("two.css");
  expect(readdirSync(join(dist, "client/_astro"))).toEqual(["two.css"]);
  expect(existsSync(one)).toBe(true);
  const three = build("three.css");
  expect(all()).toEqual([two, three].map((folder) => basename(folder)));
});

test("a build has the hashed files of the one before, and not those of the one before that", () => {
  const { build } = makeDist();
  const kept = (folder: string) => readdirSync(join(folder, "before/_astro"));
  const one = build("one.css");
  expect(existsSync(join(one, "before"))).toBe(false);
  expect(kept(build("two.css"))).toEqual(["one.css"]);
  expect(kept(build("three.css"))).toEqual(["two.css"]);
});

test("a build stays for as long as a server runs on it, and goes with the next build after", () => {
  const { build } = makeDist();
  const one = build("one.css");
  const serving = noteServing(one);
  build("two.css");
  build("three.css");
  expect(readFileSync(join(one, "client/_astro/one.css"), "utf8")).toBe("one.css");
  serving.end();
  build("four.css");
  expect(existsSync(one)).toBe(false);
});

test("a build that is still being made by another process is left alone", () => {
  const { dist, build, all } = makeDist();
  const underWay = newBuild(dist);
  mkdirSync(underWay, { recursive: true });
  build("one.css");
  expect(all()).toContain(basename(underWay));
});

test("what an older version put into dist itself becomes the build before", () => {
  const { dist, fill, build } = makeDist();
  fill(dist, "old.css");
  const one = build("one.css");
  expect(readdirSync(join(one, "before/_astro"))).toEqual(["old.css"]);
  expect(realpathSync(join(dist, "client"))).toBe(realpathSync(join(one, "client")));
});

test("a build on a disk that takes no note is served all the same", () => {
  const { build } = makeDist();
  const one = build("one.css");
  writeFileSync(join(one, "serving"), "in the way");
  expect(() => noteServing(one).end()).not.toThrow();
});
