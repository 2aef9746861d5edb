import { sql } from "drizzle-orm";
import { customType, integer } from "drizzle-orm/sqlite-core";
import { oneLine, ownLines } from "#src/typed-text.ts";

/** Every time is whole milliseconds since 1970 (UTC), as the injected clock gives them. */
export const time = (name: string) => integer(name);

type Text<T> = { data: T; driverData: string };

/** One line that somebody typed. What an older version kept with marks that turn the writing is read without them. */
export const typedLine = customType<Text<string>>({ dataType: () => "text", fromDriver: oneLine });

/** The same for several lines. */
export const typedLines = customType<Text<string>>({ dataType: () => "text", fromDriver: ownLines });

/** The same for JSON whose strings are lines. */
export const typedJson = <T>(name: string) =>
  customType<Text<T>>({
    dataType: () => "text",
    fromDriver: (text) => JSON.parse(oneLine(text)),
    toDriver: (value) => JSON.stringify(value),
  })(name);

/** The names of a tuple as a list for SQL's IN. */
export const list = (names: readonly string[]) => sql.raw(names.map((name) => `'${name}'`).join(", "));
