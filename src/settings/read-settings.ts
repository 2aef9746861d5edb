import type { Database } from "#db/client/client.ts";
import { settings as table } from "#db/schema/staff.ts";
import type { Site } from "#src/words/site.ts";
import { defaultSettings, SETTING_NAMES, type SettingName, type Settings, settingsSchema } from "./settings.ts";

export interface SettingsReader {
  database: Pick<Database, "query">;
  /** Its `staffAddress` is told where staff have named nobody. */
  site: Pick<Site, "staffAddress">;
}

/** The settings as they stand, and when each was changed last (milliseconds since 1970, 0 for never). */
export interface ReadSettings {
  settings: Settings;
  changedAt: Record<SettingName, number>;
}

/** Reads the settings; one that is not there, or that this version cannot read, has its default. */
export async function readSettings({ database, site }: SettingsReader): Promise<ReadSettings> {
  const rows = await database.query.select().from(table);
  const settings = defaultSettings(site.staffAddress);
  const changedAt = { fee: 0, notificationAddresses: 0, retention: 0, embedOrigins: 0 };
  for (const name of SETTING_NAMES) {
    const row = rows.find((one) => one.name === name);
    const read = row && settingsSchema.shape[name].safeParse(row.value);
    if (!row || !read?.success) continue;
    Object.assign(settings, { [name]: read.data });
    changedAt[name] = row.changedAt;
  }
  return { settings, changedAt };
}
