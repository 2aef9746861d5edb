import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints, type HookMessage } from "#db/schema/deliveries.ts";
import type { Outbound } from "#src/delivery/endpoints/destination.ts";
import { disableEndpoint } from "#src/delivery/endpoints/disable-endpoint.ts";
import type { Channel, Exchange, Outcome } from "./channel.ts";
import { type Answer, post } from "./outbound.ts";
import { reasonOf, retryAfterSeconds } from "./outcome.ts";
import { signatureHeaders, signingSecrets, type WebhookSecret } from "./sign-hook.ts";

export interface WebhookOptions {
  database: Database;
  clock: () => number;
  outbound: Outbound;
  webhookSecret: WebhookSecret;
  /** Milliseconds until a try without an answer is given up. */
  timeout?: number | undefined;
}

/** What of an answer's headers the log keeps. */
const KEPT_HEADERS = ["content-type", "location", "retry-after"];

/**
 * Sends to webhooks, signed as Standard Webhooks say, and to Slack. Any 2xx is success; 410 switches the endpoint off;
 * everything else, a redirect included, is tried again.
 */
export function createWebhookChannel(options: WebhookOptions): Channel<HookMessage> {
  const { database, clock, outbound, timeout = 10_000 } = options;
  return {
    name: "webhook",
    async send(id, { body }, endpointId, requestId) {
      const [endpoint] = await database.query
        .select()
        .from(endpoints)
        .where(eq(endpoints.id, endpointId ?? ""));
      if (!endpoint) return { status: "refused", reason: "The webhook is gone." };
      const { url } = endpoint;
      const secrets = endpoint.channel === "webhook" ? signingSecrets(endpoint, options.webhookSecret, clock()) : [];
      const headers = {
        "content-type": "application/json",
        "user-agent": "revenue-diagnostic",
        ...(requestId && endpoint.channel === "webhook" && { "x-request-id": requestId }),
        ...(secrets.length > 0 && signatureHeaders(id, body, secrets, clock())),
      };
      // The path of an address is often what lets its holder write there; owners find it with the endpoint.
      const request = [`POST ${new URL(url).origin}`, ...linesOf(headers), "", body].join("\n");
      let answer: Answer;
      try {
        answer = await post({ url, headers, body, timeout }, outbound);
      } catch (error) {
        const exchange = { status: null, request };
        const { code, message } = error as { code?: unknown; message: string };
        if (code === "REFUSED_DESTINATION") return { status: "refused", reason: message, exchange };
        const ours = code === "TIMEOUT" || code === "NOT_FOUND";
        return { status: "again", reason: ours ? message : reasonOf(error), exchange };
      }
      if (answer.status === 410)
        await database.transaction((tx) =>
          disableEndpoint(tx, endpoint.id, "The receiver answered 410 Gone.", clock()),
        );
      return outcomeOf(answer, request, clock());
    },
  };
}

function outcomeOf({ status, headers, body }: Answer, request: string, now: number): Outcome {
  const kept = KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]));
  const response = [...linesOf(Object.fromEntries(kept)), "", body].join("\n").trim();
  const exchange: Exchange = { status, request, response };
  if (status >= 200 && status < 300) return { status: "sent", providerId: null, exchange };
  if (status === 410) return { status: "refused", reason: "The receiver answered 410 Gone.", exchange };
  const redirect = status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
  const wait = headers["retry-after"];
  return {
    status: "again",
    reason: `The receiver answered ${status}${redirect}.`,
    retryAfterSeconds: retryAfterSeconds(wait === undefined ? undefined : String(wait), now),
    exchange,
  };
}

const linesOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
