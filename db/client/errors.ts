/** What went wrong, in words that callers act on. */
export type DatabaseErrorCode = "DATABASE_BUSY" | "DATABASE_CLOSED" | "DATABASE_FULL" | "DATABASE_UNREACHABLE";

const SENTENCES: Record<DatabaseErrorCode, string> = {
  DATABASE_BUSY: "Another process held the database's write lock for too long; nothing was written.",
  DATABASE_CLOSED: "The database is closed; nothing was written.",
  DATABASE_FULL: "The disk that holds the database is full; nothing was written.",
  DATABASE_UNREACHABLE: "The database server did not answer.",
};

/** The database's own fault, not a statement's; `cause` keeps the driver's error. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  /** "unknown" when the network failed after a write may have reached the server. */
  readonly written: "nothing" | "unknown";

  constructor(code: DatabaseErrorCode, cause?: unknown, written: DatabaseError["written"] = "nothing") {
    super(SENTENCES[code], { cause });
    this.code = code;
    this.written = written;
  }
}

/**
 * `busy`: another writer holds the lock. `full`: no room on the disk. `unsent`: the statement certainly did not run.
 * `ambiguous`: the network failed and the statement may have run. `other`: the statement's own fault.
 */
export type Failure = "busy" | "full" | "unsent" | "ambiguous" | "other";

type Link = { code?: unknown; extendedCode?: unknown; syscall?: unknown; status?: unknown; message?: unknown };

const BUSY = new Set(["SQLITE_BUSY", "SQLITE_LOCKED", "TRANSACTION_TIMEOUT", "TRANSACTION_BUSY"]);
const FULL = new Set(["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"]);
const UNSENT = new Set(["CLIENT_CLOSED", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const AMBIGUOUS = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_|HRANA_)/;

/** The error and its causes, outermost first: drizzle and fetch both wrap what matters. */
function* links(error: unknown): Generator<Link> {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 8; depth += 1) {
    yield at as Link;
    at = (at as { cause?: unknown }).cause;
  }
}

const codes = (link: Link) => [link.code, link.extendedCode].filter((code) => typeof code === "string");
const someCode = (chain: Link[], test: (code: string) => boolean) => chain.some((link) => codes(link).some(test));
const status = (chain: Link[]) => chain.map((link) => link.status).find((value) => typeof value === "number") ?? 0;

/** Sorts an error of the client, of drizzle or of fetch into a {@link Failure}. Pure. */
export function classify(error: unknown): Failure {
  const chain = [...links(error)];
  if (someCode(chain, (code) => BUSY.has(code))) return "busy";
  if (someCode(chain, (code) => FULL.has(code))) return "full";
  if (someCode(chain, (code) => UNSENT.has(code))) return "unsent";
  if (chain.some((link) => link.syscall === "connect")) return "unsent";
  if (status(chain) === 429) return "unsent";
  if (status(chain) >= 500) return "ambiguous";
  if (someCode(chain, (code) => AMBIGUOUS.test(code))) return "ambiguous";
  const stopped = (name: unknown) => name === "TimeoutError" || name === "AbortError";
  const fetchFailed = chain.some(
    (link) => link.message === "fetch failed" || stopped((link as { name?: unknown }).name),
  );
  return fetchFailed ? "ambiguous" : "other";
}

/** The error to throw for a failure that is not tried again; the statement's own faults pass unchanged. */
export function translate(error: unknown): unknown {
  const failure = classify(error);
  if (failure === "busy") return new DatabaseError("DATABASE_BUSY", error);
  if (failure === "full") return new DatabaseError("DATABASE_FULL", error);
  if (failure === "unsent") return new DatabaseError("DATABASE_UNREACHABLE", error);
  if (failure === "ambiguous") return new DatabaseError("DATABASE_UNREACHABLE", error, "unknown");
  return error;
}

/** The {@link DatabaseError} inside an error, also where drizzle has wrapped it; undefined when there is none. */
export function databaseErrorIn(error: unknown): DatabaseError | undefined {
  for (const link of links(error)) if (link instanceof DatabaseError) return link;
  return undefined;
}

/** True when a UNIQUE or PRIMARY KEY constraint refused the row. The server sends no extended code, only the sentence. */
export function isUniqueViolation(error: unknown): boolean {
  const chain = [...links(error)];
  const refused = someCode(chain, (code) => code.startsWith("SQLITE_CONSTRAINT"));
  return refused && chain.some((link) => String(link.message).includes("UNIQUE constraint failed"));
}
