import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "turso",
  schema: [
    "./db/schema.ts",
    "./db/lead-schema.ts",
    "./db/delivery-schema.ts",
    "./db/staff-schema.ts",
    "./db/funnel-schema.ts",
    "./db/progress-schema.ts",
    "./db/inquiry-schema.ts",
  ],
  out: "./db/migrations",
});
