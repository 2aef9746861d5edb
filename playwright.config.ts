import { defineConfig } from "@playwright/test";
import { browserPath, LAUNCH_ARGS } from "./test/support/browser/browser.ts";
import { testVariables } from "./test/support/scratch.ts";

Object.assign(process.env, testVariables());

export default defineConfig({
  testDir: "test/e2e",
  fullyParallel: true,
  workers: 3,
  forbidOnly: true,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    locale: "en-GB",
    // Colours in transition would be measured half-way.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: browserPath(), args: LAUNCH_ARGS },
  },
});
