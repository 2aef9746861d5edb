import type { Server } from "node:http";
import type { Socket } from "node:net";
import { networkOf } from "#src/client-hash.ts";
import type { Log } from "#src/server/log.ts";
import { clientAddress } from "./client-address.ts";

/**
 * Drops a client's connections beyond `most` that are open at once, so that those of one, idle or slow, shut no other out.
 * For a server that clients reach themselves: behind a proxy every connection is the proxy's.
 */
export function limitConnections(server: Server, most: number, log: Log): void {
  const open = new Map<string, number>();
  server.prependListener("connection", (socket: Socket) => {
    const client = networkOf(clientAddress(socket.remoteAddress, undefined, 0));
    const count = (open.get(client) ?? 0) + 1;
    if (count > most) {
      log.warn("connection-dropped", { limitOfClient: most });
      return void socket.destroy();
    }
    open.set(client, count);
    socket.once("close", () => {
      const left = (open.get(client) ?? 0) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  });
}
