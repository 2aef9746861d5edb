import { and, inArray } from "drizzle-orm";
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

/** Whether the owner of a listed address said that what came was not asked for, and is asked before anything else comes. */
export const isAskedFirst = (reason: SuppressionReason) => reason === "not-you" || reason === "complained";

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

/** Puts an address on the suppression list. What stands there already keeps its reason. */
export async function suppress(
  tx: Tx,
  { hashAddress }: { hashAddress: HashAddress },
  { address, reason, since }: { address: string; reason: SuppressionReason; since: number },
): Promise<void> {
  const addressHash = listedAs(hashAddress, address, reason);
  await tx.insert(suppressions).values({ addressHash, reason, since }).onConflictDoNothing();
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
