import { address } from "../leads/address.ts";
import type { Captured } from "../leads/capture.ts";
import type { PageWords } from "../report/page-words.ts";
import { fill } from "../report/phrase.ts";
import type { FormTimes } from "./form-time.ts";

/** Why an address form is shown again, filled in; `retryAfterSeconds` where waiting helps. */
export interface Refusal {
  status: 422 | 429;
  sentence: string;
  retryAfterSeconds?: number | undefined;
}

export type Asked = { address: string; silent: boolean } | Refusal;

/**
 * Judges the fields that every address form has. A filled honeypot is answered like a success and kept nowhere.
 */
export function readAsk(fields: Readonly<Record<string, string>>, times: FormTimes, words: PageWords["mail"]): Asked {
  const judged = times.judge(fields.time);
  if (judged === "too-fast") return { status: 422, sentence: words.tooFast };
  if (judged === "too-old") return { status: 422, sentence: words.tooOld };
  const parsed = address.safeParse(fields.email);
  if (!parsed.success) return { status: 422, sentence: words.badAddress };
  return { address: parsed.data, silent: fields.website !== undefined && fields.website !== "" };
}

/** A refused capture in words; null for one that went through, now or before. */
export function refusalOf(captured: Captured, words: PageWords["mail"]): Refusal | null {
  if (captured.status !== "refused") return null;
  const sentences = {
    addresses: words.limitAddresses,
    mailbox: words.limitMailbox,
    client: words.limitClient,
    total: words.limitDay,
  };
  const { retryAfterSeconds } = captured;
  const sentence = fill(sentences[captured.limit], { when: wait(retryAfterSeconds ?? 0) });
  return { status: 429, sentence, retryAfterSeconds: retryAfterSeconds ?? undefined };
}

function wait(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 60) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? "an hour" : `${hours} hours`;
}
