import type { Message } from "#db/delivery-schema.ts";

/**
 * What became of one try. `sent`: the provider has it. `again`: it may or may not have it, or was not asked; the same
 * bytes under the same id are sent later. `refused`: no later try can succeed.
 */
export type Outcome =
  | { status: "sent"; providerId: string | null }
  | { status: "again"; reason: string; retryAfterSeconds?: number | undefined }
  | { status: "refused"; reason: string };

/**
 * A way out for messages. Sending the same id and message twice must make one message. `send` answers within 10 seconds; an
 * error thrown counts as `again`.
 */
export type Channel = {
  name: string;
  send(id: string, message: Message): Promise<Outcome>;
};
