import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { drill } from "#db/backups/drill.ts";
import { type Backup, listBackups } from "#db/backups/kept.ts";
import { DEFAULT_DATABASE_URL, fileOf, modeOf } from "#db/client/location.ts";

const OPTIONS = { all: { type: "boolean" }, key: { type: "string" } } as const;

/** Restores backups into a scratch file and says what they hold; the exit code is 1 where one is not what it was. */
async function command(args: string[], { BACKUP_DIR: folder, DATABASE_URL: url = DEFAULT_DATABASE_URL } = process.env) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const found =
    positionals.length > 0 ? positionals.map(asBackup) : listBackups(folder ?? "").slice(0, values.all ? undefined : 1);
  if (found.length === 0) {
    console.error(
      "Usage: npm run drill -- [backup file] [--all] [--key FILE]. Without a file it takes the newest of BACKUP_DIR, which holds none.",
    );
    return 2;
  }
  const isHere = modeOf(url) === "embedded" && existsSync(fileOf(url));
  let isSound = true;
  for (const backup of found) {
    const { rows, faults, erased } = await drill(backup, {
      keyFile: values.key,
      databaseFile: isHere ? fileOf(url) : undefined,
    });
    const state =
      faults === null ? "can be restored" : faults.length === 0 ? "as when it was made" : "NOT as when it was made";
    const since = erased
      ? `; erased since, and still in it: ${erased.leads} leads, ${erased.assessments} assessments`
      : "";
    console.log(`${backup.name}: ${state}, ${rows} rows${since}.`);
    for (const fault of faults ?? []) console.log(`  ${fault}`);
    if (faults !== null && faults.length > 0) isSound = false;
  }
  return isSound ? 0 : 1;
}

function asBackup(file: string): Pick<Backup, "file" | "name" | "isEncrypted"> {
  return { file, name: basename(file), isEncrypted: extname(file) === ".age" };
}

process.exitCode = await command(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
