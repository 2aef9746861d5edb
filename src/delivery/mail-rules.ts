import type { Message } from "#db/schema/deliveries.ts";
import { mailboxOf } from "#src/address.ts";
import { listings } from "#src/delivery/channels/provider-event.ts";
import { addressIn, safeMessage } from "#src/messages/headers.ts";
import { OWN_DATA_MAILS } from "#src/names/deliveries.ts";
import { allowsOwnData } from "#src/outbox/allows-own-data.ts";
import { STOPPED, SUPPRESSED } from "#src/outbox/may-replay.ts";
import { findSuppression, isAskedFirst, type Suppressing } from "#src/outbox/suppression.ts";
import { whyNotAsked } from "#src/progress/ask-again/why-not-asked.ts";
import { whyNotChecked } from "#src/progress/check-ins/why-not-checked.ts";
import { nextTry, worthTrying } from "./backoff.ts";
import type { Rules } from "./context.ts";
import { isBarred, NO_LONGER_ALLOWED } from "./is-barred.ts";
import { isLinkDead, LINK_DEAD } from "./is-link-dead.ts";
import { wantsReminder } from "./wants-reminder.ts";
import { wasWithdrawn } from "./was-withdrawn.ts";

/**
 * Mail goes to one provider, one message after the other. To a suppressed address goes only what its owner asks for about
 * their own data; nothing goes out that was stopped, whose consent was taken back, or whose link to the desk is dead.
 */
export function mailRules(context: Suppressing & { clock: () => number }): Rules<Message> {
  return {
    serves: ["mail"],
    atOnce: 1,
    oneReceiver: true,
    clean: safeMessage,
    tooLate({ now, firstTriedAt, kind }) {
      if (now - firstTriedAt <= worthTrying(kind)) return null;
      return kind === "sign-in" ? "The link in it has run out" : "Not tried again after 20 hours";
    },
    nextTry,
    async forbids({ to }, delivery) {
      const { kind, commitmentId, checkInId } = delivery;
      const found = await findSuppression(context, addressIn(to));
      if (kind === "was-this-you" && (found === null || isAskedFirst(found.reason))) return found ? null : STOPPED;
      const isOwnData = OWN_DATA_MAILS.some((one) => one === kind);
      const listed = found && { reason: found.reason, mailboxHash: context.hashAddress(mailboxOf(addressIn(to))) };
      if (listed && !(isOwnData && (await allowsOwnData(context.database, listed, delivery))))
        return `${SUPPRESSED}${listed.reason}`;
      if (await wasWithdrawn(context.database, delivery)) return STOPPED;
      if (await isBarred(context, delivery)) return NO_LONGER_ALLOWED;
      if (await isLinkDead(context, delivery)) return LINK_DEAD;
      if (kind === "ask-again") return whyNotAsked(context.database.query, delivery);
      if (kind === "check-in") return whyNotChecked(context.database.query, checkInId);
      return kind === "reminder" && !(await wantsReminder(context.database, commitmentId)) ? STOPPED : null;
    },
    // What rests on consent is dropped above once it is taken back; no mail says of it more than that. Whatever else has
    // changed since the first try, the bytes stay: the provider may have the message, and refuses another under its key.
    isOutdated: async () => false,
    recipient: ({ to }) => listings(context.hashAddress, addressIn(to)),
  };
}
