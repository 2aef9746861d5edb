import { actOf } from "./act.ts";
import { best, CHECKS, type Check, type Finding, findingOf, type Reasons } from "./checks.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import { type DateReason, findTimes } from "./dates.ts";
import { NOBODY, QUESTION_WORDS } from "./nouns.ts";
import { seenIn, seenWithout } from "./observable.ts";
import { isForeign, type Parts, partsOf } from "./sentences.ts";
import { nameOf, sideOf } from "./sides.ts";
import { tidy, tokenize } from "./tokens.ts";

export type Checked = { [C in Check]: { finding: Finding; reason: Reasons[C] } };

const SUPPOSED = /\b(?:subject to|provid(?:ed|ing)|assuming|as long as|on condition)\b/i;

/** Takes off what only asks or stresses, so that a statement is left. */
function stated(tokens: readonly string[]): string[] {
  const opening = tokens.slice(0, 2);
  if (opening.join(" ") === "not only") return tokens.slice(2);
  return QUESTION_WORDS.has(opening[0] ?? "") &&
    /^(?:is|are|was|will|did|do|does|has|have|can|could|would)$/.test(opening[1] ?? "")
    ? tokens.slice(1)
    : [...tokens];
}

interface Judged {
  clause: Clause;
  act: Reasons["act"];
}

function sentenceReason(
  { parts, list, sentences, question }: Parts,
  clauses: readonly Clause[],
  withVerb: number,
): Reasons["sentence"] {
  if (question) return "question";
  if (list) return "list";
  if (withVerb === 0) return "noVerb";
  if (sentences > 1) return "several";
  const spliced = clauses.some((clause) => clause.spliced) && !parts[0]?.toLowerCase().startsWith("not only");
  return withVerb > 1 || spliced ? "strung" : "statement";
}

/** The times that count: those of the buyer's act where there may be one, else any. */
function datedReason(times: readonly DateReason[], judged: readonly Judged[], act: Reasons["act"]): Reasons["dated"] {
  const any = best(times) ?? "none";
  const about = judged.filter((one) => one.act === act && one.clause.kind === "main");
  if (findingOf(act) === "fails" || about.length === 0) return any;
  const served = judged.filter(({ clause }) => clause.kind === "that" && sideOf(clause.subject ?? [], "") !== "seller");
  const counted = new Set([...about, ...served].flatMap(({ clause }) => clause.times));
  const own = best(times.filter((_, place) => counted.has(place)));
  return own ?? (findingOf(any) === "fails" ? any : "otherDay");
}

function read(text: string, deal: string): { [C in Check]: Reasons[C] } {
  const { text: signed, times } = findTimes(tidy(text));
  const parts = partsOf(signed);
  const tokens = parts.parts.map((part) => stated(tokenize(part)));
  const perPart = tokens.map(clausesOf);
  const clauses = perPart.flat();
  const sentence = sentenceReason(parts, clauses, perPart.filter(({ length }) => length > 0).length);
  const anyTime = best(times);
  if (isForeign(signed))
    return {
      sentence: sentence === "noVerb" ? "statement" : sentence,
      act: "language",
      observable: "language",
      dated: anyTime ?? "language",
    };
  if (clauses.length === 0) {
    const words = tokens.flat();
    const act = NOBODY.has(words[0] ?? "") ? "denied" : "noAct";
    return { sentence, act, observable: seenWithout(words), dated: anyTime ?? "none" };
  }
  // A question asks about an act whatever its helper is: "could the client sign" no less than "has the client signed".
  if (parts.question) for (const { group } of clauses) group.may = false;
  const judged = clauses.map((clause) => ({ clause, act: actOf(clause, deal) }));
  const main = judged.filter(({ clause }) => clause.kind === "main");
  const used = main.length > 0 ? main : judged;
  const act = best(used.map((one) => one.act)) ?? "noAct";
  const top = used.filter((one) => findingOf(one.act) === findingOf(act));
  const observable = best(top.map(({ clause }) => seenIn(clause))) ?? "nothing";
  const supposed = clauses.some(({ kind }) => kind === "if") || SUPPOSED.test(signed);
  const open = act !== "buyer" ? act : parts.question ? "asked" : supposed ? "supposed" : act;
  return { sentence, act: open, observable, dated: datedReason(times, judged, act) };
}

/**
 * Reads what a founder wrote of one deal by four rules of thumb for English sentences. The same words always get the
 * same findings: no clock, no network, nothing learnt.
 */
export function checkCondition(text: string, deal = ""): Checked {
  const reasons = read(text, nameOf(deal));
  return Object.fromEntries(
    CHECKS.map((check) => [check, { reason: reasons[check], finding: findingOf(reasons[check]) }]),
  ) as Checked;
}
