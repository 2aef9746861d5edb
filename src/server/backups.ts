import { resolve } from "node:path";
import { backupElsewhere } from "#db/backups/backup-elsewhere.ts";
import { listBackups } from "#db/backups/kept.ts";
import { fileOf } from "#db/client/location.ts";
import { HOUR, SECOND } from "#src/time.ts";
import { type Environment, EnvironmentError } from "./env.ts";
import type { Log } from "./log.ts";

/** What failed is tried again after that, and a folder that somebody has emptied is seen. */
const LOOKS_EVERY = HOUR;

export interface BackupHealth {
  /** How long ago the newest one was made, in whole seconds; null where there is none but of the future. */
  newestSeconds: number | null;
  kept: number;
  /** Why the last one failed, until one succeeds. */
  lastError: string | null;
}

export interface Backups {
  start(): void;
  /** Ends what is under way: a backup is there whole or not at all. */
  stop(): Promise<void>;
  /** Makes a backup where one is due. Never throws. */
  run(): Promise<void>;
  health(): BackupHealth;
}

interface Parts {
  env: Pick<Environment, "backups" | "databaseUrl">;
  clock: () => number;
  log: Log;
}

/**
 * Backups of the embedded file on a schedule; null while none is set. What is due is read from the folder, so a server that
 * is started often makes no more of them.
 *
 * @throws {EnvironmentError} where the key cannot be used
 */
export async function createBackups({ env, clock, log }: Parts): Promise<Backups | null> {
  if (!env.backups) return null;
  const { folder, hours, keep, publicKey } = env.backups;
  if (publicKey !== undefined) await checkKey(publicKey);
  const databaseFile = resolve(fileOf(env.databaseUrl));
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  let lastError: string | null = null;

  // A folder that cannot be read is told of by the backup that fails in it.
  const kept = () => {
    try {
      return listBackups(folder);
    } catch {
      return [];
    }
  };
  // One that a wrong clock has dated in the future is neither new nor in the way of the next.
  const newest = (all = kept()) => all.find(({ madeAt }) => madeAt <= clock())?.madeAt ?? Number.NEGATIVE_INFINITY;
  const run = async () => {
    try {
      if (clock() < newest() + hours * HOUR) return;
      const began = clock();
      const order = { databaseFile, folder: resolve(folder), keep, publicKey, now: began };
      const name = await backupElsewhere(order, ending.signal);
      lastError = null;
      log.info("backup-made", { name, seconds: Math.round((clock() - began) / SECOND) });
    } catch (error) {
      if (ending.signal.aborted) return;
      lastError = (error as Error).message;
      log.error("backup-failed", { error });
    }
  };
  const turn = () => {
    underWay = run().then(() => {
      const wait = Math.min(LOOKS_EVERY, Math.max(SECOND, newest() + hours * HOUR - clock()));
      if (!ending.signal.aborted) timer = setTimeout(turn, lastError === null ? wait : LOOKS_EVERY);
    });
  };
  return {
    start: turn,
    run,
    async stop() {
      ending.abort();
      clearTimeout(timer);
      await underWay;
    },
    health() {
      const all = kept();
      const age = clock() - newest(all);
      return { newestSeconds: Number.isFinite(age) ? Math.floor(age / SECOND) : null, kept: all.length, lastError };
    },
  };
}

/** Loaded where a key is set only. */
async function checkKey(publicKey: string): Promise<void> {
  const { checkPublicKey } = await import("#db/backups/age-file.ts");
  try {
    checkPublicKey(publicKey);
  } catch {
    throw new EnvironmentError("BACKUP_PUBLIC_KEY must be a public key as npm run backup-key or age-keygen prints it.");
  }
}
