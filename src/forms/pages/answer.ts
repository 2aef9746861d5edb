import type { TakeView } from "#src/assessments/question-view.ts";
import type { TakenStep } from "#src/forms/take-step.ts";

/** An answer as it is sent, without a stream; `new Response(answer.body, answer)` is the same. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer<ArrayBuffer> | null;
}

export const notFound: Answer = { status: 404, headers: {}, body: null };

/** Where to go on. */
export const seeOther = (location: string): Answer => ({ status: 303, headers: { location }, body: null });

/** The answer to a step that shows no question. */
export function stepAnswer(taken: Exclude<TakenStep, { view: TakeView }>): Answer {
  if ("to" in taken) return seeOther(taken.to);
  const { status, retryAfterSeconds: wait } = taken;
  return { status, headers: wait === undefined ? {} : { "retry-after": String(wait) }, body: null };
}
