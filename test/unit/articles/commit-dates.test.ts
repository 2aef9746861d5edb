import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commitDates } from "#src/articles/commit-dates.ts";

describe("Dates of an article", () => {
  it("are those of the commits, the first and the last, through a new name", () => {
    const folder = repository();
    commit(folder, "old.md", "2026-01-05T10:00:00+00:00");
    execFileSync("git", ["mv", "old.md", "new.md"], { cwd: folder });
    commit(folder, "new.md", "2026-02-06T10:00:00+00:00");
    commit(folder, "other.md", "2026-03-07T10:00:00+00:00");
    expect(commitDates("new.md", folder)).toEqual({
      published: "2026-01-05T10:00:00.000Z",
      modified: "2026-02-06T10:00:00.000Z",
    });
  });

  it("are not made up: none without a commit, without git, or where the history is cut off", () => {
    const folder = repository();
    commit(folder, "a.md", "2026-01-05T10:00:00+00:00");
    commit(folder, "a.md", "2026-01-06T10:00:00+00:00");
    expect(commitDates("b.md", folder)).toBeNull();
    expect(commitDates("a.md", mkdtempSync(join(tmpdir(), "plumbline-bare-")))).toBeNull();
    const shallow = mkdtempSync(join(tmpdir(), "plumbline-shallow-"));
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${folder}`, shallow]);
    expect(commitDates("a.md", shallow)).toBeNull();
  });
});

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-dates-"));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}

function commit(folder: string, file: string, date: string): void {
  appendFileSync(join(folder, file), "One more line.\n");
  execFileSync("git", ["add", "."], { cwd: folder });
  const who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@firm.example"];
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  execFileSync("git", [...who, "commit", "--quiet", "-m", "A line"], { cwd: folder, env });
}
