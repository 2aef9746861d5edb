import { defineConfig } from "@playwright/test";
import { browserPath, LAUNCH_ARGS } from "./test/support/browser/browser.ts";
import { TEST_LIMIT, WAIT_LIMIT } from "./test/support/limits.ts";
import { testVariables } from "./test/support/scratch.ts";

Object.assign(process.env, testVariables());

export default defineConfig({
  testDir: "test/e2e",
  globalSetup: "test/support/server/migrate-once.ts",
  fullyParallel: true,
  // With three a sixth of two cores stood idle while tests waited for frames, answers and mail.
  workers: 5,
  forbidOnly: true,
  reporter: "list",
  timeout: TEST_LIMIT,
  expect: { timeout: WAIT_LIMIT },
  use: {
    browserName: "chromium",
    locale: "en-GB",
    // Colours in transition would be measured half-way.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: browserPath(), args: LAUNCH_ARGS },
  },
});
