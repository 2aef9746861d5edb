import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { paths } from "#src/paths.ts";
import { hiddenField } from "#test/support/browser/visitor.ts";
import { type Server, startServer } from "#test/support/server/server.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

const PAIRS = 400;
const WARM_UP = 40;

/** The median time in which a sign-in link is asked for, for addresses that we hold and that we do not: nobody can tell them apart. */
export async function signIn(): Promise<Row[]> {
  const server = await startServer({ NODE_ENV: "production" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const known = Array.from({ length: WARM_UP + PAIRS }, (_, place) => `known-${place}@bench.example`);
    hold(server, known);
    const page = await fetch(server.url + paths.founderSignIn);
    const time = hiddenField(await page.text(), "time");
    const taken = { known: [] as number[], unknown: [] as number[] };
    for (const [place, address] of known.entries()) {
      const pair: [keyof typeof taken, string][] = [
        ["known", address],
        ["unknown", address.replace("known", "other")],
      ];
      // Now the one first, now the other: what the machine does beside falls on both alike.
      for (const [which, email] of Math.random() < 0.5 ? pair : pair.toReversed()) {
        const milliseconds = await ask(server, agent, { time, email });
        if (place >= WARM_UP) taken[which].push(milliseconds);
      }
    }
    const what = "Sign-in link for an address that we hold";
    const [here, floor] = [median(taken.known), median(taken.unknown)];
    return [{ what, unit: "ms", here, floor, of: "one that we do not hold" }];
  } finally {
    agent.destroy();
    await server.stop();
  }
}

function hold(server: Server, addresses: readonly string[]): void {
  const database = new DatabaseSync(server.databaseFile, { timeout: 5_000 });
  const insert = database.prepare("INSERT INTO leads (id, address, created_at) VALUES (?, ?, ?)");
  database.exec("BEGIN");
  for (const address of addresses) insert.run(randomBytes(18).toString("base64url"), address, Date.now());
  database.exec("COMMIT");
  database.close();
}

/** Sends the form and waits for the whole answer; returns how long that took. */
function ask(server: Server, agent: Agent, fields: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    host: `localhost:${server.port}`,
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request(
      { host: "127.0.0.1", port: server.port, path: paths.founderSignIn, method: "POST", agent, headers },
      (answer) => {
        if (answer.statusCode !== 303) reject(new Error(`A link was answered with ${answer.statusCode}.`));
        answer.resume().on("end", () => resolve(performance.now() - began));
      },
    );
    sent.on("error", reject).end(body);
  });
}
