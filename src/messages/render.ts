import type { Message } from "#db/schema/deliveries.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import type { DeliveryToRender, Render } from "./delivery.ts";
import { eraseMessage } from "./erase-message.ts";
import { finishLaterMessage } from "./finish-later-message.ts";
import { inquiryMessage } from "./inquiry-message.ts";
import { invitationMessage } from "./invitation-message.ts";
import { confirmReminderMessage, reminderMessage } from "./reminder-message.ts";
import { callMessage, reportMessage } from "./render-lead-message.ts";
import type { RenderSource } from "./render-source.ts";
import { signInMessage } from "./sign-in-message.ts";
import { strongLeadMessage } from "./strong-lead-message.ts";

type Make = (source: RenderSource, delivery: DeliveryToRender) => Promise<Message>;

/** One file a message; what is missing here is no mail. */
const MAKERS: Partial<Record<DeliveryKind, Make>> = {
  report: reportMessage,
  call: callMessage,
  "strong-lead": strongLeadMessage,
  inquiry: inquiryMessage,
  invitation: invitationMessage,
  "sign-in": signInMessage,
  "finish-later": finishLaterMessage,
  "confirm-reminder": confirmReminderMessage,
  reminder: reminderMessage,
  erase: eraseMessage,
};

/** Makes mail out of ids, by kind. Links come from PUBLIC_URL. */
export function createRenderer(source: RenderSource): Render<Message> {
  return async (delivery) => {
    const make = MAKERS[delivery.kind];
    if (!make) throw new Error(`No mail is made of "${delivery.kind}".`);
    return make(source, delivery);
  };
}
