import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { type Retake, startRetake } from "#src/progress/page/start-retake.ts";
import { SECOND } from "#src/time.ts";
import { type Answers, answersOf, clientOf, EXAMPLES } from "./factories.ts";

interface Sitting {
  /** Answers in place of the example's own. */
  answers?: Answers;
  attribution?: Record<string, string>;
  clientHash?: ClientHash | null;
}

/**
 * Answers one question after the other, each a number of seconds after it was shown, the last one now: a test moves its
 * clock first.
 */
export async function giveAnswers(domain: Domain, reference: string, given: Answers, secondsEach = 0): Promise<void> {
  const all = Object.entries(given);
  const start = domain.clock() - all.length * secondsEach * SECOND;
  const at = (place: number) => start + place * secondsEach * SECOND;
  await answer(
    domain,
    reference,
    all.map(([item, option], place) => ({ item, option, shownAt: at(place), answeredAt: at(place + 1) })),
  );
}

/** The rest of a sitting that has begun: its answers, and its result as it is kept. */
export async function finishSitting(
  domain: Domain,
  reference: string,
  given: Answers,
  clientHash: ClientHash | null = null,
): Promise<Assessment> {
  await giveAnswers(domain, reference, given);
  const { status } = await complete(domain, reference, clientHash);
  const assessment = await findAssessment(domain, reference);
  if (status !== "completed" || !assessment) throw new Error(`The sitting was not completed: ${status}.`);
  return assessment;
}

/** A sitting begun, answered as one of the method's worked examples says, and completed, all at one moment. */
export async function completeSitting(
  domain: Domain,
  example: keyof typeof EXAMPLES,
  { answers = answersOf(example), attribution = {}, clientHash = null }: Sitting = {},
): Promise<Assessment> {
  const { reference } = await start(domain, { instrument: EXAMPLES[example].instrument, attribution });
  return finishSitting(domain, reference, answers, clientHash);
}

/** Begins a retake as a founder's client does: the reference of its attempt. */
export async function startedRetake(domain: Domain, retake: Omit<Retake, "clientHash">): Promise<string> {
  const started = await startRetake(domain, { ...retake, clientHash: clientOf("founder") });
  if (!("reference" in started)) throw new Error("A retake was one too many for its client.");
  return started.reference;
}
