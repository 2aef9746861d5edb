import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { settings } from "#db/schema/staff.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { readSettings, type SettingsReader } from "./read-settings.ts";
import { SETTING_NAMES, type SettingName, type Settings } from "./settings.ts";

interface SettingsWriter extends SettingsReader {
  database: Database;
  clock: () => number;
  ids: () => string;
}

export interface SettingsChange {
  /** What the page showed. */
  was: Settings;
  to: Settings;
  staff: { id: string };
}

/** The names of the settings that changed, and of those that somebody else had changed since the page was shown. */
export interface SettingsWritten {
  changed: SettingName[];
  conflicts: SettingName[];
}

/**
 * Writes the settings that differ from what the page showed, each for itself and only where that still stands, with a
 * line in the audit trail. Two people who change different settings at once both succeed.
 */
export async function writeSettings(
  domain: SettingsWriter,
  { was, to, staff }: SettingsChange,
): Promise<SettingsWritten> {
  const { database, clock, ids, site } = domain;
  const wanted = SETTING_NAMES.filter((name) => !isDeepStrictEqual(was[name], to[name]));
  const now = clock();
  return database.transaction(async (tx) => {
    const { settings: current } = await readSettings({ database: { query: tx }, site });
    const changed = wanted.filter((name) => isDeepStrictEqual(current[name], was[name]));
    for (const name of changed) {
      // As text: drizzle would take the JSON null of an unknown fee for a row without a value.
      const value = JSON.stringify(to[name]);
      const row = { name, value: sql`${value}`, changedAt: now, changedBy: staff.id };
      await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row });
      const event = { staffId: staff.id, kind: "settings-changed" as const, detail: `${name}: ${value}` };
      await writeStaffEvent(tx, { ...event, id: ids(), at: now });
    }
    const others = wanted.filter((name) => !changed.includes(name));
    return { changed, conflicts: others.filter((name) => !isDeepStrictEqual(current[name], to[name])) };
  });
}
