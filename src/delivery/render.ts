import type { Message } from "#db/delivery-schema.ts";
import type { DeliveryToRender, Render } from "./context.ts";
import type { DeliveryKind } from "./names.ts";
import { callMessage, reportMessage } from "./render-lead-message.ts";
import type { RenderSource } from "./render-source.ts";

type Make = (source: RenderSource, delivery: DeliveryToRender) => Promise<Message>;

/** One file a message; what is missing here is no mail. */
const MAKERS: Partial<Record<DeliveryKind, Make>> = { report: reportMessage, call: callMessage };

/** Makes mail out of ids, by kind. Links come from PUBLIC_URL. */
export function createRenderer(source: RenderSource): Render {
  return async (delivery) => {
    const make = MAKERS[delivery.kind];
    if (!make) throw new Error(`No mail is made of "${delivery.kind}".`);
    return make(source, delivery);
  };
}
