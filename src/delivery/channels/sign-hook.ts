import { createHmac } from "node:crypto";
import { DAY } from "#src/time.ts";

/** The signing secret of an endpoint and version, as `whsec_` and base64. */
export type WebhookSecret = (endpointId: string, version: number) => string;

interface Signing {
  id: string;
  secretVersion: number;
  rotatedAt: number | null;
}

/** The secrets that sign for an endpoint now, newest first: for 24 hours after a rotation the one before signs too. */
export function signingSecrets(
  { id, secretVersion, rotatedAt }: Signing,
  secret: WebhookSecret,
  now: number,
): string[] {
  const both = rotatedAt !== null && now - rotatedAt < DAY && secretVersion > 1;
  return (both ? [secretVersion, secretVersion - 1] : [secretVersion]).map((version) => secret(id, version));
}

/** The three headers of Standard Webhooks. `now` is milliseconds since 1970; every try is signed anew under the same id. */
export function signatureHeaders(id: string, body: string, secrets: readonly string[], now: number) {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
