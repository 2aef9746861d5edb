import { type Client, createClient } from "@libsql/client";
import { Sqlite3Client } from "@libsql/client/sqlite3";
import { classify } from "./errors.ts";
import { KeptStatements } from "./kept-statements.ts";
import { fileOf, type Mode, makeFolderFor, modeOf } from "./location.ts";

// The driver waits for a lock inside the thread that answers everybody: who waits longer does so in `retryUntil`.
const BUSY_TIMEOUT_MS = 20;
// Up to 64 MiB of pages are kept: with the usual two, a list of 200,000 leads is read from the file for every request.
const PRAGMAS =
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=1; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536";
const MEET_THE_LOCK = "BEGIN IMMEDIATE; ROLLBACK";

export type ConnectionOptions = { authToken?: string; requestTimeout: number };

type Work<T> = (client: Client) => Promise<T>;

export type Connection = {
  mode: Mode;
  /** Runs the work on a prepared connection; one that met SQLITE_BUSY in it is thrown away. Throws the driver's error. */
  use<T>(work: Work<T>): Promise<T>;
  /** The same, once the file's write lock has been seen to be free. */
  useToWrite<T>(work: Work<T>): Promise<T>;
  close(): void;
};

function open(url: string, mode: Mode, { authToken, requestTimeout }: ConnectionOptions): Client {
  if (mode === "embedded") {
    makeFolderFor(fileOf(url));
    return new Sqlite3Client(new KeptStatements(fileOf(url), { timeout: BUSY_TIMEOUT_MS }, 1), "number");
  }
  // Without a limit of ours a silent server would hold the write queue for undici's five minutes.
  const limited = (request: Request) => fetch(request, { signal: AbortSignal.timeout(requestTimeout) });
  return createClient({ url, authToken, fetch: limited });
}

/** One connection to the database. `requestTimeout` is in milliseconds and holds for remote requests. */
export function connect(url: string, options: ConnectionOptions): Connection {
  const mode = modeOf(url);
  const client = open(url, mode, options);
  const embedded = mode === "embedded";
  let prepared = !embedded;

  const attempt = async <T>(work: Work<T>, toWrite: boolean): Promise<T> => {
    // `executeMultiple` cleans up after SQLITE_BUSY where `execute` and `batch` do not, so a lock is best met with it.
    if (!prepared) await client.executeMultiple(PRAGMAS);
    if (embedded && toWrite) await client.executeMultiple(MEET_THE_LOCK);
    prepared = true;
    try {
      return await work(client);
    } catch (error) {
      // The client's pool may replace a connection after an error without saying so, and pragmas go with it.
      prepared = !embedded;
      // A statement that met SQLITE_BUSY stays open: commits fail and reads see an old snapshot from then on. What is
      // thrown away keeps its file handles until the garbage collector comes, hence the care above.
      if (embedded && !client.closed && classify(error) === "busy") await client.reconnect();
      throw error;
    }
  };
  return {
    mode,
    use: (work) => attempt(work, false),
    useToWrite: (work) => attempt(work, true),
    close: () => client.close(),
  };
}
