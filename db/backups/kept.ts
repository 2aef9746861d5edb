import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A backup that lies in a folder. `madeAt` is in milliseconds since 1970. */
export interface Backup {
  name: string;
  file: string;
  madeAt: number;
  isEncrypted: boolean;
}

const NAME = /^plumbline-(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2})Z\.db(\.age)?$/;
/** What a backup that was under way when its process died has left. */
const LEFT = /^plumbline-.*\.partial$/;

const tallyFile = z.record(z.string(), z.object({ rows: z.number(), sum: z.string() }));

export function backupName(madeAt: number, isEncrypted: boolean): string {
  const time = new Date(madeAt).toISOString().slice(0, 19).replaceAll(":", "-");
  return `plumbline-${time}Z.db${isEncrypted ? ".age" : ""}`;
}

/** Where it stands what a backup held when it was made. */
export const tallyFileOf = (file: string) => `${file}.tally.json`;

/** What a backup held when it was made; null where that is not there. */
export function readTally(file: string): z.infer<typeof tallyFile> | null {
  return existsSync(tallyFileOf(file)) ? tallyFile.parse(JSON.parse(readFileSync(tallyFileOf(file), "utf8"))) : null;
}

/** The backups of a folder, newest first; none where there is no folder. */
export function listBackups(folder: string): Backup[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .flatMap((name) => {
      const [, hour, minute, second, age] = NAME.exec(name) ?? [];
      if (hour === undefined) return [];
      const madeAt = Date.parse(`${hour}:${minute}:${second}Z`);
      return [{ name, file: join(folder, name), madeAt, isEncrypted: age !== undefined }];
    })
    .toSorted((one, other) => other.madeAt - one.madeAt);
}

/**
 * Leaves the newest of them, and nothing of any that was not finished. Files of other names stay. Those dated later than
 * `now` (milliseconds since 1970) take no place from the others, and as many of them stay: whether this clock is wrong or
 * the one that dated them was, the backup that is asked for last must not go.
 */
export function dropOld(folder: string, keep: number, now: number): void {
  const all = listBackups(folder);
  for (const isAhead of [true, false])
    for (const { file } of all.filter(({ madeAt }) => madeAt > now === isAhead).slice(keep))
      for (const one of [file, tallyFileOf(file)]) rmSync(one, { force: true });
  for (const name of readdirSync(folder)) if (LEFT.test(name)) rmSync(join(folder, name), { force: true });
}
