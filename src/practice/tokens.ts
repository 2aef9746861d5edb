const ABBREVIATED =
  "dr|mr|mrs|ms|prof|st|ltd|inc|co|corp|approx|etc|vs|no|dept|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\\p{L}";

/** Short forms in full, and phrases that do the work of one word. */
const REWRITTEN = (
  [
    ["[‘’`´]", "'"],
    ['[“”„«»"\u00a0\u202f\\t ]+', " "],
    ["\\be-mail", "email"],
    ["\\b([ap])\\.\\s?m\\.", "$1m"],
    ["\\b(e)\\.g\\.|\\b(i)\\.e\\.", ""],
    [`\\b(${ABBREVIATED})\\.(?=[\\s,;]|\\p{L}|$)`, "$1"],
    ["\\bcan't\\b|\\bcannot\\b", "can not"],
    ["\\bwon't\\b", "will not"],
    ["n't\\b", " not"],
    ["'ve\\b", " have"],
    ["'ll\\b", " will"],
    ["'re\\b", " are"],
    ["\\b(it|s?he|that|who|there|what)'s\\b", "$1 is"],
    ["s'(?=\\s)", "s 's"],
    ["'s\\b", " 's"],
    ["\\b(finance|decision) (director|maker)", "$1-$2"],
    ["\\bsign(ed|s|ing)? off\\b", "sign$1"],
    ["\\blet(s|ting)? (us|me) know\\b", "tell$1 $2"],
    ["\\b(?:gets|comes|got|came) back to (us|me)\\b", "replied to $1"],
    ["\\b(?:get|come) back to (us|me)\\b", "reply to $1"],
    ["\\b(?:go(es|ing)?|went) (?:through|over)(?= (?:the|our|their|it|a)\\b)", "review$1"],
    ["\\b(?:gone|went|goes|going|go) (?:quiet|silent|dark|cold)\\b", "not replied"],
    ["\\bno longer\\b|\\byet to\\b", "never"],
    ["\\b(?:is|are|was|were|be|been) unable to\\b", "can not"],
    ["\\b(?:is|are|was|were|be) (?:going|due|scheduled|set|about|booked) to\\b", "will"],
    ["\\b(?:has|have|had|needs?|needed) to\\b", "must"],
  ] as const
).map(([source, plain]) => [new RegExp(source, "gu"), plain] as const);

/** Writes everything in small letters and one way, so that the rules know one of each. Line breaks stay. */
export function tidy(text: string): string {
  const small = text.normalize("NFC").trim().toLowerCase();
  return REWRITTEN.reduce((left, [pattern, plain]) => left.replace(pattern, plain), small);
}

/** The words before the first that ends them. */
export function upTo(words: readonly string[], ends: (word: string, place: number) => boolean): readonly string[] {
  const end = words.findIndex(ends);
  return end < 0 ? words : words.slice(0, end);
}

/** Words, signs of time, numbers and the marks between clauses. */
export function tokenize(text: string): string[] {
  const found = text.match(
    /[\ue000-\uf8ff]|'s|\p{Sc}?\d[\d,.:]*[\p{L}%]*|\p{L}+(?:[-&'][\p{L}\d]+)*|[,()&+;:–—|>/]| - /gu,
  );
  return (found ?? []).map((token) => token.trim());
}
