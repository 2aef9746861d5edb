import { DAY } from "#src/time.ts";

/**
 * How long something new is kept, in milliseconds, as SQL: as many days as staff have set, else `usual` milliseconds. What
 * is there already keeps its time, which its page has promised.
 */
export const keptFor = (days: "unfinishedDays" | "anonymousDays", usual: number) =>
  `coalesce((SELECT json_extract(value, '$.${days}') * ${DAY} FROM settings WHERE name = 'retention'), ${usual})`;
