import { EventEmitter, once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "#src/paths.ts";
import { MINUTE } from "#src/time.ts";
import { finish, hiddenField, post, sendAnswers } from "#test/support/browser/visitor.ts";
import type { ResendServer } from "#test/support/delivery/resend-server.ts";
import { answersOf } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";

const AT_ONCE = 8;
/** What the method makes of these answers. */
const [ANSWERS, OVERALL] = [answersOf("E1"), 9];

/** What visitors were told, to be held against what is there afterwards. */
export interface Told {
  /** Attempts whose answers were said to be kept and whose last form was not answered. */
  unfinished: string[];
  results: string[];
  /** Addresses of which it was said that the report comes. */
  reports: string[];
  /** Answers by their status where it was another than it should be, and requests that got none. */
  failed: Record<string, number>;
}

/** Visitors who take the Snapshot and ask for its report, one sitting after another, and try again where that fails. */
export interface Visitors {
  told: Told;
  /** Resolves once so many more requests were answered as they should be, or, with `failed`, were not. */
  next(count: number, outcome?: "done" | "failed"): Promise<void>;
  stop(): Promise<void>;
}

export function startVisitors(server: () => Server): Visitors {
  const told: Told = { unfinished: [], results: [], reports: [], failed: {} };
  const events = new EventEmitter().setMaxListeners(0);
  let stopped = false;
  let sittings = 0;

  const step = async <T>(work: Promise<T>, isDone: (answer: T) => number | true): Promise<T> => {
    let status: number | string | true;
    try {
      const answer = await work;
      status = isDone(answer);
      if (status === true) {
        events.emit("done");
        return answer;
      }
    } catch (error) {
      // A request that was under way is cut; one that finds nobody listening is refused.
      const { cause } = error as { cause?: { code?: string } };
      status = cause?.code === "ECONNREFUSED" ? "connections refused" : "requests cut";
    }
    const kind = typeof status === "number" ? `answers of ${status}` : status;
    told.failed[kind] = (told.failed[kind] ?? 0) + 1;
    events.emit("failed");
    throw new Error(`Answered with ${status}.`);
  };
  const answeredWith = (status: number) => (response: Response) => response.status === status || response.status;

  const sitting = async () => {
    sittings += 1;
    const address = `visitor-${sittings}@firm.example`;
    const started = await step(post(server(), paths.start("snapshot")), answeredWith(303));
    const reference = started.headers.get("location")?.split("/").at(2) ?? "";
    await step(sendAnswers(server(), "snapshot", reference, ANSWERS), answeredWith(200));
    told.unfinished.push(reference);
    await step(finish(server(), "snapshot", reference, ANSWERS), answeredWith(303));
    told.unfinished.splice(told.unfinished.indexOf(reference), 1);
    told.results.push(reference);
    const page = await step(fetch(server().url + paths.result(reference)), answeredWith(200));
    const time = hiddenField(await page.text(), "time");
    await step(post(server(), paths.report(reference), { time, email: address }), answeredWith(303));
    told.reports.push(address);
  };
  const visitor = async () => {
    while (!stopped) await sitting().catch(() => pause(100));
  };
  const running = Array.from({ length: AT_ONCE }, visitor);
  return {
    told,
    async next(count, outcome = "done") {
      for (let left = count; left > 0; left -= 1) await once(events, outcome);
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

/** What is there of what visitors were told, once every report that was promised has gone out or none has for a minute. */
export async function held(server: Server, { unfinished, results, reports }: Told, provider: ResendServer) {
  const sentTo = () => provider.accepted.flatMap(({ body }) => JSON.parse(body).to as string | string[]).flat();
  const missing = () => {
    const sent = new Set(sentTo());
    return reports.filter((address) => !sent.has(address));
  };
  // However slow the machine is: it has stopped sending when a minute brings nothing.
  let before = missing().length;
  for (let since = Date.now(); before > 0 && Date.now() < since + MINUTE; ) {
    await pause(50);
    const now = missing().length;
    if (now < before) since = Date.now();
    before = now;
  }

  const isThere = async (reference: string) => {
    const answer = await fetch(server.url + paths.resultFacts(reference));
    return answer.status === 200 && (await answer.json()).overall === OVERALL;
  };
  const lost: string[] = [];
  for (const reference of results) if (!(await isThere(reference))) lost.push(reference);
  for (const reference of unfinished) {
    // Its last form may have been taken before its answer was lost: then it is done, and the form leads to the result.
    await finish(server, "snapshot", reference, ANSWERS);
    if (!(await isThere(reference))) lost.push(reference);
  }
  const sent = sentTo();
  return {
    "sittings said to be kept": results.length + unfinished.length,
    "of them lost": lost.length,
    "reports promised": reports.length,
    "of them not sent": missing().length,
    "sent twice": sent.length - new Set(sent).size,
    "errors in the log": server.log.filter(({ level }) => level === "error").length,
  };
}
