import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { roomOf } from "#test/support/floors.ts";
import { filesUnder, type Import, importsIn, isCode, productFiles } from "#test/support/imports.ts";
import { ROOT } from "#test/support/root.ts";

const under = (folder: string) => filesUnder(ROOT, folder);
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

const PRODUCT = productFiles(ROOT);
const CODE = PRODUCT.filter(isCode);
const IMPORTS = importsIn(ROOT);

const DRIZZLE = ["drizzle-orm", "drizzle-orm/"];
const LIBSQL = ["@libsql/client", "@libsql/client/"];

/** A pattern that ends with a slash or colon stands for all that begins with it. */
const matches = (patterns: readonly string[], to: string) =>
  patterns.some((pattern) => (/[/:]$/.test(pattern) ? to.startsWith(pattern) : to === pattern));
const inWords = ({ from, to, typeOnly }: Import) => `${from} imports ${typeOnly ? "type " : ""}${to}`;
const importsTo = (...patterns: string[]) => IMPORTS.filter(({ to }) => matches(patterns, to));
/** All that a room's files lead to at runtime, themselves included, through however many others. */
function reachedFrom(room: string): Set<string> {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { from, to, typeOnly } of IMPORTS) if (from === file && !typeOnly) follow(to);
  };
  for (const file of CODE.filter((one) => roomOf(one) === room)) follow(file);
  return reached;
}
const roomsOf = (imports: readonly Import[]) => [...new Set(imports.map(({ from }) => roomOf(from)))].toSorted();

describe("Imports", () => {
  it("lead to files that are there", () => {
    const missing = IMPORTS.filter(({ to }) => /^(src|db|content)\//.test(to) && !existsSync(join(ROOT, to)));
    expect(missing.map(inWords)).toEqual([]);
  });

  it("climb over no folder: what is elsewhere has its address from the root", () => {
    const climbing = CODE.filter((file) => /(from|import\() ?["'](\.\.\/){2,}/.test(textOf(file)));
    expect(climbing).toEqual([]);
  });

  it("leave scoring free of everything at runtime, for it runs in the browser too", () => {
    const outside = IMPORTS.filter(({ from, to }) => roomOf(from) === "src/scoring" && roomOf(to) !== "src/scoring");
    const atRuntime = outside.filter(({ typeOnly, to }) => !typeOnly && roomOf(to) !== "src/names");
    expect(atRuntime.map(inWords)).toEqual([]);
    expect(outside.filter(({ to }) => !/^src\/(instruments|names)\//.test(to)).map(inWords)).toEqual([]);
  });

  it("let no zod, no content and nothing of Node into an island, not even through another file", () => {
    const reached = reachedFrom("src/islands");
    const bad = [...reached].filter((to) => /^(zod|yaml|node:|content\/|db\/|drizzle|@libsql)/.test(to));
    expect(bad).toEqual([]);
    expect([...reached].filter((to) => to.startsWith("src/instruments/"))).toEqual([]);
  });

  it("let two files only know the provider of mail: the way out through it, and what it reports back", () => {
    expect([...new Set(importsTo("resend").map(({ from }) => from))]).toEqual([
      "src/delivery/channels/read-resend-event.ts",
      "src/delivery/channels/resend.ts",
    ]);
  });

  it("keep the database's driver in db, and drizzle out of pages, components, forms and reports", () => {
    expect(roomsOf(importsTo(...LIBSQL)).filter((room) => !room.startsWith("db/"))).toEqual([]);
    for (const room of ["pages", "layouts", "components", "islands", "forms", "report", "words", "scoring"])
      expect(roomsOf(importsTo(...DRIZZLE))).not.toContain(`src/${room}`);
  });

  it("keep the database and what a request knows out of components: they are given what they show", () => {
    const shown = CODE.filter((file) => ["src/components", "src/islands"].includes(roomOf(file)));
    expect(shown.filter((file) => /\bAstro\.(locals|request|url|cookies)\b/.test(textOf(file)))).toEqual([]);
    expect([...reachedFrom("src/components")].filter((to) => to.startsWith("db/"))).toEqual([]);
  });

  it("keep astro: modules to pages, layouts and the middleware", () => {
    for (const room of roomsOf(importsTo("astro:")))
      expect(["src/pages", "src/layouts", "src/middleware.ts"]).toContain(room);
  });

  it("let files of names import nothing but names, and the file of paths types only", () => {
    const ofNames = IMPORTS.filter(({ from }) => roomOf(from) === "src/names");
    expect(ofNames.filter(({ to }) => roomOf(to) !== "src/names").map(inWords)).toEqual([]);
    expect(CODE.filter((file) => roomOf(file) === "src/names").length).toBeGreaterThan(3);
    expect(IMPORTS.filter(({ from, typeOnly }) => from === "src/paths.ts" && !typeOnly).map(inWords)).toEqual([]);
  });

  it("pass nothing on from another file: no barrels", () => {
    expect(IMPORTS.filter(({ reExport }) => reExport).map(inWords)).toEqual([]);
  });
});

describe("The outbox", () => {
  const DOOR = "src/outbox/enqueue.ts";
  /** Writes a past in which every report was sent long ago, for a database of 200,000 leads. */
  const PAST = "db/commands/fill-leads.ts";
  const inserts = (text: string) => /insert\s+into\s+"?deliveries\b|\.insert\(\s*deliveries\s*\)/i.test(text);

  it("has one door: no other statement puts rows into it", () => {
    const writers = CODE.filter((file) => inserts(textOf(file)));
    expect(writers.toSorted()).toEqual([PAST, DOOR]);
    const times = textOf(DOOR).match(/insert\s+into\s+deliveries\b/gi);
    expect(times).toHaveLength(1);
  });

  it("would see another door", () => {
    for (const text of ["INSERT INTO deliveries (id)", "insert  into\n deliveries", "tx.insert(deliveries).values(x)"])
      expect(inserts(text)).toBe(true);
    for (const text of ["INSERT INTO delivery_tries (id)", "tx.insert(leads)", "SELECT id FROM deliveries"])
      expect(inserts(text)).toBe(false);
  });
});

describe("Files", () => {
  /** Longer than the rule allows: each waits to be split, and none may join them. */
  it("have at most 200 lines", () => {
    const long = PRODUCT.filter((file) => /\.(ts|tsx|astro|css)$/.test(file)).filter(
      (file) => textOf(file).trimEnd().split("\n").length > 200,
    );
    expect(long).toEqual([]);
  });

  it("leave nothing to do for later in a comment", () => {
    const all = [...PRODUCT, ...under("test"), ...under("content")].filter(
      (file) => /\.(ts|tsx|astro|css|yaml)$/.test(file) && file !== "test/architecture.test.ts",
    );
    expect(all.filter((file) => /\b(TODO|FIXME)\b/.test(textOf(file)))).toEqual([]);
  });
});

describe("Pages that a visitor reads", () => {
  /** The desk's and the editors' preview speak to staff. */
  const forStaff = /\/(desk|leads|preview)\/|Desk/;
  const TEXT =
    />\s*([A-Z][a-z]+[^<>{}=;()]*)[<{]|\b(?:title|label|alt|placeholder|aria-label)="([A-Z][a-z][^"]*)"|["`]([A-Z][a-z]+ [a-z][^"`]*)["`]/g;
  const wordsIn = (markup: string) => {
    const shown = markup.replace(/^---\n.*?\n---|<(script|style).*?<\/\1>/gs, "").replaceAll("=> ", "");
    return [...shown.matchAll(TEXT)].map(([, ...found]) => (found.find((one) => one) ?? "").trim());
  };

  it("have no words but those of content", () => {
    const markup = CODE.filter((file) => /\.(astro|tsx)$/.test(file) && !forStaff.test(file));
    expect(markup.length).toBeGreaterThan(100);
    expect(markup.flatMap((file) => wordsIn(textOf(file)).map((text) => `${file}: ${text}`))).toEqual([]);
  });

  it("would be seen to say others", () => {
    expect(wordsIn('---\nconst a = b > Cost;\n---\n<p>\n  The connection is gone.</p><img alt="The bob" />')).toEqual([
      "The connection is gone.",
      "The bob",
    ]);
    expect(wordsIn('<p>{words.lost ?? "Not there now"}</p>')).toEqual(["Not there now"]);
    expect(wordsIn("<p>{words.lost}</p>{all.map((one) => <b>{one}</b>)}")).toEqual([]);
  });
});

describe("Sentences of content", () => {
  const sentencesIn = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return value !== null && typeof value === "object" ? Object.values(value).flatMap(sentencesIn) : [];
  };
  const files = under("content").filter((file) => file.endsWith(".yaml"));

  it.each(files)("have no em dash and no exclamation mark in %s", (file) => {
    const sentences = sentencesIn(parse(textOf(file)));
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.filter((sentence) => /[—!]/.test(sentence))).toEqual([]);
  });
});
