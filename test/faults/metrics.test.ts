import { expect, test } from "vitest";
import { createDeliveryLoops } from "#src/server/delivery-loops.ts";
import { createMetrics } from "#src/server/metrics.ts";
import { MINUTE } from "#src/time.ts";
import { addDelivery } from "#test/support/delivery/outbox.ts";
import { embeddedLife } from "#test/support/embedded-life.ts";
import { LIFE_STARTS } from "#test/support/founder-life.ts";
import { OWN_FORM, startShell, WATCHING } from "#test/support/server/start-shell.ts";

/** The value of a line of Prometheus' text format; undefined where there is none. */
const figureIn = (text: string, line: string) =>
  text
    .split("\n")
    .find((one) => one.startsWith(`${line} `))
    ?.slice(line.length + 1);

test("/metrics tells who brings the token of requests, the outbox, the database and the process, and nobody else", async () => {
  const { database, life } = await embeddedLife();
  const loops = createDeliveryLoops(life.app, life.channel, undefined);
  const backups = { health: () => ({ newestSeconds: 90, kept: 1, lastError: null }) };
  const metrics = await createMetrics({ database, loops, backups });
  const page = (_req: unknown, res: { end(text: string): void }) => res.end("<p>Page</p>");
  const { ask } = await startShell(page, { metrics });
  await addDelivery(database, "ada@example.com", LIFE_STARTS);
  life.advance(5 * MINUTE);

  await ask("/a/page/of/somebody@example.com");
  await ask("/favicon.svg");
  await ask("/", { method: "POST", headers: { ...OWN_FORM, "sec-fetch-site": "cross-site" } });
  expect((await ask("/metrics")).text).toBe("<p>Page</p>");
  const { status, headers, text } = await ask("/metrics", WATCHING);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "cache-control": "no-store", "content-type": expect.stringContaining("text/plain") });
  const requests = (by: string, code: number, method = "GET") =>
    figureIn(text, `plumbline_requests_total{method="${method}",by="${by}",status="${code}"}`);
  expect([requests("page", 200), requests("file", 200), requests("shell", 403, "POST")]).toEqual(["2", "1", "1"]);
  expect(figureIn(text, 'plumbline_answer_seconds_count{by="page"}')).toBe("2");
  expect(figureIn(text, 'plumbline_deliveries{channel="mail",state="pending"}')).toBe("1");
  expect(figureIn(text, 'plumbline_oldest_waiting_seconds{queue="mail"}')).toBe("300");
  expect(figureIn(text, "plumbline_backup_age_seconds")).toBe("90");
  expect(figureIn(text, "plumbline_database_writes_waiting")).toBe("0");
  expect(Number(figureIn(text, "plumbline_database_seconds"))).toBeGreaterThan(0);
  for (const name of ["nodejs_eventloop_lag_seconds", "process_resident_memory_bytes"])
    expect(Number(figureIn(text, name)), name).toBeGreaterThanOrEqual(0);
  expect(text).not.toContain("somebody");
});
