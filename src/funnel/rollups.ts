import { MINUTE } from "#src/time.ts";
import { type Rolling, rollUpStale } from "./roll-up.ts";

interface Log {
  error(event: string, fields: Record<string, unknown>): void;
}

/**
 * Keeps the funnel's numbers fresh: `run` counts what is stale now, `start` does so every minute, `stop` waits for the day
 * under way. A run that fails is logged and tried again with the next; none ever throws.
 */
export function createRollups(domain: Rolling & { log: Log }) {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stopping = new AbortController();
  const run = () => {
    running ??= rollUpStale(domain, stopping.signal)
      .then(() => undefined)
      .catch((error: unknown) => domain.log.error("rollup-failed", { error }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    run,
    start() {
      timer ??= setInterval(run, MINUTE);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
