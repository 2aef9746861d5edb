import { connect } from "node:net";
import { paths } from "#src/paths.ts";
import { startServer } from "#test/support/server/server.ts";

/** Writes a header a byte at a time; resolves with what came back once the server has closed it. */
function dribble(port: number, from: string): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", localAddress: from });
    socket.write("GET / HTTP/1.1\r\nX-Slow: ");
    const drip = setInterval(() => socket.write("a"), 100);
    socket.on("data", (chunk) => {
      received += chunk;
      clearInterval(drip);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(drip);
      resolve(received);
    });
  });
}

/** So many sockets of three clients whose headers never end, while others ask for pages. `seconds` is the limit for headers. */
export async function slowSockets(count: number, seconds = 10) {
  const server = await startServer({ LIMIT_HEADERS_SECONDS: String(seconds), LIMIT_CONNECTIONS_PER_CLIENT: "200" });
  let open = count;
  const slow = Array.from({ length: count }, (_, place) =>
    dribble(server.port, `127.0.0.${2 + (place % 3)}`).finally(() => {
      open -= 1;
    }),
  );
  const took: number[] = [];
  let failed = 0;
  while (open > 0)
    for (const path of [paths.home, paths.start("snapshot"), paths.method(), "/health"]) {
      const from = performance.now();
      if ((await fetch(server.url + path)).status !== 200) failed += 1;
      took.push(performance.now() - from);
    }
  const answers = await Promise.all(slow);
  await server.stop();
  return {
    "slow sockets": count,
    "answered with 408": answers.filter((text) => text.startsWith("HTTP/1.1 408 ")).length,
    "pages served meanwhile": took.length - failed,
    "pages that failed": failed,
    "slowest page in ms": Math.round(Math.max(...took)),
    "errors in the log": server.log.filter(({ level }) => level === "error").length,
  };
}
