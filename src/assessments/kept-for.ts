import { KEPT_AT_MOST } from "#src/names/retention.ts";
import { DAY } from "#src/time.ts";

/** What pages read too: a row that the settings' schema would not take counts as none here. */
const isRead = Object.entries(KEPT_AT_MOST)
  .map(([name, most]) => `json_type(value, '$.${name}') = 'integer' AND value ->> '$.${name}' BETWEEN 1 AND ${most}`)
  .concat(`(SELECT count(*) FROM json_each(settings.value)) = ${Object.keys(KEPT_AT_MOST).length}`)
  .join(" AND ");

/**
 * How long something new is kept, in milliseconds, as SQL: as many days as staff have set, else `usual` milliseconds. What
 * is there already keeps its time, which its page has promised.
 */
export const keptFor = (days: "unfinishedDays" | "anonymousDays", usual: number) =>
  `coalesce((SELECT json_extract(value, '$.${days}') * ${DAY} FROM settings WHERE name = 'retention' AND ${isRead}), ${usual})`;
