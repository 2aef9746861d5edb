import type { HookMessage, Message } from "#db/schema/deliveries.ts";
import { reasonOf } from "#src/delivery/channels/outcome.ts";
import { MINUTE, SECOND } from "#src/time.ts";
import { LONGEST_WAIT } from "./backoff.ts";
import type { Outbox } from "./context.ts";
import { deliver } from "./deliver.ts";
import { nextDue } from "./due.ts";
import { lease } from "./lease.ts";
import { createSleeper } from "./sleep.ts";

const SHORTEST_SLEEP = 10;
const PAUSE_AFTER_ERROR = 5 * SECOND;
/** How long a wish for quiet about one message holds up the others. */
const LONGEST_PAUSE = MINUTE;

export type LoopOptions<M extends Message | HookMessage> = Omit<Outbox<M>, "random"> & {
  random?: (() => number) | undefined;
  /** The longest sleep in milliseconds: another process may have enqueued meanwhile. Default 30,000. */
  idle?: number | undefined;
};

export type LoopState = {
  channel: string;
  running: boolean;
  /** Nothing is sent until then, because the provider has asked for quiet (milliseconds since 1970). */
  pausedUntil: number | null;
  /** Until then a message waits that it would not take, at most an hour; the others go on after a minute. */
  askedToWaitUntil: number | null;
  /** Why the last round stopped, until a round succeeds. */
  lastError: string | null;
};

export type Loop = {
  /** Begins to deliver; again after `stop`, if wanted. */
  start(): void;
  /**
   * Delivers what is due, as many at once as the rules say, and returns how many leases it took. It ends early at `stop`
   * and when the provider asks for quiet. Throws database errors.
   */
  runOnce(): Promise<number>;
  /** Call it after an enqueue: the loop looks now. */
  wake(): void;
  /** Takes no further lease and resolves once the send under way is recorded. */
  stop(): Promise<void>;
  state(): LoopState;
};

/**
 * The loop that empties the outbox of the channels its rules serve. Any number of them, in any number of processes, may
 * share a database. Each of its lanes sends one delivery after the other, and none waits for another lane.
 */
export function createLoop<M extends Message | HookMessage>(options: LoopOptions<M>): Loop {
  const { random = Math.random, idle = 30 * SECOND, ...rest } = options;
  const outbox: Outbox<M> = { ...rest, random };
  const { database, clock, channel, rules, log } = outbox;
  const lanes = Array.from({ length: rules.atOnce }, createSleeper);
  const underWay = new Set<Promise<number>>();
  let turning: Promise<unknown> | undefined;
  let stopping = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let askedToWaitUntil = Number.NEGATIVE_INFINITY;
  let lastError: string | null = null;

  const paused = () => pausedUntil > clock();

  async function round(): Promise<number> {
    let taken = 0;
    while (!stopping && !paused()) {
      const leased = await lease(outbox);
      if (!leased) break;
      taken += 1;
      const { retryAfterSeconds } = await deliver(outbox, leased);
      if (!rules.oneReceiver || retryAfterSeconds === undefined) continue;
      pausedUntil = clock() + Math.min(retryAfterSeconds * SECOND, LONGEST_PAUSE);
      askedToWaitUntil = clock() + Math.min(retryAfterSeconds * SECOND, LONGEST_WAIT);
    }
    return taken;
  }

  function inOneLane(): Promise<number> {
    const running = round().finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  }

  async function runOnce(): Promise<number> {
    const taken = await Promise.all(lanes.map(inOneLane));
    return taken.reduce((sum, some) => sum + some, 0);
  }

  async function untilNext(taken: number): Promise<number> {
    if (paused()) return pausedUntil - clock();
    const due = await nextDue(database, rules.serves);
    if (due === null) return idle;
    const wait = due - clock();
    // What is due and was not to be had waits for its receiver, whom another lane is asking.
    return taken === 0 && wait <= 0 ? SECOND : wait;
  }

  async function turn({ sleep }: (typeof lanes)[number]): Promise<void> {
    while (!stopping) {
      let wait = Math.min(PAUSE_AFTER_ERROR, idle);
      try {
        wait = await untilNext(await inOneLane());
        lastError = null;
      } catch (error) {
        lastError = reasonOf(error);
        log.error("delivery.loop", { error });
      }
      if (!stopping) await sleep(Math.max(SHORTEST_SLEEP, Math.min(wait, idle)));
    }
  }

  function wake(): void {
    for (const lane of lanes) lane.wake();
  }

  return {
    start() {
      if (turning) return;
      stopping = false;
      turning = Promise.all(lanes.map(turn));
    },
    runOnce,
    wake,
    async stop() {
      stopping = true;
      wake();
      await Promise.allSettled([turning, ...underWay]);
      turning = undefined;
    },
    state: () => ({
      channel: channel.name,
      running: turning !== undefined && !stopping,
      pausedUntil: paused() ? pausedUntil : null,
      askedToWaitUntil: askedToWaitUntil > clock() ? askedToWaitUntil : null,
      lastError,
    }),
  };
}
