import { and, inArray, sql } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { suppressions } from "#db/schema/deliveries.ts";
import { mailboxOf } from "#src/address.ts";
import type { SuppressionReason } from "#src/names/leads.ts";

/** The keyed hash of a lower-cased address. */
type HashAddress = (address: string) => string;

export interface Suppressing {
  database: { query: Query };
  hashAddress: HashAddress;
}

type Suppression = typeof suppressions.$inferSelect;

/** By these the owner of a listed address said that what came was not asked for, and is asked before anything else comes. */
export const ASKED_FIRST = ["not-you", "complained"] as const satisfies SuppressionReason[];
export const isAskedFirst = (reason: SuppressionReason) => ASKED_FIRST.some((one) => one === reason);

const askedFirst = ASKED_FIRST.map((reason) => `'${reason}'`).join(", ");

/** Ends an INSERT into the list: what an owner said takes the place of any other reason, and nothing takes its place. */
export const OWNER_OVER_OTHERS = `ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, since = excluded.since
  WHERE excluded.reason IN (${askedFirst}) AND suppressions.reason NOT IN (${askedFirst})`;

/**
 * Under which hash an address is listed. What its owner says is said for the mailbox, whatever plus-tag a stranger makes
 * up for it; a bounce is of the address as it was written, since some servers know no tags.
 */
export function listedAs(hashAddress: HashAddress, address: string, reason: SuppressionReason): string {
  return hashAddress(reason === "bounced" ? address : mailboxOf(address));
}

/** The hashes that an address may be listed under: its own, and its mailbox's. */
export const hashesOf = (hashAddress: HashAddress, address: string): string[] => [
  ...new Set([hashAddress(mailboxOf(address)), hashAddress(address)]),
];

/** Tells of an address which of these rows bars it, if any; where several do, the one that asks its mailbox first. */
export function suppressionIn<Row extends Pick<Suppression, "addressHash" | "reason">>(
  rows: readonly Row[],
  hashAddress: HashAddress,
): (address: string) => Row | null {
  const byHash = new Map(rows.map((row) => [row.addressHash, row]));
  return (address) => {
    if (byHash.size === 0) return null;
    const own = hashAddress(address);
    const found = hashesOf(hashAddress, address)
      .map((hash) => byHash.get(hash))
      .filter((row) => row !== undefined)
      .filter(({ addressHash, reason }) => addressHash === own || reason !== "bounced");
    return found.find(({ reason }) => isAskedFirst(reason)) ?? found[0] ?? null;
  };
}

/** Why and since when an address must not be written to, or null when it may. */
export async function findSuppression(
  { database, hashAddress }: Suppressing,
  address: string,
): Promise<{ reason: SuppressionReason; since: number } | null> {
  const listed = inArray(suppressions.addressHash, hashesOf(hashAddress, address));
  const found = suppressionIn(await database.query.select().from(suppressions).where(listed), hashAddress)(address);
  return found && { reason: found.reason, since: found.since };
}

/** Puts an address on the suppression list. What stands there keeps its reason, but for one that its owner outweighs. */
export async function suppress(
  tx: Tx,
  { hashAddress }: { hashAddress: HashAddress },
  { address, reason, since }: { address: string; reason: SuppressionReason; since: number },
): Promise<void> {
  const addressHash = listedAs(hashAddress, address, reason);
  await tx.run(sql`
    INSERT INTO suppressions (address_hash, reason, since) VALUES (${addressHash}, ${reason}, ${since})
    ${sql.raw(OWNER_OVER_OTHERS)}`);
}

/** Takes an address off the list, of these reasons only where they are given. */
export async function unsuppress(
  tx: Tx,
  { hashAddress }: { hashAddress: HashAddress },
  address: string,
  reasons?: readonly SuppressionReason[],
): Promise<void> {
  const listed = inArray(suppressions.addressHash, hashesOf(hashAddress, address));
  await tx.delete(suppressions).where(and(listed, reasons && inArray(suppressions.reason, [...reasons])));
}
