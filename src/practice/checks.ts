import { set } from "./nouns.ts";

/** What one check says of a condition. Where the rules cannot tell, they say so. */
export type Finding = "holds" | "fails" | "could-not-tell";

/** Every reason that a check can give. `content/practice/top-five.yaml` words each of them. */
export interface Reasons {
  sentence: "statement" | "question" | "list" | "several" | "strung" | "noVerb";
  act:
    | ("buyer" | "seller" | "task" | "doneToBuyer" | "received" | "third" | "denied" | "may" | "waiting" | "state")
    | ("thing" | "noAct" | "nobodyNamed" | "noDoer" | "name" | "pronoun" | "role" | "vague" | "asked" | "supposed")
    | "language";
  observable:
    | ("trace" | "spoken" | "unseen" | "state" | "denied" | "may" | "ownMark" | "nothing" | "medium" | "how")
    | "language";
  dated:
    | ("day" | "none" | "month" | "period" | "soon" | "noSuchDay" | "otherDay" | "relative" | "count" | "quarter")
    | ("twoReadings" | "weekday" | "language");
}

export type Check = keyof Reasons;
export const CHECKS: readonly Check[] = ["sentence", "act", "observable", "dated"];

const HOLDS = set("statement buyer trace day");
const OPEN = set(
  "nobodyNamed noDoer name pronoun role vague asked supposed language medium how relative count quarter twoReadings weekday",
);

/** A reason means the same finding in every check that gives it. */
export const findingOf = (reason: string): Finding =>
  HOLDS.has(reason) ? "holds" : OPEN.has(reason) ? "could-not-tell" : "fails";

/** The best of several reasons: one that holds, else one that could not be told, else the first. */
export function best<R extends string>(reasons: readonly R[]): R | undefined {
  const found = (finding: Finding) => reasons.find((reason) => findingOf(reason) === finding);
  return found("holds") ?? found("could-not-tell") ?? reasons[0];
}
