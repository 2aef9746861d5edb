import type { ChannelName, DeliveryState } from "./names.ts";

/** How the outbox words a message that was not sent because its address is suppressed. */
export const SUPPRESSED = "suppressed: ";

/**
 * Whether staff may send a delivery again: what failed or was cancelled, and webhooks that were sent. Never mail that
 * was sent, since its reader would have it twice, and never mail to a suppressed address.
 */
export function mayReplay({
  channel,
  state,
  reason,
}: {
  channel: ChannelName;
  state: DeliveryState;
  reason: string | null;
}) {
  if (state === "cancelled") return !reason?.startsWith(SUPPRESSED);
  return state === "failed" || (state === "sent" && channel !== "mail");
}
