import { randomUUID } from "node:crypto";

/** As proxies make them: 32 hexadecimal digits, with the hyphens of a UUID or without. */
const MADE_BY_PROXIES = /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * The id of a request: its `X-Request-Id` where a trusted proxy stands before us and the id looks as one of a proxy does, else a
 * new one. No other text from outside comes into log, outbox and webhooks by it.
 */
export function requestIdOf(given: string | string[] | undefined, trustedProxies: number): string {
  return trustedProxies > 0 && typeof given === "string" && MADE_BY_PROXIES.test(given)
    ? given.toLowerCase()
    : randomUUID();
}
