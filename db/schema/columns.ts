import { sql } from "drizzle-orm";
import { integer } from "drizzle-orm/sqlite-core";

/** Every time is whole milliseconds since 1970 (UTC), as the injected clock gives them. */
export const time = (name: string) => integer(name);

/** The names of a tuple as a list for SQL's IN. */
export const list = (names: readonly string[]) => sql.raw(names.map((name) => `'${name}'`).join(", "));
