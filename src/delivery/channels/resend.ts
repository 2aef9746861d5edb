import type { Resend } from "resend";
import type { Message } from "#db/schema/deliveries.ts";
import { unsubscribeHeaders } from "#src/messages/headers.ts";
import type { Channel } from "./channel.ts";
import { failureOutcome } from "./outcome.ts";

export interface ResendOptions {
  apiKey: string;
  baseUrl: string;
  clock: () => number;
  /** Milliseconds until a try without an answer is given up. */
  timeout?: number | undefined;
}

/** Sends through Resend's HTTP API. The id is the idempotency key, so a repeated try makes no second message. */
export function createResendChannel({ apiKey, baseUrl, clock, timeout = 10_000 }: ResendOptions): Channel<Message> {
  let resend: Resend | undefined;
  return {
    name: "resend",
    async send(id, message) {
      const { from, to, replyTo, subject, html, text, attachments, unsubscribeUrl } = message;
      const request = { idempotencyKey: `delivery/${id}`, signal: AbortSignal.timeout(timeout) };
      resend ??= await connect(apiKey, baseUrl);
      const answer = await resend.emails.send(
        {
          ...{ from, to, replyTo: replyTo || undefined, subject, html, text },
          ...(attachments && { attachments }),
          ...(unsubscribeUrl && { headers: unsubscribeHeaders(message) }),
        },
        request,
      );
      const providerId: unknown = answer.data?.id;
      if (typeof providerId === "string") return { status: "sent", providerId };
      const said = answer.error ?? { message: "The answer names no message." };
      const exchange = { status: answer.error?.statusCode ?? null };
      return { ...failureOutcome({ ...said, headers: answer.headers }, clock()), exchange };
    },
  };
}

/** Loads the SDK with the first message, so that a server starts without it. */
async function connect(apiKey: string, baseUrl: string): Promise<Resend> {
  const { Resend } = await import("resend");
  return new Resend(apiKey, { baseUrl: baseUrl.replace(/\/+$/, "") });
}
