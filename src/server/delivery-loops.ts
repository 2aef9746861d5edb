import type { Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createWebhookChannel } from "#src/delivery/channels/webhook.ts";
import { hookRules } from "#src/delivery/hook-rules.ts";
import { createLoop, type Loop, type LoopState } from "#src/delivery/loop.ts";
import { mailRules } from "#src/delivery/mail-rules.ts";
import { hookRenderer, mailRenderer } from "#src/delivery/render.ts";
import { type DeliveryHealth, deliveryState } from "#src/delivery/state.ts";
import type { App } from "./context.ts";

export interface DeliveryLoops {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
  /** For /health; without the counts where the database does not answer or nobody is told of them. */
  health(counted: boolean): Promise<Record<"delivery" | "webhooks", LoopState & Partial<DeliveryHealth>>>;
}

/** Two loops on one outbox: a webhook's receiver that hangs never delays mail, and mail's provider never a webhook. */
export function createDeliveryLoops(app: App, channel: Channel<Message>, mailFrom: string | undefined): DeliveryLoops {
  const [ofMail, ofHooks] = [mailRules(app), hookRules(app)];
  const mail = createLoop({ ...app, rules: ofMail, channel, render: mailRenderer({ ...app, mailFrom }) });
  const hooks = createLoop({
    ...app,
    rules: ofHooks,
    channel: createWebhookChannel(app),
    render: hookRenderer(app),
  });
  const healthOf = async (loop: Loop, { serves }: Pick<typeof ofMail, "serves">, counted: boolean) => ({
    ...loop.state(),
    ...(counted ? await deliveryState(app.database, app.clock, serves) : {}),
  });
  return {
    start() {
      mail.start();
      hooks.start();
    },
    wake() {
      mail.wake();
      hooks.wake();
    },
    async stop() {
      await Promise.all([mail.stop(), hooks.stop()]);
    },
    health: async (counted) => ({
      delivery: await healthOf(mail, ofMail, counted),
      webhooks: await healthOf(hooks, ofHooks, counted),
    }),
  };
}
