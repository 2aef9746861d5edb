import { Resend } from "resend";
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
export function createResendChannel({ apiKey, baseUrl, clock, timeout = 10_000 }: ResendOptions): Channel {
  const resend = new Resend(apiKey, { baseUrl: baseUrl.replace(/\/+$/, "") });
  return {
    name: "resend",
    async send(id, { from, to, replyTo, subject, html, text, attachments }) {
      const request = { idempotencyKey: `delivery/${id}`, signal: AbortSignal.timeout(timeout) };
      const answer = await resend.emails.send(
        { from, to, replyTo: replyTo || undefined, subject, html, text, ...(attachments && { attachments }) },
        request,
      );
      const providerId: unknown = answer.data?.id;
      if (typeof providerId === "string") return { status: "sent", providerId };
      const said = answer.error ?? { message: "The answer names no message." };
      return failureOutcome({ ...said, headers: answer.headers }, clock());
    },
  };
}
