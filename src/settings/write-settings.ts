import { isDeepStrictEqual } from "node:util";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { readSettings, type SettingsReader } from "./read-settings.ts";
import { SETTING_NAMES, type SettingName, type Settings } from "./settings.ts";

interface SettingsWriter extends SettingsReader {
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
  const { database, clock, ids } = domain;
  const { settings: stands } = await readSettings(domain);
  const wanted = SETTING_NAMES.filter((name) => !isDeepStrictEqual(was[name], to[name]));
  const open = wanted.filter((name) => isDeepStrictEqual(stands[name], was[name]));
  const now = clock();
  const results = await database.write(
    open.flatMap((name) => {
      const event = ids();
      const value = JSON.stringify(to[name]);
      return [
        {
          sql: `INSERT INTO settings (name, value, changed_at, changed_by)
                VALUES (:name, :value, :now, :staff)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
                  changed_by = excluded.changed_by
                WHERE settings.value = :was`,
          args: { name, value, now, staff: staff.id, was: JSON.stringify(stands[name]) },
        },
        recordStaffEvent(
          { id: event, staffId: staff.id, kind: "settings-changed", detail: `${name}: ${value}`, at: now },
          {
            sql: "EXISTS (SELECT 1 FROM settings WHERE name = :name AND value = :value AND changed_at = :now)",
            args: { name, value, now },
          },
        ),
      ];
    }),
  );
  const changed = open.filter((_, place) => results[2 * place]?.rowsAffected === 1);
  return {
    changed,
    conflicts: wanted.filter((name) => !changed.includes(name) && !isDeepStrictEqual(stands[name], to[name])),
  };
}
