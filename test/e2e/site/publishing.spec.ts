import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { post } from "#test/support/browser/visitor.ts";
import { first } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import type { Server } from "#test/support/server/server.ts";
import { figures, links, run, startOnOldDatabase, textOf } from "#test/support/server/upgrade.ts";

/** A project whose content is its own, at version 1.0.0 alone, and whose everything else is this one's. */
function project() {
  const root = mkdtempSync(join(tmpdir(), "plumbline-publishing-"));
  for (const part of ["dist", "db", "src", "public", "package.json", "node_modules"])
    symlinkSync(join(ROOT, part), join(root, part));
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const folder = join(root, "content/instruments");
  const published = JSON.parse(readFileSync(join(folder, "published.json"), "utf8"));
  writeFileSync(join(folder, "published.json"), JSON.stringify({ "1.0.0": published["1.0.0"] }));
  const command = join(root, "src/instruments/publish-command.ts");
  return {
    root,
    /** Replaces the first occurrence of some text in a file of a version; it must be there. */
    change(file: string, from: string, to: string) {
      const before = readFileSync(join(folder, file), "utf8");
      if (!before.includes(from)) throw new Error(`${file} does not say "${from}".`);
      writeFileSync(join(folder, file), before.replace(from, to));
    },
    /** Gives a version its line in the history of the method page. */
    tell(version: string) {
      const file = join(root, "content/words/method.yaml");
      const line = `    - { version: "${version}", note: "Published in a test." }\n`;
      writeFileSync(file, readFileSync(file, "utf8").replace(/(?<=^versions:\n.*\n {2}list:\n)/m, line));
    },
    copy: (from: string, to: string) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
    remove: (version: string) => rmSync(join(folder, version), { recursive: true }),
    /** Runs the command as `npm run publish-bank -- version` does. */
    publish(version: string) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, version], {
        cwd: root,
        encoding: "utf8",
      });
      return { status, said: stdout + stderr };
    },
  };
}

test("a patch, a minor and a major version are published one after another, and no result that was there changes", async () => {
  test.slow();
  const { root, change, copy, remove, tell, publish } = project();
  const [reference = ""] = links.references;
  const old = figures[reference];
  const get = (server: Server, path: string) => fetch(server.url + path, { redirect: "manual" });
  const started = async (look: (server: Server) => Promise<void>) => {
    const server = await startOnOldDatabase(root);
    await look(server);
    // What was there has its numbers and its questions, whatever is asked by now.
    const facts = await (await get(server, paths.resultFacts(reference))).json();
    expect(facts).toMatchObject(old?.json ?? {});
    const underWay = links.attempts.snapshotUnderWay;
    const question = await (await get(server, paths.question("snapshot", underWay, 3))).text();
    expect(textOf(question)).toContain(run(first.items[1]?.prompt ?? ""));
    await server.stop();
  };
  /** The prompt of the third question of a Snapshot that is begun now. */
  const third = async (server: Server) => {
    const begun = await post(server, paths.start("snapshot"));
    const attempt = begun.headers.get("location")?.split("/").at(2) ?? "";
    const answers = ["c_tool", "V1"].map((item, place) => ({
      item,
      option: ["crm", "a"][place],
      shown: links.now,
      answered: links.now,
    }));
    await fetch(server.url + paths.answers("snapshot", attempt), {
      method: "POST",
      headers: { origin: server.url, "content-type": "application/json" },
      body: JSON.stringify({ answers }),
    });
    return textOf(await (await get(server, paths.question("snapshot", attempt, 3))).text());
  };
  await started(async (server) => expect(await third(server)).not.toContain(run("Without asking anyone")));

  // A patch: another help line, and what is said of an answer.
  remove("1.0.1");
  copy("1.0.0", "1.0.1");
  change("1.0.1/bank.yaml", "bankVersion: 1.0.0", "bankVersion: 1.0.1");
  change("1.0.1/items/visibility.yaml", "Count every route in", "Look it up in a minute, every route in");
  expect(publish("1.0.1")).toEqual({
    status: 0,
    said: "From 1.0.0 to 1.0.1: a patch change.\nVersion 1.0.1 is published. It may not change any more.\n",
  });
  await started(async (server) => {
    const page = await get(server, paths.question("snapshot", links.attempts.snapshotUnderWay, 2));
    expect(textOf(await page.text())).toContain(run("Look it up in a minute, every route in"));
  });

  // A minor version: one more question about the firm. Under a wrong number it is refused.
  copy("1.0.1", "1.0.2");
  change("1.0.2/bank.yaml", "bankVersion: 1.0.1", "bankVersion: 1.0.2");
  change("1.0.2/bank.yaml", "label: Just curious", "label: Only curious");
  const refused = publish("1.0.2");
  expect(refused.status).toBe(2);
  expect(refused.said).toContain("That is a minor change: call it 1.1.0");
  copy("1.0.2", "1.1.0");
  remove("1.0.2");
  change("1.1.0/bank.yaml", "bankVersion: 1.0.2", "bankVersion: 1.1.0");
  const untold = publish("1.1.0");
  expect(untold.status).toBe(2);
  expect(untold.said).toContain("words/method.yaml: version 1.1.0 has no line under versions.");
  tell("1.1.0");
  expect(publish("1.1.0")).toEqual({
    status: 0,
    said: "From 1.0.1 to 1.1.0: a minor change.\nVersion 1.1.0 is published. It may not change any more.\n",
  });
  await started(async (server) => {
    const done = links.references.find((one) => figures[one]?.json.instrument === "diagnostic") ?? "";
    const about = await get(server, paths.about("diagnostic", done, 1));
    expect(textOf(await about.text())).toContain(run("Just curious"));
  });

  // A major version: its questions are asked from now on.
  const major = publish("2.0.0");
  expect(major).toEqual({
    status: 0,
    said: "From 1.1.0 to 2.0.0: a major change.\nVersion 2.0.0 is published. It may not change any more.\n",
  });
  await started(async (server) =>
    expect(await third(server)).toContain(run("Without asking anyone, how many open deals can you place?")),
  );

  // What is published is frozen: a server does not start on a version that was changed afterwards.
  change("2.0.0/items/flow.yaml", "prompt: ", "prompt: Say. ");
  await expect(startOnOldDatabase(root)).rejects.toThrow("2.0.0: a file of this published version has changed.");
  rmSync(root, { recursive: true, force: true });
});

test("an unfinished version is not published, and says what it lacks", async () => {
  const { root, change, publish } = project();
  change("2.0.0/items/flow.yaml", "    gate: { test: fourYes, passCredit: 4 }\n", "");
  expect(publish("2.0.0").said).toContain(
    "instrument snapshot: the fourYes test has 3 items with a gate, and it needs 4.",
  );
  rmSync(join(root, "content/instruments/2.0.0/words/flow.yaml"));
  expect(publish("2.0.0").status).toBe(2);
  expect(publish("7.0.0").said).toContain("There is no folder content/instruments/7.0.0.");
  rmSync(root, { recursive: true, force: true });
});
