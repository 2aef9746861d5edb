import type { ChannelName, DeliveryKind, DeliveryState } from "#src/names/deliveries.ts";

/** How the outbox words a message that was not sent because its address is suppressed. */
export const SUPPRESSED = "suppressed: ";

/** How it words a reminder that its recipient no longer wants. */
export const STOPPED = "stopped by its recipient";

/**
 * Whether staff may send a delivery again: what failed or was cancelled, and webhooks that were sent. Never mail that
 * was sent, since its reader would have it twice, and never mail to a suppressed address or a reminder that was stopped,
 * and no sign-in link: its time has run out by then.
 */
export function mayReplay({
  channel,
  kind,
  state,
  reason,
}: {
  channel: ChannelName;
  kind: DeliveryKind;
  state: DeliveryState;
  reason: string | null;
}) {
  if (kind === "sign-in") return false;
  if (state === "cancelled") return reason !== STOPPED && !reason?.startsWith(SUPPRESSED);
  return state === "failed" || (state === "sent" && channel !== "mail");
}
