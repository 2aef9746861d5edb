import type { Message } from "#db/delivery-schema.ts";
import { GIVE_UP_AFTER, nextTry } from "./backoff.ts";
import type { Rules } from "./context.ts";
import { findSuppression, type Suppressing } from "./find-suppression.ts";
import { addressIn, safeMessage } from "./headers.ts";
import { SUPPRESSED } from "./may-replay.ts";

/** Mail goes to one provider, one message after the other, and never to a suppressed address. */
export function mailRules(context: Suppressing): Rules<Message> {
  return {
    serves: ["mail"],
    atOnce: 1,
    oneReceiver: true,
    clean: safeMessage,
    tooLate: ({ now, firstTriedAt }) => (now - firstTriedAt > GIVE_UP_AFTER ? "Not tried again after 20 hours" : null),
    nextTry,
    async forbids({ to }) {
      const found = await findSuppression(context, addressIn(to));
      return found && `${SUPPRESSED}${found.reason}`;
    },
    recipientHash: ({ to }) => context.hashAddress(addressIn(to)),
  };
}
