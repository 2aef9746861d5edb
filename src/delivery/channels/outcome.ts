import { headerText } from "#src/messages/headers.ts";
import type { Outcome } from "./channel.ts";

/** A failure as Resend's SDK gives it. `statusCode` is null where no answer came; headers have lower-case names. */
export interface Failure {
  statusCode?: number | null | undefined;
  name?: string | undefined;
  message?: string | undefined;
  headers?: Readonly<Record<string, string>> | null | undefined;
}

/** What is wrong with the message itself stays wrong, whoever repairs the account. */
const REFUSING_STATUSES = new Set([400, 413, 422, 451]);
/** What the SDK calls an answer that is not Resend's own, such as a proxy's page. */
const NOT_FROM_RESEND = "application_error";
const LONGEST_REASON = 300;

/**
 * Sorts a failure of Resend into a retry or a refusal. A wrong key, an unverified domain, a used-up quota and a wrong base
 * address (401, 403, 404, 405, 429) are the operator's to mend and are tried again: the stored bytes can still go out.
 * A body that changed under its key is a fault of ours and is refused.
 *
 * @param now milliseconds since 1970, for a Retry-After that is a date
 */
export function failureOutcome({ statusCode, name, message, headers }: Failure, now: number): Outcome {
  const reason = headerText(`${statusCode ?? "no answer"} ${name ?? ""}: ${message ?? ""}`, LONGEST_REASON);
  if (name === "invalid_idempotent_request") return { status: "refused", reason };
  if (REFUSING_STATUSES.has(statusCode ?? 0) && name !== NOT_FROM_RESEND) return { status: "refused", reason };
  return { status: "again", reason, retryAfterSeconds: retryAfterSeconds(headers?.["retry-after"], now) };
}

/** Seconds of a Retry-After header, whole and at least 1; undefined where it is absent or says nothing. */
export function retryAfterSeconds(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}

/** Words for the `reason` column: what an error says, with its code where it has one, at most 300 characters. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return headerText(String(error), LONGEST_REASON) || "unknown error";
  const { code } = error as Error & { code?: unknown };
  return headerText(`${typeof code === "string" ? code : error.name}: ${error.message}`, LONGEST_REASON);
}
