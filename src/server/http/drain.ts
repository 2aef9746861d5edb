import type { Server } from "node:http";
import { Server as NetServer } from "node:net";

/** Long enough for a request that was on its way on an idle connection, too short to be noticed. */
const GRACE = 250;
const LOOK_EVERY = 20;

/**
 * Stops listening, waits until no request is under way or `longest` milliseconds have passed, then closes every
 * connection. node's own http close() would first cut idle connections, and with them a request already sent on one.
 */
export function drain(server: Server, underWay: () => number, longest: number): Promise<void> {
  return new Promise((resolve) => {
    const began = performance.now();
    NetServer.prototype.close.call(server, () => {
      clearInterval(look);
      resolve();
    });
    const look = setInterval(() => {
      const waited = performance.now() - began;
      if (waited >= longest || (waited >= GRACE && underWay() === 0)) server.closeAllConnections();
    }, LOOK_EVERY);
  });
}
