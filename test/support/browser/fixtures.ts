import { test as base } from "@playwright/test";
import { type Server, startServer } from "#test/support/server/server.ts";

interface Own {
  /** Starts another server with these variables, stopped when the test ends. */
  serverWith: typeof startServer;
}

/** Every worker has a server of its own; relative addresses lead to it. */
export const test = base.extend<Own, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: ({ server }, use) => use(server.url),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  serverWith: async ({}, use) => {
    const started: Server[] = [];
    await use(async (variables) => {
      const server = await startServer(variables);
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.stop()));
  },
});

export { expect } from "@playwright/test";
