import type { Registry } from "prom-client";
import type { Database } from "#db/client/client.ts";
import { countDeliveries } from "#src/delivery/desk/count-deliveries.ts";
import { SECOND } from "#src/time.ts";
import type { Backups } from "./backups.ts";
import type { DeliveryLoops } from "./delivery-loops.ts";

/** One request that was answered. */
export interface Answered {
  method: string;
  /** Whether a page or an endpoint made the answer, a built file was it, or the shell refused or redirected. */
  by: "page" | "file" | "shell";
  status: number;
  seconds: number;
}

export interface Metrics {
  answered(request: Answered): void;
  /** Everything in Prometheus' text format, with its content type. */
  read(): Promise<{ type: string; text: string }>;
}

interface Parts {
  database: Pick<Database, "query" | "ready" | "pending">;
  loops: Pick<DeliveryLoops, "health">;
  backups: Pick<Backups, "health"> | null;
}

const METHODS = ["GET", "HEAD", "POST"];
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus may know of this process and its outbox. No label holds what a visitor sent. */
export async function createMetrics({ database, loops, backups }: Parts): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry: Registry = new Registry();
  const shared = { registers: [registry] };
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    ...{ name: "plumbline_requests_total", help: "Requests that were answered.", ...shared },
    labelNames: ["method", "by", "status"],
  });
  const seconds = new Histogram({
    ...{ name: "plumbline_answer_seconds", help: "From the first byte of a request to the last of its answer." },
    ...{ ...shared, labelNames: ["by"], buckets: BUCKETS },
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `plumbline_${name}`, help, labelNames, ...shared });
  const deliveries = gauge("deliveries", "Rows of the outbox by way out and state.", ["channel", "state"]);
  const oldest = gauge("oldest_waiting_seconds", "How long the oldest message that is due has waited.", ["queue"]);
  const latency = gauge("database_seconds", "How long one cheap read of the database took just now.");
  const writes = gauge("database_writes_waiting", "Writes that wait or run.");
  const backup = gauge("backup_age_seconds", "How old the newest backup is.");

  const look = async () => {
    const began = performance.now();
    const ready = await database.ready();
    latency.set(ready ? (performance.now() - began) / SECOND : Number.NaN);
    writes.set(database.pending());
    const age = backups?.health().newestSeconds;
    if (age !== null && age !== undefined) backup.set(age);
    if (!ready) return;
    deliveries.reset();
    for (const { channel, state, rows } of await countDeliveries({ database }))
      deliveries.set({ channel, state }, rows);
    const { delivery, webhooks } = await loops.health(true);
    oldest.set({ queue: "mail" }, delivery.oldestPendingSeconds ?? 0);
    oldest.set({ queue: "webhooks" }, webhooks.oldestPendingSeconds ?? 0);
  };
  return {
    answered({ method, by, status, seconds: took }) {
      requests.inc({ method: METHODS.includes(method) ? method : "other", by, status });
      seconds.observe({ by }, took);
    },
    async read() {
      await look();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
