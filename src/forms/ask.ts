import { address } from "#src/address.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill, type Values, waitFor } from "#src/words/phrase.ts";
import type { FormTimes } from "./form-time.ts";

/** Why an address form is shown again, filled in; `retryAfterSeconds` where waiting helps. */
export interface Refusal {
  status: 422 | 429;
  sentence: string;
  retryAfterSeconds?: number | undefined;
}

/** Gives a page that shows its form again the status of the refusal, and says when waiting will have helped. */
export function answerWith(
  response: ResponseInit & { headers: Headers },
  refusal: Pick<Refusal, "retryAfterSeconds"> & { status: number },
): void {
  response.status = refusal.status;
  if (refusal.retryAfterSeconds) response.headers.set("retry-after", String(refusal.retryAfterSeconds));
}

type Fields = Readonly<Record<string, string>>;

/** What is said of a field that needs another look. */
type AskWords = Pick<PageWords["mail"], "badAddress" | "tooFast" | "tooOld" | "filled">;

export type Asked = { address: string } | Refusal;

/**
 * Judges the fields that every address form has. A browser may fill in the field that only programs fill: the form is
 * shown again then, with that field empty.
 */
export function readAsk(fields: Fields, times: FormTimes, words: AskWords): Asked {
  const guarded = judgeGuard(fields, times, words);
  if (guarded) return guarded;
  const parsed = address.safeParse(fields.email);
  if (!parsed.success) return { status: 422, sentence: words.badAddress };
  return { address: parsed.data };
}

/** The same for a form whose address may be left out: it is null then. */
export function readOptionalAsk(
  fields: Fields,
  times: FormTimes,
  words: PageWords["mail"],
): { address: string | null } | Refusal {
  if (fields.email) return readAsk(fields, times, words);
  return judgeGuard(fields, times, words) ?? { address: null };
}

function judgeGuard(fields: Fields, times: FormTimes, words: AskWords): Refusal | null {
  if (fields.website) return { status: 422, sentence: words.filled };
  const judged = times.judge(fields.time);
  if (judged === "ok") return null;
  return { status: 422, sentence: judged === "too-fast" ? words.tooFast : words.tooOld };
}

/** What is said when a limit is reached. */
const LIMITS = {
  addresses: "limitAddresses",
  mailbox: "limitMailbox",
  client: "limitClient",
  total: "limitDay",
} as const;
type Limit = keyof typeof LIMITS;

/** What came of asking for a mail; who asks for something else beside it may have further names for it. */
type Outcome<L extends Limit> =
  | { status: "refused"; limit: L; retryAfterSeconds: number | null }
  | { status: "queued" | "sent" | "already" | "made" | "full" | "asked" | "gone" };

/** A refused outcome in words, which may name `{when}` and `more`; null for one that went through, now or before. */
export function refusalOf<L extends Limit>(
  outcome: Outcome<L>,
  words: Readonly<Record<(typeof LIMITS)[L], string>>,
  more: Values = {},
): Refusal | null {
  if (outcome.status !== "refused") return null;
  return limited(words[LIMITS[outcome.limit]], outcome.retryAfterSeconds, more);
}

/** A limit that was reached, in a sentence that may name `{when}` and `more`; no 429 where waiting does not help. */
export function limited(sentence: string, retryAfterSeconds: number | null, more: Values = {}): Refusal {
  return {
    status: retryAfterSeconds === null ? 422 : 429,
    sentence: fill(sentence, { ...more, when: waitFor(retryAfterSeconds ?? 0) }),
    retryAfterSeconds: retryAfterSeconds ?? undefined,
  };
}
