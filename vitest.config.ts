import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{unit,db,faults,brand}/**/*.test.ts", "test/architecture.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
  },
});
