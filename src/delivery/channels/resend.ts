import { Resend } from "resend";
import type { Message } from "#db/schema/deliveries.ts";
import { addressIn, unsubscribeHeaders } from "#src/messages/headers.ts";
import type { Channel } from "./channel.ts";
import { failureOutcome } from "./outcome.ts";
import type { ProviderEvent } from "./provider-event.ts";

export interface ResendOptions {
  apiKey: string;
  baseUrl: string;
  clock: () => number;
  /** Milliseconds until a try without an answer is given up. */
  timeout?: number | undefined;
}

/** Sends through Resend's HTTP API. The id is the idempotency key, so a repeated try makes no second message. */
export function createResendChannel({ apiKey, baseUrl, clock, timeout = 10_000 }: ResendOptions): Channel<Message> {
  const resend = new Resend(apiKey, { baseUrl: baseUrl.replace(/\/+$/, "") });
  return {
    name: "resend",
    async send(id, message) {
      const { from, to, replyTo, subject, html, text, attachments, unsubscribeUrl } = message;
      const request = { idempotencyKey: `delivery/${id}`, signal: AbortSignal.timeout(timeout) };
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

/**
 * What Resend tells of a message: null for an event that moves nothing (other kinds, a bounce that may still come right).
 * `payload` is the body as it came; `headers` those of the request.
 * @throws where the signature is not Resend's, is missing or is more than five minutes old.
 */
export function readResendEvent(payload: string, headers: Headers, webhookSecret: string): ProviderEvent | null {
  const id = headers.get("svix-id") ?? "";
  const signed = {
    id,
    timestamp: headers.get("svix-timestamp") ?? "",
    signature: headers.get("svix-signature") ?? "",
  };
  const event = new Resend("unused").webhooks.verify({ payload, headers: signed, webhookSecret });
  const at = Date.parse(event.created_at);
  const taken = (kind: ProviderEvent["kind"], data: { email_id: string; to: string[] }): ProviderEvent => ({
    id,
    providerId: data.email_id,
    kind,
    at,
    to: data.to.map(addressIn),
  });
  if (event.type === "email.delivered") return taken("delivered", event.data);
  if (event.type === "email.complained") return taken("complained", event.data);
  if (event.type === "email.bounced" && event.data.bounce.type === "Permanent") return taken("bounced", event.data);
  return null;
}
