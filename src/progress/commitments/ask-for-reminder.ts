import type { Domain } from "#src/assessments/domain.ts";
import type { Condition } from "#src/outbox/condition.ts";
import { enqueueConfirmation } from "#src/outbox/enqueue-reminder.ts";
import { type MailLimits, type MailRefusal, mailAllowed, mailRefusal } from "#src/outbox/limits.ts";
import type { Founder } from "#src/progress/sign-in/founder.ts";
import { MINUTE } from "#src/time.ts";
import { findCommitment } from "./find-commitment.ts";
import { mayHold } from "./may-hold.ts";

/** Asking again within this time makes no second message. */
const SAME_SUBMISSION = 10 * MINUTE;

type Asking = Pick<Domain, "database" | "clock" | "ids"> & { mailLimits: MailLimits; wakeDelivery: () => void };

/** `gone`: no such commitment of this mailbox, or its reminder was confirmed or stopped. */
export type AskedAgain = { status: "asked" | "already" | "gone" } | ({ status: "refused" } & MailRefusal);

/**
 * Asks the mailbox of a signed-in founder to confirm the reminder of a commitment that has none so far, or whose link has
 * grown stale. One that was made without a mailbox becomes this mailbox's.
 */
export async function askForReminder(
  domain: Asking,
  { id, founder, clientHash }: { id: string; founder: Founder; clientHash: string | null },
): Promise<AskedAgain> {
  const { database, clock, ids, mailLimits } = domain;
  const found = await findCommitment(domain, id);
  if (!found) return { status: "gone" };
  const now = clock();
  const { address, leadId } = founder;
  const asked = { kind: "confirm-reminder" as const, address, assessmentId: found.assessmentId, clientHash, now };
  const allowed = mailAllowed(asked, mailLimits);
  const hold = mayHold(leadId);
  const notTwice = notAskedTwice(id, now);
  const [, queued] = await database.write([
    {
      sql: `UPDATE commitments SET lead_id = :holder
            WHERE id = :id AND lead_id IS NULL AND ${hold.sql} AND ${allowed.sql}`,
      args: { ...hold.args, ...allowed.args, id },
    },
    enqueueConfirmation({
      ...{ id: ids(), commitmentId: id, clientHash, now },
      condition: {
        sql: `${hold.sql} AND ${notTwice.sql} AND ${allowed.sql}`,
        args: { ...hold.args, ...notTwice.args, ...allowed.args },
      },
    }),
  ]);
  if (queued?.rowsAffected === 1) {
    domain.wakeDelivery();
    return { status: "asked" };
  }
  const refusal = await mailRefusal(database, asked, mailLimits);
  if (refusal) return { status: "refused", ...refusal };
  const after = await findCommitment(domain, id);
  const open = after?.leadId === leadId && after.confirmedAt === null && after.stoppedAt === null;
  return { status: open ? "already" : "gone" };
}

/** True while no message asks to confirm this commitment's reminder that is under way or younger than ten minutes. */
export function notAskedTwice(id: string, now: number): Condition {
  return {
    sql: `NOT EXISTS (SELECT 1 FROM deliveries AS same WHERE same.commitment_id = :same_commitment
      AND same.kind = 'confirm-reminder' AND (same.state IN ('pending', 'sending') OR same.created_at > :same_since))`,
    args: { same_commitment: id, same_since: now - SAME_SUBMISSION },
  };
}
