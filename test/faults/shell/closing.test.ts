import { Agent } from "node:http";
import { describe, expect, test } from "vitest";
import { times } from "#test/support/factories.ts";
import { application } from "#test/support/server/inner-application.ts";
import { startShell, WATCHING } from "#test/support/server/start-shell.ts";

const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("/health", () => {
  test("tells strangers the status and nothing else", async () => {
    const { ask } = await startShell(application);
    expect(JSON.parse((await ask("/health")).text)).toEqual({ status: "ok" });
    for (const authorization of ["Bearer", `${WATCHING.headers.authorization}x`])
      expect(JSON.parse((await ask("/health", { headers: { authorization } })).text)).toEqual({ status: "ok" });
    expect(JSON.parse((await ask("/health", WATCHING)).text)).toMatchObject({ database: "ok", delivery: "ok" });
    const without = await startShell(application, { variables: { HEALTH_TOKEN: "" } });
    expect(JSON.parse((await without.ask("/health", WATCHING)).text)).toEqual({ status: "ok" });
  });

  test("has the parts looked at for whoever is told of them, and for nobody else", async () => {
    const told: boolean[] = [];
    const { ask } = await startShell(application, {
      health: async (isTold) => ({ status: told.push(isTold) > 0 ? "ok" : "" }),
    });
    await ask("/health");
    await ask("/health", WATCHING);
    await ask("/health", { headers: { authorization: "Bearer" } });
    expect(told).toEqual([false, true, false]);
  });

  test("is 503 when a part is not well or cannot be asked", async () => {
    const ill = await startShell(application, { health: async () => ({ status: "failing", database: "full" }) });
    expect(await ill.ask("/health", WATCHING)).toMatchObject({ status: 503, headers: { "cache-control": "no-store" } });
    const dead = await startShell(application, { health: () => Promise.reject(new Error("no")) });
    expect(JSON.parse((await dead.ask("/health", WATCHING)).text)).toMatchObject({ status: "failing" });
  });
});

describe("H10: closing", () => {
  const COUNT = 40;

  test("answers every request that was accepted and refuses new connections", async () => {
    const gate = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    let accepted = 0;
    const { shell, ask } = await startShell(async (_req, res) => {
      accepted += 1;
      if (accepted === COUNT) full.resolve();
      await gate.promise;
      res.end("done");
    });
    const answers = times(COUNT).map((index) => ask(`/slow/${index}`));
    await full.promise;
    const closed = shell.close();
    await expect(ask("/late")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    gate.resolve();
    const statuses = (await Promise.all(answers)).map(
      ({ status, text, headers }) => `${status} ${text} ${headers.connection}`,
    );
    expect(new Set(statuses)).toEqual(new Set(["200 done close"]));
    await closed;
    expect(accepted).toBe(COUNT);
  });

  test("loses no request of clients that keep their connections open and keep asking", async () => {
    const { shell, ask } = await start();
    const running = Promise.withResolvers<void>();
    let answered = 0;
    const client = async (): Promise<string> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      try {
        for (;;) {
          const { text } = await ask("/bare", { agent });
          if (text !== "bare") return text;
          answered += 1;
          if (answered === 500) running.resolve();
        }
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? "unknown";
      } finally {
        agent.destroy();
      }
    };
    const clients = Array.from({ length: 10 }, client);
    await running.promise;
    await shell.close();
    expect(new Set(await Promise.all(clients))).toEqual(new Set(["ECONNREFUSED"]));
  });

  test("cuts what has not finished in time", async () => {
    const arrived = Promise.withResolvers<void>();
    const { shell, ask } = await startShell(() => arrived.resolve(), { variables: { SHUTDOWN_SECONDS: "0" } });
    const answer = expect(ask("/never")).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrived.promise;
    await shell.close();
    await answer;
  });
});
