import { timeOf } from "./dates.ts";
import {
  ADVERBS,
  BUYERS,
  COORDINATORS,
  DETERMINERS,
  isThing,
  PREPOSITIONS,
  PRONOUNS,
  ROLES,
  SUBORDINATORS,
} from "./nouns.ts";
import { BE, FEELINGS, HAVE, isAuxiliary, MAY, THROUGH, type Verb, verbOf } from "./verbs.ts";

/** A verb with its helpers, as it stands in a clause. */
export interface Group {
  start: number;
  /** The place after its last word. */
  end: number;
  verb: Verb | null;
  passive: boolean;
  denied: boolean;
  may: boolean;
  must: boolean;
  /** Nothing but a form of "be": the rest says how something is. */
  state: boolean;
  /** No helper and no form that needs somebody before it. */
  bare: boolean;
}

const opensObject = (word: string) =>
  DETERMINERS.has(word) || PRONOUNS.has(word) || timeOf(word) >= 0 || /^[\p{Sc}\d]/u.test(word);
const isAdverb = (word: string) =>
  ADVERBS.has(word) || (/.{3}ly$/.test(word) && !/^(?:reply|supply|apply|comply|likely|unlikely|friendly)$/.test(word));
const isPlural = (word: string) => /[^s]s$/.test(word) || /^(?:they|we|i|you|people|who)$/.test(word);
const NOT_VERBS =
  /^(?:meeting|pricing|briefing|training|onboarding|planning|following|testing|building|purchasing|regarding|pending|including)$/;

/** Whether a word that can be a verb is one here, with nothing before it that makes it so. */
function standsAsVerb(tokens: readonly string[], at: number, from: number): Verb | null {
  const word = tokens[at] ?? "";
  const before = at > from ? (tokens[at - 1] ?? "") : "";
  const after = tokens[at + 1] ?? "";
  const verb = verbOf(word);
  if (!verb || DETERMINERS.has(before) || before === "'s") return null;
  const first = before === "" || COORDINATORS.has(before) || /^[,:;()–—|>+&-]$/.test(before);
  if (PREPOSITIONS.has(before)) return null;
  if (verb.form === "ing") return first && !NOT_VERBS.test(word) ? verb : null;
  if (SUBORDINATORS.has(before) && !/^(?:who|which|that)$/.test(before)) return null;
  if (verb.form === "ed") return first && !COORDINATORS.has(before) && isThing(after) ? null : verb;
  if (verb.form === "s")
    return first && isThing(word) && !opensObject(after)
      ? null
      : isAuxiliary(after) || verbOf(after)?.form === "ed"
        ? null
        : verb;
  if (first) {
    const another = tokens.slice(at + 1).some((later) => isAuxiliary(later));
    if (isThing(word)) return opensObject(after) && timeOf(after) < 0 && !another ? verb : null;
    return another && !opensObject(after) ? null : verb;
  }
  if (isThing(word) && isThing(before) && !opensObject(after)) return null;
  return isPlural(before) || opensObject(after) || before === "not" ? verb : null;
}

/** An unlisted word that can only be a verb: after a name or a noun and before what it acts on. */
function unlisted(tokens: readonly string[], at: number): Verb | null {
  const word = tokens[at] ?? "";
  const before = tokens[at - 1] ?? "";
  const after = tokens[at + 1] ?? "";
  if (!/^\p{L}{3,}(?:s|ed)$/u.test(word) || isThing(word) || verbOf(word)) return null;
  if (!before || DETERMINERS.has(before) || PREPOSITIONS.has(before) || before === "'s" || !/\p{L}/u.test(before))
    return null;
  const byNeighbour = opensObject(after) || BUYERS.has(before) || PRONOUNS.has(before) || ROLES.has(before);
  return byNeighbour ? { lemma: word, kind: "unknown", form: word.endsWith("s") ? "s" : "ed" } : null;
}

const plain = (start: number, verb: Verb | null): Group => ({
  start,
  end: start + 1,
  verb,
  passive: false,
  denied: false,
  may: false,
  must: false,
  state: false,
  bare: true,
});

/** Reads helpers and verb from here on. */
function helped(tokens: readonly string[], start: number): Group {
  const group: Group = { ...plain(start, null), bare: false };
  let at = start;
  let be = false;
  let have = false;
  for (; at < tokens.length; at++) {
    const word = tokens[at] ?? "";
    if (BE.has(word)) be = true;
    else if (HAVE.has(word)) have = true;
    else if (MAY.has(word)) group.may = true;
    else if (word === "must") group.must = true;
    else if (/^(?:not|never|hardly|rarely)$/.test(word)) group.denied = true;
    else if (word === "to" && be && verbOf(tokens[at + 1] ?? "")) be = false;
    else if (!isAuxiliary(word) && !isAdverb(word)) break;
  }
  const word = tokens[at] ?? "";
  const verb = verbOf(word);
  const done = verb?.form === "ed";
  if (verb && (be ? (done || verb.form === "ing") && !FEELINGS.has(word) : !have || done || group.denied))
    return { ...group, verb, end: at + 1, passive: be && done };
  if (have && !be) return { ...group, end: at, verb: { lemma: "have", kind: "light", form: "base" } };
  if (be && /^\p{L}{3,}ed$/u.test(word) && !FEELINGS.has(word) && !isThing(word))
    return { ...group, verb: { lemma: word, kind: "unknown", form: "ed" }, end: at + 1, passive: true };
  return { ...group, end: at, state: true };
}

/** What "fails to", "stopped", "manages to" and "gets" do to the verb that follows. */
function leadOn(tokens: readonly string[], group: Group): Group {
  const { lemma = "", kind } = group.verb ?? {};
  const to = tokens[group.end] === "to";
  const verb = verbOf(tokens[group.end + (to ? 1 : 0)] ?? "");
  const further = { ...group, verb, end: group.end + (to ? 2 : 1) };
  if (lemma === "get" && !to && verb?.form === "ed") return { ...further, passive: true };
  if (!verb || !(to || verb.form === "ing")) return { ...group, denied: group.denied || kind === "not" };
  if (kind === "not" || (to && lemma === "decline")) return { ...further, denied: true };
  return THROUGH.has(lemma) && !group.passive ? further : group;
}

const LEANING = /^(?:ready|keen|happy|willing|able|likely|unlikely|about|unable|eager|prepared|close)$/;

/** Every verb of a part, with its helpers, in reading order; "client to sign" counts where there is no other. */
export function groupsOf(tokens: readonly string[]): Group[] {
  const found: Group[] = [];
  let at = 0;
  while (at < tokens.length) {
    const word = tokens[at] ?? "";
    const from = found.at(-1)?.end ?? 0;
    const verb = isAuxiliary(word) ? null : standsAsVerb(tokens, at, at === from && found.length > 0 ? -1 : 0);
    const read = isAuxiliary(word) ? helped(tokens, at) : verb ? plain(at, verb) : null;
    if (!read) {
      at++;
      continue;
    }
    let group = leadOn(tokens, read);
    const after = tokens[group.end] ?? "";
    if (
      /^(?:no|nothing|none|neither)$/.test(after) &&
      !/^(?:later|longer|more|fewer|less)$/.test(tokens[group.end + 1] ?? "")
    )
      group = { ...group, denied: true };
    if (/^(?:never|not|hardly)$/.test(tokens[group.start - 1] ?? "")) group = { ...group, denied: true };
    found.push(group);
    at = Math.max(group.end, at + 1);
  }
  if (found.length > 0) return found;
  const to = tokens.findIndex(
    (word, place) => place > 0 && word === "to" && verbOf(tokens[place + 1] ?? "")?.form === "base",
  );
  const meant = to > 0 ? verbOf(tokens[to + 1] ?? "") : null;
  const feels = LEANING.test(tokens[to - 1] ?? "");
  if (meant) return [{ ...plain(to, meant), end: to + 2, bare: false, state: feels }];
  const other = tokens.findIndex((_, place) => unlisted(tokens, place));
  const verb = other > 0 ? unlisted(tokens, other) : null;
  return verb ? [plain(other, verb)] : [];
}
