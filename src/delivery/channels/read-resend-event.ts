import { Resend } from "resend";
import { addressIn } from "#src/messages/headers.ts";
import type { ProviderEvent } from "./provider-event.ts";

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
