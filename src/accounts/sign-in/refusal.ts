import { isAPIError } from "better-auth/api";

/** The code with which the staff library refuses a request; null for any other error, such as the database's. */
export function refusalIn(error: unknown): string | null {
  if (!isAPIError(error) || error.statusCode >= 500) return null;
  return String(error.body?.code ?? error.status);
}
