import { test as base } from "@playwright/test";
import { type Server, startServer } from "./server.ts";

/** Every worker has a server of its own; relative addresses lead to it. */
export const test = base.extend<object, { server: Server }>({
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
});

export { expect } from "@playwright/test";
