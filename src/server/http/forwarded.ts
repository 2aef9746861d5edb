import { randomUUID } from "node:crypto";
import type { Log } from "#src/server/log.ts";

/** `ignored` means that X-Forwarded-For was seen while no proxy is trusted: all visitors then share one client's limits. */
export type Forwarded = "none" | "trusted" | "ignored";

/** Watches for X-Forwarded-For; warns once when it is ignored. `state` is what /health shows. */
export function watchForwarded(trustedProxies: number, log: Log) {
  let state: Forwarded = "none";
  return {
    state: (): Forwarded => state,
    /** Takes note of one request. */
    see(forwardedFor: string | undefined): void {
      if (!forwardedFor || state !== "none") return;
      state = trustedProxies > 0 ? "trusted" : "ignored";
      if (state === "ignored") {
        log.warn("forwarded-ignored", {
          advice: "X-Forwarded-For was seen while TRUSTED_PROXIES is 0, so all visitors may share one client's limits.",
        });
      }
    },
  };
}

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
