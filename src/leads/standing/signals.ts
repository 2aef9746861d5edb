import type { Signal, SignalKind } from "#src/scoring/lead-intent.ts";
import { DAY, HOUR } from "#src/time.ts";
import type { AttachedAssessment, LeadFacts } from "./lead-facts.ts";

/** A visit sooner than this is the same visit. */
const SAME_VISIT = HOUR;
const COMES_BACK_WITHIN = 7 * DAY;

type SignalFacts = Pick<LeadFacts, "assessments" | "events" | "consents">;

/**
 * The newest signal of each kind that a lead has given (method, section 14), in milliseconds since 1970. A call whose
 * consent was taken back was never asked for.
 */
export function signalsOf({ assessments, events: all, consents }: SignalFacts): Signal[] {
  const mayCall = consents.some(({ purpose, withdrawnAt }) => purpose === "call" && withdrawnAt === null);
  const events = all.filter(({ kind }) => mayCall || kind !== "call-asked");
  const asked = (kind: string) => events.filter((event) => event.kind === kind).map(({ at }) => at);
  const times: Record<SignalKind, number[]> = {
    "call-asked": asked("call-asked"),
    trigger: assessments.filter(namedTrigger).map(({ completedAt }) => completedAt),
    diagnostic: assessments
      .filter(({ instrument }) => instrument === "diagnostic")
      .map(({ completedAt }) => completedAt),
    sizing: assessments.flatMap(sizedAt),
    report: asked("report-asked"),
    "came-back": assessments.flatMap((one) => cameBackAt(one, events)),
    retook: assessments.filter((one) => isRetake(one, assessments)).map(({ completedAt }) => completedAt),
  };
  return Object.entries(times).flatMap(([kind, each]) =>
    each.length > 0 ? [{ kind: kind as SignalKind, at: Math.max(...each) }] : [],
  );
}

const namedTrigger = ({ context }: AttachedAssessment) =>
  context.c_trigger !== undefined && context.c_trigger !== "curious";

const sizedAt = ({ scorings }: AttachedAssessment) =>
  scorings.filter(({ isSized }) => isSized).map(({ scoredAt }) => scoredAt);

const isRetake = ({ instrument, completedAt }: AttachedAssessment, all: readonly AttachedAssessment[]) =>
  all.some((other) => other.instrument === instrument && other.completedAt < completedAt);

/** Everything somebody did on a result after it was there: asked for something, gave numbers, said more of the firm. */
function cameBackAt(
  { id, completedAt, contextAt, scorings }: AttachedAssessment,
  events: LeadFacts["events"],
): number[] {
  const asked = events.filter(({ assessmentId, kind }) => assessmentId === id && /^(report|call)-asked$/.test(kind));
  return [...asked.map(({ at }) => at), ...scorings.map(({ scoredAt }) => scoredAt), ...contextAt].filter(
    (at) => at > completedAt + SAME_VISIT && at <= completedAt + COMES_BACK_WITHIN,
  );
}
