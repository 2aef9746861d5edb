import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { VARIABLES } from "#src/server/variables.ts";
import { BINARY } from "#test/support/database/libsql-server.ts";
import { ROOT } from "#test/support/root.ts";
import { SERVE } from "#test/support/server/serve-arguments.ts";

interface Service {
  image?: string;
  environment?: Record<string, string>;
  read_only?: boolean;
  stop_grace_period?: string;
  volumes: string[];
}

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const lines = read("Containerfile").split("\n");
const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM")));
const given = (from: readonly string[], word: string) =>
  from.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
const services: Record<string, Service> = parse(read("compose.yaml"), { merge: true }).services;
const apps = Object.entries(services).filter(([name]) => name.startsWith("app"));

describe("The Containerfile", () => {
  test("names programs and no shell", () => {
    const commands = [...given(lines, "RUN"), ...given(lines, "CMD"), given(lines, "HEALTHCHECK")[0]?.split("CMD ")[1]];
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) expect(JSON.parse(command ?? "")[0]).toMatch(/^(apt-get|mkdir|node|npm)$/);
  });

  test("runs as nobody who owns the machine, with one volume", () => {
    expect(given(last, "USER")).toEqual(["1000:1000"]);
    expect(given(last, "VOLUME")).toEqual(["/app/data"]);
  });

  test("lets the server be started as its first process, so that SIGTERM comes to it", () => {
    expect(given(last, "CMD").map((command) => JSON.parse(command))).toEqual([["node", ...SERVE]]);
    expect(given(last, "ENTRYPOINT")).toEqual([]);
  });
});

describe("compose.yaml", () => {
  test.each(apps)("gives %s variables that the server reads, and nothing to write to but its volume", (_, app) => {
    const known: readonly string[] = VARIABLES.map(({ name }) => name);
    expect(Object.keys(app.environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
    expect(app.read_only).toBe(true);
    expect(app.volumes.map((volume) => volume.split(":")[1])).toEqual(given(last, "VOLUME"));
  });

  test.each(apps)("gives %s more time to stop than it takes for what is under way", (_, app) => {
    const shutdown = VARIABLES.find(({ name }) => name === "SHUTDOWN_SECONDS")?.default;
    expect(Number.parseInt(app.stop_grace_period ?? "", 10)).toBeGreaterThan(Number(shutdown));
  });

  test("has one application on a file and one on a libSQL server that it names", () => {
    const databases = apps.map(([, { environment }]) => environment?.DATABASE_URL);
    expect(databases).toEqual([undefined, "http://libsql-server:8080"]);
    expect(services).toHaveProperty("libsql-server");
  });

  test("runs the libSQL server of the version that the tests run", () => {
    const [version] = /\d+\.\d+\.\d+/.exec(execFileSync(BINARY, ["--version"], { encoding: "utf8" })) ?? [];
    expect(services["libsql-server"]?.image).toBe(`ghcr.io/tursodatabase/libsql-server:v${version}`);
  });
});
