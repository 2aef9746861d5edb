/** What is asked of each deal's sentence. The founder answers; nothing here reads the sentence for them. */
export const QUESTIONS = ["act", "seen", "dated"] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Deal {
  name: string;
  /** What has to be true for the deal to stand where the board has it. */
  sentence: string;
  ticks: Record<Question, boolean>;
}

/** Whether a deal has its sentence and all three ticks. */
export const isWhereBoardSays = ({ sentence, ticks }: Deal) =>
  sentence.trim() !== "" && QUESTIONS.every((question) => ticks[question]);

/** How many deals are written down, and how many of them are where the board says. */
export function countDeals(deals: readonly Deal[]): { total: number; there: number } {
  const written = deals.filter(({ name, sentence }) => `${name}${sentence}`.trim() !== "");
  return { total: written.length, there: written.filter(isWhereBoardSays).length };
}

export type Hint = "noSentence" | "question" | "ownAct" | "mood" | "noDay";

const PAPER = "(?:the |our |a |my )?(?:demo|quote|quotation|proposal|offer|pitch|presentation|deck|follow[ -]?up)";
const DONE = "(?:done|sent|given|made|held|delivered|presented|issued|booked)";
const TO_THEM = "(?: (?:to|with|for) (?:them|the (?:buyer|client|customer|prospect)))?";
const SENT = "(?:sent|send|gave|give|made|make|presented|present|issued|issue|booked|book)";
const REACHED =
  "(?:called|call|rang|ring|e-?mailed|e-?mail|chased|chase|quoted|quote|pitched|pitch|followed up|follow up|demoed)";
const MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?";
const ON_A_DAY = `(?: (?:on|by) \\d[\\d./-]*(?:st|nd|rd|th)?(?: ${MONTH})?(?: \\d{4})?)?`;

/** The seller's own acts, where nothing but a day stands beside them. With more around them, the buyer may act too. */
const OWN_ACT = [
  `${PAPER}(?: (?:was|is|has been))? ${DONE}${TO_THEM}`,
  `(?:(?:i|we)(?:'ll| will|'ve| have)? )?${SENT}(?: them)? ${PAPER}${TO_THEM}`,
  `(?:i|we)(?:'ll| will|'ve| have)? ${REACHED}(?: (?:them|him|her|the (?:buyer|client|customer|prospect)))?`,
].map((act) => new RegExp(`^${act}${ON_A_DAY}$`, "i"));
const MOOD =
  /^(?:(?:they|he|she)(?:'re|'s| is| are| seems?)? )?(?:very |really |still )?(?:interested|engaged|keen|excited|positive|happy|warm|hot)$/i;
/** A number, or a month or a weekday by its English name, whole or short. */
const ANY_DAY = new RegExp(
  `\\d|\\b(?:${MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?)\\b`,
  "i",
);

/** What is sure about a deal's sentence and its ticks, and nothing else. A hint never changes the count. */
export function hintsOf({ sentence, ticks }: Deal): Hint[] {
  const plain = sentence.replaceAll("’", "'").replace(/\s+/g, " ").trim();
  if (plain === "") return QUESTIONS.some((question) => ticks[question]) ? ["noSentence"] : [];
  const bare = plain.replace(/[.!;]+$/, "");
  const sure: Record<Exclude<Hint, "noSentence">, boolean> = {
    question: plain.endsWith("?"),
    ownAct: OWN_ACT.some((pattern) => pattern.test(bare)),
    mood: MOOD.test(bare),
    noDay: ticks.dated && !ANY_DAY.test(plain),
  };
  return (Object.keys(sure) as Exclude<Hint, "noSentence">[]).filter((hint) => sure[hint]);
}
