import { execFileSync } from "node:child_process";

/** When a file came into the repository and when it was last changed, as ISO 8601. */
export interface CommitDates {
  published: string;
  modified: string;
}

/** Dates of a file by its commits, or null without git, in a shallow copy or before its first commit: never invented. */
export function commitDates(file: string, folder = process.cwd()): CommitDates | null {
  try {
    if (git(folder, "rev-parse", "--is-shallow-repository") !== "false") return null;
    const commits = git(folder, "log", "--follow", "--format=%cI", "--", file).split("\n").filter(Boolean);
    const [modified, published] = [commits[0], commits.at(-1)];
    if (!modified || !published) return null;
    return { published: new Date(published).toISOString(), modified: new Date(modified).toISOString() };
  } catch {
    return null;
  }
}

function git(folder: string, ...command: string[]): string {
  return execFileSync("git", command, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
