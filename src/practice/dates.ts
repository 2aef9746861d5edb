import type { Reasons } from "./checks.ts";

export type DateReason = Exclude<Reasons["dated"], "none" | "otherDay" | "language">;

/** A text whose expressions of time are each replaced by one sign, and what each of them is. */
export interface Dated {
  text: string;
  times: DateReason[];
}

const FIRST_SIGN = 0xe000;
/** The number of the time that a sign stands for, or -1 for any other text. */
export const timeOf = (token: string): number => {
  const code = token.charCodeAt(0);
  return code >= FIRST_SIGN && code < FIRST_SIGN + 500 ? code - FIRST_SIGN : -1;
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAYS_IN = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth".split("|");
const TENS =
  "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth".split(
    "|",
  );
const ORDINALS = [...UNITS, ...TENS, ...UNITS.map((unit) => `twenty-${unit}`), "thirtieth", "thirty-first"];

const M =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const FULL = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const W = `(?:(${FULL}|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\\.?,? (?:the )?)?`;
const Y = "(?:,? ?(?:of )?('?\\d\\d(?:\\d\\d)?)(?![\\d:.]* ?(?:am|pm|%|\\d)|\\w))?";
const D = "(\\d{1,2})(?:st|nd|rd|th)?";
const N =
  "(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety)";
const UNIT = "(?:(?:working|business|calendar) )?(?:hour|day|week|fortnight|month|year)s?\\b";
const WHICH = "(?:the |this |next |that |our |their )?(?:financial |fiscal |calendar )?";

/** A day of the calendar. Without a year any 29 February will do; a day of the week must agree with the date. */
function dayOf(day: number, month: number, year?: string, weekday?: string): DateReason {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN[month - 1] ?? 0)) return "noSuchDay";
  if (!year) return "day";
  const digits = year.replace("'", "");
  const date = new Date(Date.UTC(Number(digits.length === 2 ? `20${digits}` : digits), month - 1, day));
  if (date.getUTCDate() !== day) return "noSuchDay";
  return weekday && WEEKDAYS[date.getUTCDay()] !== weekday.slice(0, 3) ? "weekday" : "day";
}

const monthOf = (name = "") => MONTHS.indexOf(name.slice(0, 3)) + 1;

/** Two numbers and perhaps a year: one day if only one order gives a day, or both give the same. */
function eitherOrder(first = "", second = "", year = "", sign = "/"): DateReason {
  const british = dayOf(Number(first), Number(second), year);
  const american = dayOf(Number(second), Number(first), year);
  if (british !== "day") return american;
  return sign === "." || american !== "day" || first === second ? "day" : "twoReadings";
}

type Groups = (string | undefined)[];
type Reading = DateReason | ((groups: Groups) => DateReason | null);
/** Tried in this order; what one has found the next no longer sees. Null leaves the text as it is. */
const PATTERNS: [string, Reading][] = [
  [`(?:week|fortnight) (?:\\w+ing |of )?(?:the )?${D} (?:of )?${M}${Y}`, "period"],
  [`${D}(?: ${M})? ?(?:-|–|to|and|/) ?${D} (?:of )?${M}${Y}`, "period"],
  [`${D}(?: ${M})? or (?:the )?${D} (?:of )?${M}${Y}`, "twoReadings"],
  ["(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})\\b", ([, y, m, d]) => dayOf(Number(d), Number(m), y)],
  [
    "(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d\\d)\\b(?!\\.?\\d)",
    ([, a, sign, b, y = ""]) => (sign === "." && y.length < 4 ? null : eitherOrder(a, b, y, sign)),
  ],
  [
    "(?!24/7)(\\d{1,2})/(\\d{1,2})\\b(?!/)",
    ([, a, b]) => {
      const read = eitherOrder(a, b);
      return read === "noSuchDay" ? null : read;
    },
  ],
  [`${W}(?:the )?${D}(?: day)?(?: of)?[ .-]?${M}[ -]?${Y}`, ([, w, d, m, y]) => dayOf(Number(d), monthOf(m), y, w)],
  [
    `${W}(?:the )?(${ORDINALS.join("|")})\\b(?: day)?(?: of)? ${M}${Y}`,
    ([, w, d = "", m, y]) => dayOf(ORDINALS.indexOf(d) + 1, monthOf(m), y, w),
  ],
  [`${W}${M} (?:the )?${D}\\b(?![\\d:%])${Y}`, ([, w, m, d, y]) => dayOf(Number(d), monthOf(m), y, w)],
  [`(?:the )?(?:first|second|third|fourth|last) (?:${FULL}|(?:\\w+ing )?day) (?:of|in) ${M}${Y}`, "day"],
  [`(?:the )?end[- ](?:of )?(?:${M}${Y}|\\d{4}\\b)|(?:christmas|new year's) (?:day|eve)`, "day"],
  [`(?:(?:within|in) (?:the next )?)?${N} ${UNIT} (?:of|after|before|following|from(?! now| today))\\b`, "count"],
  [`(?:the )?end of ${WHICH}(?:quarter|year|half|[qh][1-4])\\b|(?:quarter|year)[- ]end\\b`, "quarter"],
  [`(?:the )?end of ${WHICH}(?:week|month|day|business)\\b|close of \\w+`, "relative"],
  ["(?:co[bp]|eo[dbmw]|month[- ]end|today|tonight|tomorrow|yesterday)\\b", "relative"],
  [`(?:(?:next|this|last|on|by|until|before|coming|a week on) )?${FULL}\\b`, "relative"],
  [`(?:within|in) (?:the next )?${N} ${UNIT}(?:' time)?|${N} ${UNIT} (?:ago|from now|from today)\\b`, "relative"],
  ["the (?:\\d{1,2}(?:st|nd|rd|th)|first|last day)(?: of (?:the|this|next) month)\\b", "relative"],
  ["the \\d{1,2}(?:st|nd|rd|th)\\b(?= *(?:$|[.,;)]|and |at |to |with |by |in |via ))", "relative"],
  [`(?:early|mid|late)[- ](?:in )?(?:${M}|week|year)(?: \\d{4})?`, "period"],
  ["(?:in |over |during )?(?:next|this|last|the coming) (?:few \\w+|week|fortnight|month|quarter|year)\\b", "period"],
  [`(?:in|by|during|before|until|of|next|last|this) ${M}(?: \\d{4}\\b)?|${M} \\d{4}\\b`, "month"],
  ["(?:in|by|during|before) (?:the )?(?:[qh][1-4]\\b|\\d{4}\\b|spring|summer|autumn|winter)", "period"],
  ["(?:as soon as possible|asap|soon|shortly|in due course|eventually|at some point|imminently|sometime)\\b", "soon"],
];
const COMPILED = PATTERNS.map(([source, reading]) => [new RegExp(`\\b(?:${source})`, "g"), reading] as const);

/** Finds every expression of time in a text of small letters. No finding depends on the day on which it is read. */
export function findTimes(text: string): Dated {
  const times: DateReason[] = [];
  let left = text;
  for (const [pattern, reading] of COMPILED)
    left = left.replace(pattern, (...found) => {
      const reason = typeof reading === "string" ? reading : reading(found);
      if (!reason) return found[0];
      times.push(reason);
      return ` ${String.fromCharCode(FIRST_SIGN + times.length - 1)} `;
    });
  return { text: left, times };
}
