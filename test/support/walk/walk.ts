import type { Bank } from "#src/instruments/instrument.ts";
import type { Needs, Text } from "#src/instruments/item-words.ts";
import { DONT_KNOW } from "#src/names/instruments.ts";
import { type Report, report } from "#src/report/report.ts";
import type { ReportWords } from "#src/words/report.ts";
import { site } from "#test/support/words.ts";
import type { Claim } from "./claim.ts";
import { CLAIMS } from "./claims.ts";
import { markedBank, markedWords, marksIn, stringsOf, unmarked } from "./marks.ts";
import { type OwnReading, unmet } from "./own-reading.ts";
import type { Given } from "./random-results.ts";
import type { Read } from "./situations.ts";

/**
 * Walks the reports of a version: gives, for one submission, every fault of its words. None shown may be refuted by an answer,
 * take for granted what is not so, or speak of what was not asked; none may be missing.
 */
export function walker(bank: Bank, words: ReportWords) {
  const marked = { banks: { of: () => markedBankOnce }, words: { report: markedWords(words) }, site };
  const markedBankOnce = markedBank(bank);
  const said = new Set<string>();
  const heardOf = hearing(bank, words, said);

  const faultsOf = ({ instrument, given, result, own }: Read): string[] => {
    const { answers: scored, context, sizing } = given;
    const made = report({
      ...marked,
      assessment: { instrument, completedAt: 0, scored, context, sizing, revision: 1, currency: "", result },
    });
    // The list of all answers repeats questions and labels and says its heading alone; `missing` looks at it.
    const { method, ...told } = made;
    const heard = new Set(stringsOf({ ...told, method: method.heading }).map(heardOf));
    const marksOf = (value: unknown) => stringsOf(value).flatMap((text) => heardOf(text).marks);
    const faults = missing(bank, own, given, made, marksOf);
    const seen: Seen = {
      given,
      own,
      facts: { ...own.facts, fixes: made.fixes.list.length },
      calledFor: fixesCalledFor(bank, given, own),
    };
    let isWithoutSoftware = false;
    for (const { plain, isBroken, checks, claims, deniesSoftware } of heard) {
      for (const check of checks) {
        const fault = check(seen);
        if (fault) faults.push(`${fault}: "${plain}"`);
      }
      if (isBroken) faults.push(`is not filled in: "${plain}"`);
      for (const { claim, match } of claims)
        if (!claim.isTrue(own, match)) faults.push(`is refuted: "${plain}" (${claim.says})`);
      isWithoutSoftware ||= deniesSoftware;
    }
    if (isWithoutSoftware)
      for (const { title, body } of made.fixes.list)
        if (/\bsoftware\b|automat|required field|\bCRM\b/i.test(unmarked(`${title} ${body}`)))
          faults.push(`needs software: "${unmarked(title)}"`);
    return faults;
  };
  return { faultsOf, said };
}

interface Heard {
  marks: string[];
  plain: string;
  isBroken: boolean;
  checks: Check[];
  claims: { claim: Claim; match: RegExpExecArray }[];
  deniesSoftware: boolean;
}

/** The same sentences come again and again: what one is, needs and claims is found out once. */
function hearing(bank: Bank, words: ReportWords, said: Set<string>) {
  const heard = new Map<string, Heard>();
  return (text: string): Heard => {
    const known = heard.get(text);
    if (known) return known;
    const plain = unmarked(text);
    const marks = marksIn(text);
    for (const name of marks) said.add(name);
    const all = {
      marks,
      plain,
      isBroken: /[{}!]|undefined|NaN|\bnull\b|\[object/.test(plain),
      checks: marks.flatMap((name) => checkOf(name, bank, words) ?? []),
      claims: claimsIn(plain),
      deniesSoftware: /None of them needs new software|It needs no new software/.test(plain),
    };
    heard.set(text, all);
    return all;
  };
}

/** Figures alone, such as "£52,000 to £60,000", claim nothing; hardly any come twice. */
const claimsIn = (plain: string): Heard["claims"] =>
  /[a-z]{3}/.test(plain)
    ? CLAIMS.flatMap((claim) => {
        const match = claim.says.exec(plain);
        return match ? [{ claim, match }] : [];
      })
    : [];

interface Seen {
  given: Given;
  own: OwnReading;
  facts: Record<string, string | number | boolean>;
  calledFor: ReadonlySet<string>;
}

/** What is wrong with showing a sentence here, if anything. */
type Check = (seen: Seen) => string | null;

/** What to look at wherever the sentence of this mark is shown; null where it cannot be wrong. */
function checkOf(name: string, bank: Bank, words: ReportWords): Check | null {
  if (name.startsWith("words:")) {
    const needs = needsAt(name.slice(6), words);
    if (!needs) return null;
    return ({ facts }) => {
      const names = unmet(needs, facts);
      return names.length > 0 ? `${name} needs ${names.join(", ")}, which is not so` : null;
    };
  }
  const [kind = "", of = "", key = "", ...rest] = name.split(":");
  if (kind === "question") return null;
  const item = bank.items.find(({ id }) => id === of);
  if (!item) return () => `is of no item: ${name}`;
  if (kind === "fix") {
    const faultOfWording = wordingOf(item.fixes[key]?.[rest[0] as "title"], rest[1]);
    return (seen) =>
      seen.calledFor.has(`${of}.${key}`) ? faultOfWording(seen) : `is the fix ${of}.${key}, which no answer calls for`;
  }
  const check = checkOfItem(item, kind, key, rest[0]);
  return (seen) => (seen.own.asked.includes(of) ? check(seen) : `speaks of ${of}, which was not asked`);
}

/** What to look at wherever words of an item that was asked are shown, but its fixes. */
function checkOfItem(item: Bank["items"][number], kind: string, key: string, wording: string | undefined): Check {
  const { id } = item;
  const answerIn = ({ given }: Seen) => given.answers[id] ?? DONT_KNOW;
  if (kind === "label")
    return (seen) => (answerIn(seen) === key ? null : `is the answer "${key}" to ${id}, which was "${answerIn(seen)}"`);
  if (kind === "finding") {
    const faultOfWording = wordingOf(item.findings.find((one) => one.id === key)?.finding, wording);
    return (seen) =>
      answerIn(seen) === key ? faultOfWording(seen) : `is said of ${id} "${key}", which was "${answerIn(seen)}"`;
  }
  if (kind === "unknown") {
    const faultOfWording = wordingOf(item.unknown[key as "finding"], wording);
    return (seen) => (answerIn(seen) === DONT_KNOW ? faultOfWording(seen) : `says that ${id} is unknown`);
  }
  return kind === "proof" ? wordingOf(item.proof, key || undefined) : () => null;
}

/** What the sentence at a path of the words says that it needs; null where it needs nothing. */
function needsAt(path: string, words: ReportWords): Record<string, unknown> | null {
  const parent = path.split(".").slice(0, -1);
  const entry = parent.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], words);
  const { needs = null } = entry as { needs?: Record<string, unknown> };
  return needs;
}

/** Of several wordings, the first that is true stands. */
function wordingOf(text: Text | undefined, place: string | undefined): Check {
  if (text === undefined) return () => "has no words";
  if (typeof text === "string") return () => null;
  return ({ given, own }) => {
    const first = text.findIndex(({ needs }) => isMetHere(needs, given, own));
    return String(first) === place ? null : `is wording ${place}, and ${first} is true`;
  };
}

function isMetHere(needs: Needs | undefined, given: Given, own: OwnReading): boolean {
  if (!needs) return true;
  const has = ([id, options]: [string, string[]]) =>
    own.asked.includes(id) && options.includes(given.answers[id] ?? DONT_KNOW);
  return (
    (!needs.solo || own.facts.solo === true) &&
    (!needs.paper || own.facts.paper === true) &&
    Object.entries(needs.answers ?? {}).every(has) &&
    !Object.entries(needs.unless ?? {}).some(has)
  );
}

/** Names of the fixes that some answer of this sitting asks for, such as "P2.park-silent-deals". */
function fixesCalledFor(bank: Bank, given: Given, own: OwnReading): Set<string> {
  return new Set(
    bank.items
      .filter(({ id }) => own.asked.includes(id))
      .flatMap(({ id, findings }) => {
        const fix = findings.find((one) => one.id === given.answers[id])?.fix;
        if (fix === undefined) return [];
        const key = typeof fix === "string" ? fix : (fix.find(({ needs }) => isMetHere(needs, given, own))?.fix ?? "");
        return [key.includes(".") ? key : `${id}.${key}`];
      }),
  );
}

/** What a report has to say and does not. */
function missing(
  bank: Bank,
  own: OwnReading,
  given: Given,
  made: Report,
  marks: (value: unknown) => string[],
): string[] {
  const faults: string[] = [];
  const expectMark = (name: string, where: readonly string[], part: string) => {
    if (!where.some((one) => one === name || one.startsWith(`${name}:`))) faults.push(`${part} lacks ${name}`);
  };
  for (const part of [made.verdict.title, made.verdict.sentence, made.verdict.doFirst, made.verdict.notThat])
    if (!part) faults.push("the verdict lacks a sentence");
  for (const part of [made.dominant.headline, made.dominant.note, made.order.sentence, made.confidence.sentence])
    if (!part) faults.push("a headline, a note or a reason is missing");
  for (const layer of made.layers) if (!layer.sentence || !layer.status) faults.push(`${layer.id} has no words`);

  const evidence = marks(made.evidence);
  const misses = marks(made.verdict.misses);
  const listed = new Map(made.method.layers.flatMap(({ rows }) => rows).map(({ item, answer }) => [item, answer]));
  const unknown = marks(made.unknown);
  for (const { id, layer } of bank.items.filter((item) => own.asked.includes(item.id))) {
    const credit = own.credits.get(id);
    const finding = credit === null ? `unknown:${id}:finding` : `finding:${id}:${given.answers[id]}`;
    // What the verdict has said of an answer is not said again.
    if (layer === own.backed && credit !== 4)
      expectMark(finding, own.misses.includes(id) ? misses : evidence, "the evidence");
    const label = `label:${id}:${given.answers[id] ?? DONT_KNOW}`;
    if (given.answers[id] !== undefined && !listed.get(id)?.includes(label))
      faults.push(`the list of answers lacks ${label}`);
    if (credit === null) expectMark(`unknown:${id}:lookUp`, unknown, "what is unknown");
  }
  for (const id of own.misses) {
    expectMark(`topic:${id}`, misses, "the verdict");
    if (own.credits.get(id) !== null) expectMark(`finding:${id}:${given.answers[id]}`, misses, "the verdict");
  }
  const isWhole = own.facts.verdict === "FUNCTIONING" && own.facts.holds === true;
  if (!isWhole && made.fixes.list.length === 0) faults.push("nothing is to be done first");
  const [first] = made.fixes.list;
  if (first && made.verdict.doFirst !== first.title) faults.push("the verdict's first act is not the first fix");
  if (!own.facts.nothingKnown && own.deciding.length > 0 && !own.deciding.includes(first?.item ?? ""))
    faults.push("no deciding answer comes first");
  if (made.checks.list.length !== (own.facts.instrument === "snapshot" ? 2 : 4)) faults.push("a check is missing");
  for (const { lines } of made.checks.list)
    for (const { said } of lines) if (!said) faults.push("a check has no answer");
  return faults;
}
