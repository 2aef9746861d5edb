export interface Handoff {
  owner: string;
  condition: string;
}

/** What a handoff has: both, one of the two or neither. Without a named owner it belongs to whoever notices first. */
export type HandoffState = "described" | "noOwner" | "noCondition" | "neither";

const NO_ONE =
  /^(?:every(?:one|body)|any(?:one|body)|some(?:one|body)|no[ -]?(?:one|body)|whoever.*|(?:the |our )?(?:whole )?(?:company|firm|office|sales|marketing|delivery)|all|(?:\w+ )*of (?:us|them)|us|we|it depends|depends)$/i;
/** A team, unless it is one person's: "head of the sales team". */
const TEAM = /^(?!.*\b(?:head|leader?|manager|director|founder|owner|chief|officer)\b).*\b(?:team|department)$/i;
const NOTHING = /^(?:none|nothing|n\/?a|tb[adc]|unknown|not (?:yet|sure|agreed)|-+|\?+|\.+)$/i;

const said = (text: string) => text.trim().replace(/[.!]+$/, "");

/** Whether a field names a person or a role. "Everyone" and "the team" name nobody. */
export const namesOwner = (owner: string) =>
  said(owner) !== "" && ![NO_ONE, TEAM, NOTHING].some((pattern) => pattern.test(said(owner)));

export const hasCondition = (condition: string) => said(condition) !== "" && !NOTHING.test(said(condition));

export function stateOf({ owner, condition }: Handoff): HandoffState {
  if (namesOwner(owner)) return hasCondition(condition) ? "described" : "noCondition";
  return hasCondition(condition) ? "noOwner" : "neither";
}

/** How many handoffs are described, and how many fall to whoever notices first. */
export function countHandoffs(handoffs: readonly Handoff[]): { described: number; unowned: number } {
  const states = handoffs.map(stateOf);
  return {
    described: states.filter((state) => state === "described").length,
    unowned: states.filter((state) => state === "noOwner" || state === "neither").length,
  };
}
