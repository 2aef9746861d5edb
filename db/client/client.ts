import { AsyncLocalStorage } from "node:async_hooks";
import type { ResultSet } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { connect } from "./connection.ts";
import { classify, DatabaseError, translate } from "./errors.ts";
import { guardedClient } from "./guarded-client.ts";
import { joinedWrites } from "./joined-writes.ts";
import type { Mode } from "./location.ts";
import { retryUntil } from "./retry.ts";
import { hasFreeSpace, tryRoom } from "./room.ts";
import { type BoundStatement, bind, type Statement } from "./statements.ts";
import { type Query, runTransaction, type Tx } from "./transaction.ts";
import { writeQueue } from "./write-queue.ts";

export type DatabaseOptions = {
  authToken?: string;
  /** How long a write waits for another process's lock or for the server to listen, from its call on. Default 15,000 ms. */
  busyTimeout?: number;
  /** How long a read is tried again before it fails. Default 5,000 ms. */
  readTimeout?: number;
  /** How long one request to a remote server may take. Default 10,000 ms. */
  requestTimeout?: number;
};

export type Database = {
  url: string;
  mode: Mode;
  /** Drizzle for reads and for building statements. An awaited write here also goes through the write queue. */
  query: Query;
  /**
   * Reads, decides and writes as one: commits when the work returns, rolls back when it throws. It waits its turn in the
   * write queue, and the whole work runs again when another process holds the lock or the server took the transaction
   * away: what it does beside the database must bear that. Inside it only `tx` exists. Anything else on this database
   * throws at once, since it would wait for this very transaction, or read what stood there before.
   *
   * @throws {Error} DATABASE_IN_TRANSACTION when called inside one; else what the work throws, or as `write`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Runs the statements as one transaction: all or none, in the order of the calls.
   *
   * @returns one result per statement. With RETURNING look at `rows`: the embedded driver leaves `rowsAffected` at 0.
   * @throws {DatabaseError} by `code`: DATABASE_BUSY, DATABASE_FULL, DATABASE_UNREACHABLE, DATABASE_CLOSED. Constraint
   *   errors pass unchanged with code SQLITE_CONSTRAINT.
   */
  write(statements: readonly Statement[]): Promise<ResultSet[]>;
  /** True when one cheap read succeeds now. Never throws. */
  ready(): Promise<boolean>;
  /** False when a write would find no room in an embedded file; null while writes wait, which it never does. Never throws. */
  hasRoom(): Promise<boolean | null>;
  /** Writes that wait or run. */
  pending(): number;
  /** Empties the write-ahead log into the file, so that erased rows are in neither. False when a reader was in the way. */
  checkpoint(): Promise<boolean>;
  /** Refuses new writes, lets the queue drain, then closes. Safe to call twice. */
  close(): Promise<void>;
};

const insideError = () =>
  Object.assign(new Error("Inside a transaction only its own handle reads and writes: use tx."), {
    code: "DATABASE_IN_TRANSACTION",
  });
const readAgain = (error: unknown) => ["busy", "unsent", "ambiguous"].includes(classify(error));
const rethrow = (error: unknown): never => {
  throw translate(error);
};
const writeAgain = (error: unknown) => ["busy", "unsent"].includes(classify(error));

/**
 * Opens a `file:` database (its folder is made) or a libSQL server (`http:`, `https:`, `libsql:`). Reads and writes have a
 * connection each, so that a write's recovery from a held lock never pulls the connection from under a read.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { authToken, busyTimeout = 15_000, readTimeout = 5_000, requestTimeout = 10_000 } = options;
  const writer = connect(url, { authToken, requestTimeout });
  const reader = connect(url, { authToken, requestTimeout });
  const queue = writeQueue();
  const running = new AsyncLocalStorage<{ open: boolean }>();
  let underWay = 0;
  let closing: Promise<void> | undefined;
  let closed = false;

  const refuseInside = (): void => {
    if (running.getStore()?.open) throw insideError();
  };

  const read = async <T>(work: Parameters<typeof reader.use<T>>[0]): Promise<T> => {
    refuseInside();
    if (closed) throw new DatabaseError("DATABASE_CLOSED");
    const again = (error: unknown) => !closed && readAgain(error);
    return retryUntil(performance.now() + readTimeout, again, () => reader.use(work)).catch(rethrow);
  };
  const counted = <T>(written: Promise<T>): Promise<T> => {
    underWay += 1;
    return written.finally(() => {
      underWay -= 1;
    });
  };
  const queued = async <T>(work: Parameters<typeof writer.useToWrite<T>>[0]): Promise<T> => {
    refuseInside();
    if (closing) throw new DatabaseError("DATABASE_CLOSED");
    joined.part();
    // Counted from the call: a queue behind a held lock fails together, not one patience after another.
    const deadline = performance.now() + busyTimeout;
    return counted(queue.add(() => retryUntil(deadline, writeAgain, () => writer.useToWrite(work)))).catch(rethrow);
  };
  const once = (statements: BoundStatement[]) => writer.useToWrite((client) => client.batch(statements, "write"));
  const until = (deadline: number, statements: BoundStatement[]) =>
    retryUntil(deadline, writeAgain, () => once(statements));
  const joined = joinedWrites({ queue, once, until });
  const write = async (statements: BoundStatement[]): Promise<ResultSet[]> => {
    refuseInside();
    if (closing) throw new DatabaseError("DATABASE_CLOSED");
    return counted(joined.add(statements, performance.now() + busyTimeout)).catch(rethrow);
  };
  const truncateLog = () =>
    writer.use(async (client) => {
      const { rows } = await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      return rows[0]?.busy === 0;
    });

  const client = guardedClient(
    {
      read: (statement) => read((client) => client.execute(statement)),
      write,
      alone: (statement) => queued((client) => client.execute(statement)),
      migrate: (statements) => queued((client) => client.migrate(statements)),
    },
    writer.mode === "embedded" ? "file" : "http",
  );

  return {
    url,
    mode: writer.mode,
    query: drizzle(client),
    transaction<T>(work: (tx: Tx) => Promise<T>) {
      return queued(async (client) => {
        const state = { open: true };
        const noted = (tx: Tx) => running.run(state, work, tx);
        // What the work left running behind it is outside again once this is over.
        return runTransaction(client, noted).finally(() => {
          state.open = false;
        });
      });
    },
    async write(statements) {
      const bound = statements.map(bind);
      return bound.length === 0 ? [] : write(bound);
    },
    async ready() {
      if (closed) return false;
      const probe = reader.use((client) => client.execute("SELECT count(*) FROM sqlite_schema"));
      return probe.then(
        () => true,
        () => false,
      );
    },
    async hasRoom() {
      if (writer.mode === "remote") return true;
      if (!(await hasFreeSpace(url))) return false;
      if (closing || queue.pending() > 0) return null;
      return queue
        .add(() => writer.useToWrite(tryRoom))
        .then(
          () => true,
          (error) => (classify(error) === "full" ? false : null),
        );
    },
    pending: () => underWay,
    async checkpoint() {
      refuseInside();
      if (writer.mode === "remote") return true;
      if (closing) throw new DatabaseError("DATABASE_CLOSED");
      return queue.add(truncateLog).catch(rethrow);
    },
    close() {
      closing ??= queue.drained().then(async () => {
        // A file without a log beside it survives being copied by someone who does not know about the log.
        if (writer.mode === "embedded") await truncateLog().catch(() => false);
        closed = true;
        reader.close();
        writer.close();
      });
      return closing;
    },
  };
}
