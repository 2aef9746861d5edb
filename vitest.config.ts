import { defineConfig } from "vitest/config";
import { scratchFolder } from "./test/scratch.ts";

export default defineConfig({
  test: {
    env: { TMPDIR: scratchFolder() },
    include: ["test/{unit,db,faults,brand}/**/*.test.ts", "test/architecture.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
  },
});
