import type { Reasons } from "./checks.ts";
import type { Clause } from "./clauses.ts";
import { DOCUMENTS, EVENTS, SAYINGS, STATES } from "./nouns.ts";
import { upTo } from "./tokens.ts";
import { INTRANSITIVE, verbAfterTo } from "./verbs.ts";

type Seen = Reasons["observable"];

const WRITTEN =
  /\b(?:in writing|written|emails?|letter|message|minutes|text|whatsapp|slack|linkedin|portal|docusign|post|crm|comments?|chat|ticket|calendar|document|form|invite|in black and white|memo|fax)\b/;
const SPOKEN =
  /\b(?:verbal|verbally|oral|orally|aloud|phone|telephone|face to face|in person|over (?:lunch|coffee|dinner|drinks|a drink)|word of mouth|handshake)\b/;
const IN_TALK =
  /\b(?:on|in|during|over|at) (?:a|an|the|our|their|this|that|today 's)? ?(?:[\p{L}-]+ )?(?:call|meeting|conversation|zoom|teams|video|demo|workshop|lunch|dinner)\b/u;

const joined = (tokens: readonly string[]) => tokens.join(" ");

/** What the first telling noun of the object says, for verbs that say nothing by themselves. */
function byObject(tail: readonly string[]): Seen | null {
  const words = upTo(tail, (word) => /^(?:from|by|on|at|until|to|for|,)$/.test(word));
  if (words.some((word) => DOCUMENTS.has(word) || EVENTS.has(word))) return "trace";
  if (words.some((word) => SAYINGS.has(word))) return "medium";
  return words.some((word) => STATES.has(word)) ? "state" : null;
}

function told(said: string): Seen {
  if (WRITTEN.test(said)) return "trace";
  return SPOKEN.test(said) || IN_TALK.test(said) ? "spoken" : "medium";
}

/** What one clause says of what there is to see. */
export function seenIn({ group, subject, tail }: Clause): Seen {
  const said = joined([...(subject ?? []), ...tail]);
  const { kind = "mind", lemma } = group.verb ?? {};
  if (group.denied || /\b(?:nobody|none|no|neither|nothing)\b/.test(joined(subject ?? []))) return "denied";
  if (kind === "wait") return "unseen";
  if (group.state) return "state";
  if (group.may) return "may";
  if (/\bverbal/.test(said)) return "spoken";
  const subjectIsDeal = /\b(?:deal|opportunity)$/.test(joined(subject ?? []));
  if (subjectIsDeal && (kind === "vague" || kind === "event")) return "ownMark";
  if (kind === "mark")
    return SPOKEN.test(said) &&
      /^(?:approve|accept|grant|authorise|authorize|ratify|answer|respond|reply)$/.test(lemma ?? "")
      ? "spoken"
      : "trace";
  if (subject && kind === "try" && INTRANSITIVE.has(lemma ?? "") && byObject(subject) === "trace" && tail.length < 3)
    return "trace";
  if (kind === "arrive" || kind === "event") return "trace";
  if (kind === "tell") return told(said);
  if (kind === "unseen") return "unseen";
  if (kind === "vague") return "nothing";
  if (kind === "mind") return "state";
  if (kind === "light" || kind === "get" || kind === "see") {
    if (kind === "get" && verbAfterTo(tail)?.kind === "mark") return "trace";
    const seen =
      byObject(tail) ??
      (group.passive || lemma === "do" ? byObject(subject ?? []) : null) ??
      (SPOKEN.test(said) ? "spoken" : null);
    if (seen === "medium") return told(said);
    if (seen) return seen;
    if (kind === "get" && subject && byObject(subject) === "trace") return "trace";
    return lemma === "have" ? "state" : "how";
  }
  return WRITTEN.test(said) ? "trace" : "how";
}

/** What there is to see where nothing is done. */
export function seenWithout(words: readonly string[]): Seen {
  if (/^(?:no|nothing|none|any|without|lack)$/.test(words[0] ?? "")) return words[0] === "any" ? "nothing" : "denied";
  if (words.includes("verbal")) return "spoken";
  const list = words.filter((word) => word === ",").length > 1;
  return !list && words.some((word) => DOCUMENTS.has(word) || EVENTS.has(word)) ? "trace" : "nothing";
}
