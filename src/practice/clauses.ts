import { timeOf } from "./dates.ts";
import { type Group, groupsOf } from "./groups.ts";
import { ADVERBS, DETERMINERS, DOCUMENTS, PREPOSITIONS, PRONOUNS, SUBORDINATORS } from "./nouns.ts";
import { isAuxiliary, verbOf } from "./verbs.ts";

export interface Clause {
  group: Group;
  /** Who or what stands before the verb; null where nobody does. */
  subject: readonly string[] | null;
  /** What follows the verb, up to the next clause. */
  tail: readonly string[];
  /** `main` is stated by the sentence; the others only serve it. */
  kind: "main" | "time" | "if" | "relative" | "that";
  /** A main clause with a subject of its own after nothing but a comma. */
  spliced: boolean;
  /** The times that say when it is done, by their number. */
  times: number[];
}

const COMMA = /^[,()–—:|>-]$/;
const LINK = /^(?:and|but|or|then|so|plus|&|\+|now|nor)$/;

/** Puts "did the client sign" into the order of a statement. */
export function straighten(tokens: readonly string[]): string[] {
  const [first] = tokens;
  if (!first || !isAuxiliary(first)) return [...tokens];
  const rest = tokens.slice(1);
  const verb = rest.findIndex(
    (word, place) => place > 0 && (isAuxiliary(word) || (verbOf(word) && !DETERMINERS.has(rest[place - 1] ?? ""))),
  );
  if (verb < 1) return [...tokens];
  return [...rest.slice(0, verb), first, ...rest.slice(verb)];
}

/** Takes what only says when, where or on what condition off the front of a subject. */
function bare(region: readonly string[]): string[] {
  let left = [...region];
  while (left.length > 0) {
    const [first] = left;
    const word = first ?? "";
    const comma = left.findIndex((token) => COMMA.test(token));
    if (COMMA.test(word) || timeOf(word) >= 0 || /^(?:then|so|and|but|also|now|finally|plus|or)$/.test(word))
      left = left.slice(1);
    else if (PREPOSITIONS.has(word) || SUBORDINATORS.has(word)) {
      const time = left.findIndex((token) => timeOf(token) >= 0);
      const again = left.findLastIndex((token, place) => place > 2 && (DETERMINERS.has(token) || PRONOUNS.has(token)));
      const cut = comma > 0 ? comma : time > 0 && time < left.length - 1 ? time : again - 1;
      if (cut < 1) return left.slice(1);
      left = left.slice(cut + 1);
    } else break;
  }
  const colon = left.indexOf(":");
  return colon >= 0 && colon < left.length - 1 ? left.slice(colon + 1) : left;
}

const real = (tokens: readonly string[]) =>
  tokens.some((word) => /\p{L}/u.test(word) && timeOf(word) < 0 && !ADVERBS.has(word));

/** Where the words before a verb begin to be its own, and what opens them. */
function boundary(between: readonly string[], first: boolean): { at: number; opener: string; comma: boolean } {
  const place = between.findLastIndex((word, at) => {
    if (word === "that" && DETERMINERS.has(between[at - 1] ?? "")) return false;
    return SUBORDINATORS.has(word) || (!first && (LINK.test(word) || COMMA.test(word)));
  });
  const opener = place < 0 ? "" : (between[place] ?? "");
  const comma = place >= 0 && (COMMA.test(opener) || COMMA.test(between[place - 1] ?? ""));
  return { at: place + 1, opener, comma };
}

const isPapers = (word: string) =>
  DOCUMENTS.has(word) && !/^(?:email|message|letter|call|minutes|note|reply)$/.test(word);

/** The times among these words that date the act, and not a thing or another event. */
function timesIn(tokens: readonly string[]): number[] {
  return tokens.flatMap((word, at) => {
    const time = timeOf(word);
    if (time < 0) return [];
    const before = tokens[at - 1] ?? "";
    const further = tokens[at - 2] ?? "";
    if (before === "dated" || further === "dated" || (/^(?:of|from)$/.test(before) && isPapers(further))) return [];
    const since = tokens.slice(0, at).findLastIndex((token) => /^(?:after|following)$/.test(token));
    const after = since >= 0 && !tokens.slice(since, at).some((token) => COMMA.test(token));
    return after && at - since > 1 ? [] : [time];
  });
}

/** The clauses of one part of a sentence: what it states, and what only serves that. */
export function clausesOf(written: readonly string[]): Clause[] {
  const tokens = straighten(written);
  const groups = groupsOf(tokens);
  const clauses: Clause[] = [];
  let from = 0;
  let leading = false;
  let lead: string[] = [];
  groups.forEach((group, place) => {
    const between = tokens.slice(from, group.start);
    const last = clauses.at(-1);
    const { at, opener, comma } = boundary(between, !last);
    const region = between.slice(at);
    const own = real(bare(region));
    let kind: Clause["kind"] = "main";
    const opened = SUBORDINATORS.get(opener);
    if (/^with(?:out)?$/.test(region[0] ?? "")) kind = "that";
    else if (opened)
      kind = opened === "that" && !last ? "main" : opened === "if" && last && asks(last) ? "that" : opened;
    else if (last && opener === "") kind = "that";
    else if (last && last.kind !== "main" && !comma && own) kind = last.kind;
    else if (last && leading && !comma) kind = last.kind;
    if (!last) leading = kind !== "main";
    else if (kind === "main") leading = false;
    const main = clauses.findLast((clause) => clause.kind === "main");
    if (
      last &&
      kind === "that" &&
      opener === "" &&
      !own &&
      group.verb?.form !== "s" &&
      (group.bare || group.verb === null)
    ) {
      last.tail = tokens.slice(last.group.end, endOf(tokens, groups, place));
      last.times = [...new Set([...last.times, ...timesIn(last.tail)])];
      from = group.end;
      return;
    }
    if (!last) lead = bare(between.slice(0, Math.max(0, at - 1)));
    const whole = !last ? bare(between.slice(kind === "main" ? 0 : at)) : bare(region);
    const shared = main ? main.subject : last && real(lead) ? lead : null;
    const subject = own || (!last && real(whole)) ? whole : kind === "main" ? shared : null;
    const inherits = kind === "main" && main && !own && group.bare && group.verb?.form === main.group.verb?.form;
    const tail = tokens.slice(group.end, endOf(tokens, groups, place));
    clauses.push({
      group: inherits
        ? {
            ...group,
            passive: main.group.passive,
            denied: group.denied || helperDenies(tokens, main),
            may: main.group.may,
            bare: main.group.bare,
          }
        : group,
      subject,
      tail,
      kind,
      spliced: Boolean(main) && kind === "main" && own && COMMA.test(opener),
      times: timesIn([...(last && kind === "main" ? region : between.slice(0)), ...tail]),
    });
    from = group.end;
  });
  return clauses;
}

const asks = ({ group }: Clause) => /^(?:tell|unseen|mind)$/.test(group.verb?.kind ?? "");

/** Whether a denial stands among the helpers, where it covers a second verb as well. */
const helperDenies = (tokens: readonly string[], { group }: Clause) =>
  group.denied && isAuxiliary(tokens[group.start] ?? "");

/** Where the words after a verb end: before the next clause's own subject. */
function endOf(tokens: readonly string[], groups: readonly Group[], place: number): number {
  const group = groups[place];
  const next = groups[place + 1];
  if (!group || !next) return tokens.length;
  const { at } = boundary(tokens.slice(group.end, next.start), false);
  return group.end + (at > 0 ? at - 1 : next.start - group.end);
}
