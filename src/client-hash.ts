import { inArray, type Placeholder } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/**
 * A client's address as keyed hashes under the two salts that are alive, the newer first: what is stored is the first,
 * what is counted is either. A salt is written with for a day and read for another, so no limit starts anew at midnight.
 */
export type ClientHash = readonly [newer: string, older: string];

/** The rows of this client, whose hashes may be told later. */
export const isClient = (
  column: SQLiteColumn,
  clientHash: ClientHash | readonly [newer: Placeholder, older: Placeholder],
) => inArray(column, [...clientHash]);

/** What stands for one client: an IPv4 address, or the /64 of an IPv6 address, which is what one connection is given. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::", 2);
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const between = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return `${[...before, ...between, ...after].slice(0, 4).join(":")}::/64`;
}
