import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { times } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { startShell } from "#test/support/server/start-shell.ts";

/** Connects from an address of loopback; resolves with the socket. */
async function idle(port: number, from: string): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

test("1,000 idle sockets of one client shut nobody else out", async () => {
  const { port, shell, ask } = await startShell((_req, res) => void res.end("a page"), {
    // None is closed for its age while this is looked at.
    variables: { LIMIT_HEADERS_SECONDS: "600", LIMIT_REQUEST_SECONDS: "600", LIMIT_CONNECTIONS_PER_CLIENT: "200" },
  });
  const sockets = await Promise.all(times(1_000).map(() => idle(port, "127.0.0.2")));
  const open = () =>
    new Promise<number>((resolve, reject) =>
      shell.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  await expect.poll(open, { timeout: WAIT_LIMIT }).toBe(200);
  const others = times(5).map(() => ask("/some-page"));
  for (const { status } of await Promise.all(others)) expect(status).toBe(200);

  // Room comes back with every socket that goes.
  for (const socket of sockets) socket.destroy();
  await expect.poll(open, { timeout: WAIT_LIMIT }).toBe(0);
  const again = await idle(port, "127.0.0.2");
  await expect.poll(open, { timeout: WAIT_LIMIT }).toBe(1);
  expect(again.destroyed).toBe(false);
});
