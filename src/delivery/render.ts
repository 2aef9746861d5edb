import type { HookMessage, Message } from "#db/schema/deliveries.ts";
import { mailbox } from "#src/messages/headers.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { type HookSource, KINDS, type MailSource } from "./kinds.ts";

/**
 * Makes the message of a delivery, once. A database error is tried again; any other error, such as an assessment that was
 * erased, fails the delivery with the error's code and message as its reason.
 */
export type Render<M> = (delivery: Delivery) => Promise<M>;

/** Makes mail. Its From header is MAIL_FROM where that is set, else the sender of the site. */
export function mailRenderer(source: MailSource): Render<Message> {
  const { site, words, mailFrom } = source;
  const from = mailFrom ?? mailbox(site.sender.name, site.sender.address);
  return (delivery) => makerOf(KINDS.mail, delivery)(source, delivery, { from, site, words });
}

/** Makes what a webhook or Slack receives, from what is true now. */
export function hookRenderer(source: HookSource): Render<HookMessage> {
  return (delivery) => makerOf(delivery.channel === "slack" ? KINDS.slack : KINDS.webhook, delivery)(source, delivery);
}

function makerOf<Make>(kinds: Partial<Record<DeliveryKind, Make>>, { kind, channel }: Delivery): Make {
  const make = kinds[kind];
  if (!make) throw new Error(`Nothing is made of "${kind}" for the channel "${channel}".`);
  return make;
}
