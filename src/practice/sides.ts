import { timeOf } from "./dates.ts";
import {
  ADVERBS,
  BUYERS,
  DETERMINERS,
  isThing,
  NOBODY,
  OUR_BUYERS,
  PREPOSITIONS,
  ROLES,
  SELLER_ROLES,
  SELLERS,
  SERVICE,
  THIRDS,
} from "./nouns.ts";
import { upTo } from "./tokens.ts";

/** Whom a group of words names: one of the two firms, somebody else, a thing, or somebody it does not place. */
export type Side = "buyer" | "seller" | "third" | "thing" | "nobody" | "name" | "pronoun" | "role" | "none";

const DULL = new Set(
  "the a an our new project deal group company renewal phase contract big first north south".split(" "),
);

/** The words by which a deal's name is known in a sentence: its first that says anything. */
export function nameOf(deal: string): string {
  const words = deal.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return words.find((word) => word.length > 1 && !DULL.has(word)) ?? "";
}

/** The last word before whatever only describes it: "director" in "the client's finance director at Leeds". */
function headOf(words: readonly string[]): string {
  const ends = (word: string, place: number) =>
    place > 0 && (PREPOSITIONS.has(word) || /^[,(:]|^(?:who|which|that)$/.test(word));
  return upTo(words, ends).findLast((word) => /\p{L}/u.test(word) && !ADVERBS.has(word)) ?? "";
}

/** The first word that places somebody: "our" or "the client". */
function markOf(words: readonly string[], deal: string): "buyer" | "seller" | null {
  for (const [place, word] of words.entries()) {
    if (SELLERS.has(word)) return "seller";
    if (SERVICE.has(words[place + 1] ?? "") && /^(?:client|customer)s?$/.test(word)) return null;
    if (BUYERS.has(word)) return "buyer";
    if (deal && (word === deal || word === `${deal}'s`)) return "buyer";
  }
  return null;
}

function sideOfOne(words: readonly string[], deal: string): Side {
  const head = headOf(words);
  const all = words.join(" ");
  if (/\b(?:both|all|each) (?:the )?(?:sides|parties|firms|companies|side|party)\b/.test(all)) return "buyer";
  if (/\b(?:at|in|on|of|from) our (?:firm|company|side|end|office|team|business)\b/.test(all)) return "seller";
  const mark = markOf(words, deal);
  if (mark === "seller") {
    if (OUR_BUYERS.has(head) || words.some((word) => /^(?:contact|champion|sponsor|counterpart)s?$/.test(word)))
      return "buyer";
    return THIRDS.has(head) ? "third" : isThing(head) && !/^(?:we|i|us)$/.test(head) ? "thing" : "seller";
  }
  if (isThing(head) && !deal.startsWith(head)) return "thing";
  if (THIRDS.has(head) && !(deal && words.includes(deal))) return "third";
  if (mark === "buyer") return "buyer";
  if (
    SELLER_ROLES.has(head) ||
    /\b(?:account (?:manager|executive|director)|sales (?:team|lead|manager|director|person))\b/.test(all)
  )
    return "seller";
  if (words.some((word) => ROLES.has(word) || SERVICE.has(word))) return "role";
  if (/^(?:he|she|it|you|someone|somebody|anyone|everyone|this|that|one|who)$/.test(head)) return "pronoun";
  return words.some((word) => /\p{L}/u.test(word) && !ADVERBS.has(word) && !DETERMINERS.has(word)) ? "name" : "none";
}

const ORDER: readonly Side[] = ["buyer", "nobody", "third", "thing", "name", "pronoun", "role", "seller", "none"];

/** The side of a group of words. With two people joined by "and", the buyer's counts; one alone of "neither" denies both. */
export function sideOf(tokens: readonly string[], deal: string): Side {
  const last = tokens.findLastIndex((word) => !/^(?:not|never|hardly)$/.test(word));
  const kept = tokens.slice(0, last + 1).filter((word) => timeOf(word) < 0);
  if (kept.some((word) => NOBODY.has(word))) return "nobody";
  const parts: string[][] = [[]];
  for (const token of kept) {
    if (/^(?:and|&|\+|plus|or)$/.test(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const sides = parts.filter(({ length }) => length > 0).map((part) => sideOfOne(part, deal));
  if (sides[0] === "seller" && !sides.includes("buyer")) return "seller";
  return ORDER.find((side) => sides.includes(side)) ?? "none";
}
