import { once } from "node:events";
import { createServer } from "node:net";
import { type Environment, EnvironmentError } from "./env.ts";

/**
 * Asked before the database is opened: a second server must not touch the first one's file.
 * @throws {EnvironmentError} in a sentence, where something listens on the port already.
 */
export async function refuseTakenPort({ host, port }: Pick<Environment, "host" | "port">): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new EnvironmentError(
      `Port ${port} on ${host} is taken, perhaps by this server itself. Stop what listens there, or set PORT to another.`,
    );
  }
  probe.close();
  await once(probe, "close");
}
