import { PERHAPS_SAVED, type ProblemWords } from "./problem-words.ts";

const RETRY_SECONDS = 30;
const DATABASE_CODES = ["DATABASE_FULL", "DATABASE_BUSY", "DATABASE_UNREACHABLE", "DATABASE_CLOSED"];

/** How the shell answers an error that the inner application could not: 503 where the database is at fault, else 500. */
export function failureAnswer(error: unknown): { status: 500 | 503; retryAfter?: number; words?: ProblemWords } {
  const { code, written } = databaseFault(error) ?? {};
  if (!code) return { status: 500 };
  const retry = { status: 503, retryAfter: RETRY_SECONDS } as const;
  return written === "unknown" ? { ...retry, words: PERHAPS_SAVED } : retry;
}

/** The error itself or the nearest of its causes that carries a database code. */
function databaseFault(error: unknown): { code: string; written?: unknown } | undefined {
  let link = error;
  for (let depth = 0; depth < 5 && typeof link === "object" && link !== null; depth += 1) {
    const { code, written, cause } = link as { code?: unknown; written?: unknown; cause?: unknown };
    if (typeof code === "string" && DATABASE_CODES.includes(code)) return { code, written };
    link = cause;
  }
  return undefined;
}
