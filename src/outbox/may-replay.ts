import type { ChannelName, DeliveryKind, DeliveryState } from "#src/names/deliveries.ts";
import { HOUR } from "#src/time.ts";

/** How the outbox words a message that was not sent because its address is suppressed. */
export const SUPPRESSED = "suppressed: ";

/** How it words a reminder that its recipient no longer wants. */
export const STOPPED = "stopped by its recipient";

/** What a delivery becomes that is stopped before it is sent: its body goes with it. */
export const STOPPING = { state: "cancelled", reason: STOPPED, message: null } as const;

/** How it words a mail of which nobody knows whether it went: its reader would have it twice if it were sent again. */
export const MAY_HAVE_GONE = "may have gone";

/** Whether a person is to decide about a delivery, since the outbox would have to guess. */
export const isForAPerson = ({ state, reason }: { state: DeliveryState; reason: string | null }) =>
  state === "failed" && reason?.startsWith(MAY_HAVE_GONE) === true;

/** The mail provider forgets a message's key after 24 hours: sent again later than this, it would be a second message. */
export const KEY_HOLDS = 20 * HOUR;

export interface TriedMail {
  channel: ChannelName;
  /** Milliseconds since 1970; null where it was never tried. */
  firstTriedAt: number | null;
  attempts: number;
}

/**
 * Whether mail could reach its reader a second time if it were sent again now: its key is older than the provider keeps it,
 * and some try may have succeeded unseen, because no answer or a fault of the provider's came back, or a process died.
 */
export function couldArriveTwice(
  { channel, firstTriedAt, attempts }: TriedMail,
  tries: readonly { status: number | null; outcome: string }[],
  now: number,
): boolean {
  if (channel !== "mail" || firstTriedAt === null || now - firstTriedAt <= KEY_HOLDS) return false;
  const unclear = ({ status, outcome }: (typeof tries)[number]) =>
    outcome === "again" && (status === null || status >= 500);
  return tries.length < attempts || tries.some(unclear);
}

/**
 * Whether staff may send a delivery again: what failed or was cancelled, and webhooks that were sent. Never mail that
 * was sent, since its reader would have it twice, and never mail to a suppressed address or a reminder that was stopped,
 * no sign-in link, whose time has run out by then, and no link to the desk that opens nothing any more.
 */
export function mayReplay({
  channel,
  kind,
  state,
  reason,
  linkOpens,
}: {
  channel: ChannelName;
  kind: DeliveryKind;
  state: DeliveryState;
  reason: string | null;
  /** Whether the link to the desk that it carries may still be used; null where it carries none. */
  linkOpens: boolean | null;
}) {
  if (kind === "sign-in" || linkOpens === false) return false;
  if (state === "cancelled") return reason !== STOPPED && !reason?.startsWith(SUPPRESSED);
  return state === "failed" || (state === "sent" && channel !== "mail");
}
