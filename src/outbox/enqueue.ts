import { type SQL, sql } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import { SECOND } from "#src/time.ts";
import { currentRequestId } from "./request-id.ts";

/** A mail is made this much later, where making it is to be no part of the time in which the request is answered. */
export const BEHIND_THE_ANSWER = SECOND;

/** What a message is about; only what its kind needs. */
export interface About {
  leadId?: string | undefined;
  assessmentId?: number | null | undefined;
  revision?: number | undefined;
  joinLinkId?: string | undefined;
  signInLinkId?: string | undefined;
  inquiryId?: string | undefined;
  commitmentId?: string | undefined;
  checkInId?: string | undefined;
  erasedLeadId?: string | undefined;
}

export interface Enqueue {
  kind: DeliveryKind;
  /** The one row's id, where it is to be found by it. As hard to guess as a random one: links are made of them. */
  id?: string | undefined;
  about: About;
  /**
   * Addresses, one mail each, or endpoints: one by its id, or all that subscribe to the kind. Without it one mail goes to
   * whom its kind is for.
   */
  to?: { addresses: readonly string[] } | { endpoint: string } | "subscribers" | undefined;
  /** When it is sent (milliseconds since 1970); at once without it. */
  dueAt?: number | undefined;
  /** The keyed hash of the mailbox that it was asked for, and whoever asked, for the limits. */
  mailboxHash?: string | undefined;
  clientHash?: ClientHash | null | undefined;
  /** The keyed hash of the very address, where its mailbox is asked first. */
  addressHash?: string | undefined;
  /** Why it is never sent, for what counts against a limit all the same. */
  cancelled?: string | undefined;
  /** When it is asked for, in milliseconds since 1970. */
  now: number;
}

/** Puts messages into the outbox. Wake the delivery loop after the commit. @returns the ids of the new rows. */
export async function enqueue(tx: Tx, request: Enqueue, when?: SQL): Promise<string[]> {
  // The driver's rows have places and no iterator.
  const rows = await tx.values<[string]>(insertion(request, when));
  return rows.map((row) => row[0]);
}

/** The same as a statement of a batch; `when` must hold for it to insert anything. */
export function enqueueStatement(query: Query, request: Enqueue, when?: SQL) {
  return query.run(insertion(request, when));
}

/**
 * The one statement that writes rows of the outbox, each with the request that it is asked for in. Without an id of their own
 * theirs have 128 random bits.
 */
function insertion(request: Enqueue, when: SQL = sql`true`): SQL {
  const { kind, id = null, about, now, dueAt = now, clientHash = null, mailboxHash = null, cancelled = null } = request;
  const { addressHash = null } = request;
  const { leadId = null, assessmentId = null, revision = null, joinLinkId = null } = about;
  const { signInLinkId = null, inquiryId = null, commitmentId = null, checkInId = null, erasedLeadId = null } = about;
  return sql`
    INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, revision, join_link_id, sign_in_link_id, inquiry_id,
      commitment_id, check_in_id, erased_lead_id, endpoint_id, recipient, state, reason, due_at, mailbox_hash, address_hash,
      client_hash, request_id, created_at)
    SELECT coalesce(${id}, lower(hex(randomblob(16)))), receiver.channel, ${kind}, ${leadId}, ${assessmentId}, ${revision},
      ${joinLinkId}, ${signInLinkId}, ${inquiryId}, ${commitmentId}, ${checkInId}, ${erasedLeadId}, receiver.endpoint_id,
      receiver.recipient,
      ${cancelled === null ? "pending" : "cancelled"}, ${cancelled}, ${dueAt}, ${mailboxHash}, ${addressHash},
      ${clientHash?.[0] ?? null},
      ${currentRequestId()}, ${now}
    FROM (${receivers(request)}) AS receiver WHERE ${when} RETURNING id`;
}

function receivers({ kind, about, to }: Enqueue): SQL {
  const endpoints = sql`SELECT channel, id AS endpoint_id, NULL AS recipient FROM endpoints WHERE disabled_at IS NULL`;
  // The body is made when it is first sent, from what is true then: what still waits for that makes another one needless.
  if (to === "subscribers")
    return sql`${endpoints} AND EXISTS (SELECT 1 FROM json_each(events) WHERE value = ${kind})
      AND NOT EXISTS (SELECT 1 FROM deliveries AS waiting
        WHERE waiting.lead_id = ${about.leadId ?? null} AND waiting.assessment_id IS ${about.assessmentId ?? null}
          AND waiting.endpoint_id = endpoints.id AND waiting.kind = ${kind}
          AND waiting.state = 'pending' AND waiting.message IS NULL)`;
  if (to && "endpoint" in to) return sql`${endpoints} AND id = ${to.endpoint}`;
  const addresses = JSON.stringify(to ? to.addresses : [null]);
  return sql`SELECT 'mail' AS channel, NULL AS endpoint_id, value AS recipient FROM json_each(${addresses})`;
}
