import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { composeMessage } from "#src/delivery/channels/compose-message.ts";
import { MESSAGES } from "#test/support/sample-messages.ts";

/** Of the 5 points from which mail is usually called spam. */
const MOST = 0.5;
const NOW = Date.UTC(2026, 10, 27, 9);
const isThere = spawnSync("spamassassin", ["--version"]).status === 0;

/** What SpamAssassin gives messages by its local rules: points and the rules that were hit, by the message's id. */
function judge(files: readonly string[]): Map<string, { points: number; rules: string }> {
  const told = execFileSync("spamassassin", ["-L", "-t", ...files], { maxBuffer: 2 ** 26 }).toString();
  const judged = told.matchAll(
    /^X-Spam-Status: .*?score=(-?[\d.]+).*?tests=(.*?) autolearn.*?^Message-ID: <([\w-]+)@/gms,
  );
  return new Map([...judged].map(([, points, rules = "", id = ""]) => [id, { points: Number(points), rules }]));
}

// Where SpamAssassin is not installed (Debian: apt-get install spamassassin) this says so and judges nothing.
test.skipIf(!isThere)(
  `SpamAssassin${isThere ? "" : ", which is not installed here,"} gives every kind of mail under ${MOST} points`,
  { timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-spam-"));
    try {
      const files: string[] = [];
      for (const [place, [, make]] of MESSAGES.entries()) {
        files.push(join(folder, `${place}.eml`));
        writeFileSync(files[place] ?? "", await composeMessage(`message-${place}-${"a".repeat(22)}`, make(), NOW));
      }
      const judged = judge(files);
      const found = MESSAGES.map(([name], place) => ({ name, ...judged.get(`message-${place}-${"a".repeat(22)}`) }));
      expect(found.filter(({ points }) => points === undefined)).toEqual([]);
      expect(found.filter(({ points = 0 }) => points >= MOST)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
