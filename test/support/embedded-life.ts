import { onTestFinished } from "vitest";
import { databases } from "./database/databases.ts";
import { applicationOn } from "./founder-life.ts";

/** The application on an embedded database of its own; both are gone when the test ends, after all that it has begun since. */
export async function embeddedLife(options?: { busyTimeout: number }) {
  const [embedded] = databases();
  if (!embedded) throw new Error("No embedded mode.");
  const database = await embedded.open(options);
  const life = applicationOn(database);
  onTestFinished(async () => {
    life.remove();
    await embedded.dispose();
  });
  return { database, life, url: embedded.url };
}
