import { defineConfig } from "vitest/config";
import { TEST_LIMIT, WAIT_LIMIT } from "./test/support/limits.ts";
import { LongestFirst } from "./test/support/longest-first.ts";
import { testVariables } from "./test/support/scratch.ts";

Object.assign(process.env, testVariables());

export default defineConfig({
  test: {
    include: ["test/{unit,db,faults,brand}/**/*.test.ts", "test/*.test.ts"],
    globalSetup: "test/support/database/migrated.ts",
    pool: "forks",
    // A larger nursery: objects of one test seldom live to see the next.
    execArgv: ["--max-semi-space-size=64"],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Nothing is mocked and no module keeps state that a test would see: loading all anew for each file costs a minute.
    isolate: false,
    testTimeout: TEST_LIMIT,
    hookTimeout: TEST_LIMIT,
    teardownTimeout: WAIT_LIMIT,
  },
});
