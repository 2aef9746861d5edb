/** One try as the log keeps it: what was asked and what was answered; no status where no answer came. */
export interface Exchange {
  status: number | null;
  request?: string | undefined;
  response?: string | undefined;
}

/**
 * What became of one try. `sent`: the receiver has it. `again`: it may or may not have it, or was not asked; the same
 * bytes under the same id are sent later. `unknown`: it may have it, and would not know it again; a person decides.
 * `refused`: no later try can succeed.
 */
export type Outcome = (
  | { status: "sent"; providerId: string | null }
  | { status: "again"; reason: string; retryAfterSeconds?: number | undefined }
  | { status: "unknown"; reason: string }
  | { status: "refused"; reason: string }
) & { exchange?: Exchange | undefined };

/**
 * A way out for messages. Sending the same id and message twice must make one message, or two that their receiver can
 * tell to be one by their id, unless it `sendsTwice`. `send` answers within half a lease; an error thrown counts as `again`.
 */
export type Channel<M> = {
  name: string;
  /** True where a message that is sent again arrives again: what may have gone is then left to a person. */
  sendsTwice?: true;
  send(id: string, message: M, endpointId: string | null, requestId?: string | null): Promise<Outcome>;
  /** Removes what this way out keeps of messages by their ids. Where it keeps nothing of its own there is none. */
  forget?(ids: readonly string[]): Promise<void>;
  /** The ids of every message that it keeps. */
  kept?(): Promise<string[]>;
};
