import { setImmediate } from "node:timers/promises";
import type { ResultSet } from "@libsql/client";
import { classify } from "./errors.ts";
import type { BoundStatement } from "./statements.ts";
import type { WriteQueue } from "./write-queue.ts";

/** One call to write, with the time on `performance.now()`'s scale until which it may be tried. */
interface WaitingWrite {
  statements: BoundStatement[];
  deadline: number;
  resolve(results: ResultSet[]): void;
  reject(error: unknown): void;
}

interface Ways {
  queue: WriteQueue;
  /** Runs statements as one transaction, once. */
  once(statements: BoundStatement[]): Promise<ResultSet[]>;
  /** The same, tried again until the deadline. */
  until(deadline: number, statements: BoundStatement[]): Promise<ResultSet[]>;
}

/**
 * Writes that wait at the same time take one turn in the queue, in their order. They are one transaction where all of them
 * can be, so that the disk is synced once for all; where one fails nothing of it has been written, and each runs by itself,
 * as if it had come alone.
 */
export function joinedWrites({ queue, once, until }: Ways) {
  let joining: WaitingWrite[] | null = null;

  const settle = async (writes: readonly WaitingWrite[]): Promise<void> => {
    if (writes.length > 1) {
      try {
        const results = await once(writes.flatMap(({ statements }) => statements));
        for (const { statements, resolve } of writes) resolve(results.splice(0, statements.length));
        return;
      } catch (error) {
        // It may have been written: who runs it again may write it twice.
        if (classify(error) === "ambiguous") {
          for (const { reject } of writes) reject(error);
          return;
        }
      }
    }
    for (const { deadline, statements, resolve, reject } of writes)
      await until(deadline, statements).then(resolve, reject);
  };

  return {
    add(statements: BoundStatement[], deadline: number): Promise<ResultSet[]> {
      const { promise, resolve, reject } = Promise.withResolvers<ResultSet[]>();
      const waiting = { statements, deadline, resolve, reject };
      if (joining) joining.push(waiting);
      else {
        const joined = [waiting];
        joining = joined;
        void queue.add(async () => {
          // Whoever is answered in the same turn of the event loop joins.
          await setImmediate();
          if (joining === joined) joining = null;
          await settle(joined);
        });
      }
      return promise;
    },
    /** Whoever writes from now on waits for another turn. */
    part(): void {
      joining = null;
    },
  };
}
