import { best, type Reasons } from "./checks.ts";
import type { Clause } from "./clauses.ts";
import { timeOf } from "./dates.ts";
import { PREPOSITIONS, SHOWING, SHOWS } from "./nouns.ts";
import { type Side, sideOf } from "./sides.ts";
import { upTo } from "./tokens.ts";
import { INTRANSITIVE, verbAfterTo } from "./verbs.ts";

type ActReason = Reasons["act"];

/** The group of words after each "by" or "from" that is not a day, a means or a doing. */
function after(tail: readonly string[], preposition: string): (readonly string[])[] {
  return tail.flatMap((word, at) => {
    const next = tail[at + 1] ?? "";
    if (
      word !== preposition ||
      timeOf(next) >= 0 ||
      /^(?:email|post|phone|then|now|means|way|letter|courier|hand)$|ing$|^\d/.test(next)
    )
      return [];
    const ends = (token: string, place: number) =>
      place > 0 && (timeOf(token) >= 0 || /^(?:by|on|in|for|to|with|,|\()$/.test(token));
    return [upTo(tail.slice(at + 1), ends)];
  });
}

const UNPLACED: Partial<Record<Side, ActReason>> = {
  name: "name",
  pronoun: "pronoun",
  role: "role",
  none: "nobodyNamed",
};

/** Who did it, once it is known who stands where the doer stands. */
function byDoer(side: Side, kind: string): ActReason {
  if (side === "nobody") return "denied";
  if (side === "seller" || side === "third") return side;
  if (side === "thing") return "thing";
  if (side !== "buyer") return UNPLACED[side] ?? "nobodyNamed";
  return kind === "vague" || kind === "unknown" ? "vague" : "buyer";
}

/** Something came in: from whom? */
function received(subject: Side, tail: readonly string[], deal: string): ActReason {
  const sources = after(tail, "from");
  const from = sources.map((source) => sideOf(source, deal));
  if (subject === "buyer") {
    const own = sources.some((source) => source.some((word) => /^(?:own|its|their)$/.test(word)));
    return own && !from.includes("third") ? "buyer" : "received";
  }
  if (from.includes("buyer")) return "buyer";
  if (from.includes("third")) return "third";
  if (from.includes("seller")) return "received";
  return "noDoer";
}

const headWord = (subject: readonly string[]) =>
  upTo(subject, (word, place) => place > 0 && PREPOSITIONS.has(word)).at(-1) ?? "";

function passive({ group, subject, tail }: Clause, side: Side, deal: string): ActReason {
  const { lemma = "", kind = "unknown" } = group.verb ?? {};
  const doers = after(tail, "by").map((doer) => sideOf(doer, deal));
  if (kind === "get")
    return side === "thing" || side === "none" ? received("none", tail, deal) : received(side, tail, deal);
  const named = doers.filter((doer) => doer !== "none" && doer !== "thing");
  if (named.length > 0) return best(named.map((doer) => byDoer(doer, kind))) ?? "noDoer";
  if (side === "buyer") return "doneToBuyer";
  if (SHOWS.has(headWord(subject ?? [])) && SHOWING.has(lemma)) return "seller";
  return "noDoer";
}

function clipped(clause: Clause, deal: string): ActReason {
  const { group, tail } = clause;
  const { kind = "unknown", form } = group.verb ?? {};
  if (form === "base" || kind === "contact") return "task";
  if (kind === "vague") return "noAct";
  if (after(tail, "by").length > 0) return passive({ ...clause, subject: null }, "none", deal);
  if (kind === "get") return received("none", tail, deal);
  return "nobodyNamed";
}

/** What one clause says of the buyer's act. */
export function actOf(clause: Clause, deal: string): ActReason {
  const { group, subject, tail } = clause;
  const { kind = "mind", lemma = "", form } = group.verb ?? {};
  const side = subject ? sideOf(subject, deal) : "none";
  if (kind === "wait") return "waiting";
  if (group.denied || side === "nobody") return "denied";
  if (group.state) return "state";
  if (group.may) return "may";
  const plain = ((): ActReason => {
    if (kind === "mind" && !group.passive) return "state";
    const aThing = side === "thing" && kind !== "arrive" && kind !== "event" && !INTRANSITIVE.has(lemma);
    if (group.passive || (aThing && group.bare && form === "ed" && kind !== "vague"))
      return passive(clause, side, deal);
    if (!subject || side === "none") return clipped(clause, deal);
    if (kind === "arrive" && side === "thing") return received("none", tail, deal);
    if (kind === "see") return side === "buyer" ? "received" : byDoer(side, kind);
    if (kind === "get" || lemma === "have") return had(clause, side, deal);
    return byDoer(side, kind);
  })();
  return group.must && plain === "buyer" ? "supposed" : plain;
}

/** "Gets" and "has": another's act, the state of a thing, or a task in disguise. */
function had({ group, tail }: Clause, side: Side, deal: string): ActReason {
  if (side === "seller" && verbAfterTo(tail)) return "seller";
  if (side === "seller" || side === "buyer") {
    const read = received(side, tail, deal);
    if (side === "seller" || group.verb?.kind === "get" || read === "buyer") return read;
    return "state";
  }
  return byDoer(side, "get");
}
