import { databaseErrorIn } from "#db/client/errors.ts";

const RETRY_SECONDS = 30;

/** How the shell answers an error that the inner application could not: 503 where the database is at fault, else 500. */
export function failureAnswer(error: unknown): { status: 500 | 503; retryAfter?: number; perhapsSaved?: boolean } {
  const fault = databaseErrorIn(error);
  if (!fault) return { status: 500 };
  const retry = { status: 503, retryAfter: RETRY_SECONDS } as const;
  return fault.written === "unknown" ? { ...retry, perhapsSaved: true } : retry;
}
