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
