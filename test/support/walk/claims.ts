import { NEEDS_FIRST, type OwnReading } from "./own-reading.ts";

/**
 * What sentences claim, read by a person and written here by hand: a pattern of words and when it is true. It knows nothing of
 * the `needs` in the words, so a sentence whose needs are too few is found by what it says.
 */
export interface Claim {
  says: RegExp;
  isTrue(reading: OwnReading, words: RegExpExecArray): boolean;
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const number = (word = "") => (/^\d/.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase()));
const names = (words = "") => words.split(/, | and (?!Flow)/);
const credit = (reading: OwnReading, ...ids: string[]) => {
  const id = ids.find((one) => reading.credits.has(one));
  return id === undefined ? undefined : reading.credits.get(id);
};
const never = () => false;
const LAYER = "(?:Revenue Visibility|Pipeline Integrity|Velocity and Flow|Learning Loops|System Resilience)";

const OF_THE_WHOLE: Claim[] = [
  { says: /people and memory|nothing to undo|too little is written|nowhere to run|answers disagree/, isTrue: never },
  {
    says: /^You have a tool, not yet a system|^No system yet/,
    isTrue: ({ defineAtBest, facts }) => defineAtBest < 50 && !facts.practiceAhead && facts.settled === true,
  },
  {
    says: /practice is ahead of your rules|rules lag behind the practice/,
    isTrue: ({ define, facts }) => define < 50 && facts.practiceAhead === true,
  },
  { says: /^You have a process/, isTrue: ({ define, enforce }) => define >= 50 && enforce < 60 },
  { says: /keeping to the rules lags behind/, isTrue: ({ enforce, min }) => enforce < 60 && min >= 75 },
  { says: /one layer stands below 75|the other four hold/, isTrue: ({ facts }) => facts.below === 1 },
  {
    says: /(\w+) layers stand below 75/,
    isTrue: ({ facts }, [, count]) => facts.below === number(count) && number(count) > 1,
  },
  { says: /All five layers hold|Every layer holds|No layer is below 75/, isTrue: ({ min }) => min >= 75 },
  { says: /every answer is at full marks|Every answer is at the top/, isTrue: ({ min }) => min === 100 },
  { says: /^Your answers on (.+) are all at full/, isTrue: ({ scoreOf }, [, layer = ""]) => scoreOf(layer) === 100 },
  { says: /^Every answer on (.+) is at full marks/, isTrue: ({ scoreOf }, [, layer = ""]) => scoreOf(layer) === 100 },
  {
    says: /working revenue system/,
    isTrue: ({ four, min, enforce, define }) => four.every(Boolean) && min >= 50 && enforce >= 60 && define >= 50,
  },
  { says: /All four basic questions get a yes/, isTrue: ({ four }) => four.every(Boolean) },
  {
    says: /four basic questions come to (\d) yes of 4, and a working system needs all 4/,
    isTrue: ({ four, facts }, [, count]) =>
      four.filter(Boolean).length === Number(count) && Number(count) < 4 && facts.verdict === "PARTIAL",
  },
  {
    says: /(\w+) basic answers? falls? short/,
    isTrue: ({ four }, [, count]) => four.filter((yes) => !yes).length === number(count),
  },
  { says: /rules earn less than half marks/, isTrue: ({ define }) => define < 50 },
  { says: /rules earn at least half marks/, isTrue: ({ define }) => define >= 50 },
  {
    says: /earn ([\d.]+) of 100, and 60 is needed/,
    isTrue: ({ enforce }, [, of]) => enforce < 60 && Math.abs(enforce - Number(of)) < 0.051,
  },
  { says: /Both readings pass/, isTrue: ({ define, enforce }) => define >= 50 && enforce >= 60 },
  { says: /verdict would be the same/, isTrue: ({ facts, unknown }) => facts.settled === true && unknown.length > 0 },
  { says: /^Not settled/, isTrue: ({ facts }) => facts.settled === false },
  {
    says: /^Not settled: the one answer/,
    isTrue: ({ deciding, unknown }) => deciding.length === 1 && unknown.length === 1,
  },
  {
    says: /^Not settled: the (\w+) answers/,
    isTrue: ({ deciding, unknown }, [, count]) =>
      deciding.length === number(count) || (deciding.length === unknown.length && number(count) < 0),
  },
  {
    says: /three answers fail the practical test/,
    isTrue: (own) =>
      (credit(own, own.ids.stageRules) ?? 0) <= 1 &&
      (credit(own, "F2") ?? 0) <= 1 &&
      credit(own, "P2") === null &&
      own.define >= 50,
  },
];

const OF_LAYERS: Claim[] = [
  {
    says: /^Your dominant failure layer is (.+)\.$/,
    isTrue: ({ scoreOf, min, margin, facts }, [, layer = ""]) =>
      scoreOf(layer) === min && margin >= (facts.instrument === "snapshot" ? 25 : 15),
  },
  {
    says: new RegExp(`(${LAYER}) is (?:the )?lowest`),
    isTrue: ({ scoreOf, min, facts }, [, layer = ""]) => scoreOf(layer) === min && facts.lowest === 1,
  },
  {
    says: new RegExp(`((?:${LAYER}(?:, | and )?)+) are lowest`),
    isTrue: ({ scoreOf, min }, [, layers]) => names(layers).every((layer) => scoreOf(layer) === min),
  },
  {
    says: new RegExp(`((?:${LAYER}(?:, | and )?)+) (?:is|are) close\\.`),
    isTrue: ({ scoreOf, second, S }, [, layers]) =>
      names(layers).every((layer) => scoreOf(layer) === second) &&
      Object.values(S).filter((score) => score === second).length === names(layers).length,
  },
  {
    says: new RegExp(`((?:${LAYER}(?:, | and )?)+) are level`),
    isTrue: ({ scoreOf, min }, [, layers]) =>
      names(layers).length >= 2 && names(layers).every((layer) => scoreOf(layer) <= min + 5),
  },
  {
    says: new RegExp(`(${LAYER}),? (?:which )?comes first in the chain`),
    isTrue: (_, [, layer]) => layer === "Revenue Visibility",
  },
  {
    says: new RegExp(`(${LAYER}),? (?:is )?the first of these in the chain`),
    isTrue: (_, [, layer]) => layer !== "Revenue Visibility",
  },
  { says: /It is lowest even with full marks/, isTrue: ({ U, lead, second }) => U[lead] < second },
  { says: /might lift it past/, isTrue: ({ U, lead, second }) => U[lead] > second },
  { says: /might lift it level/, isTrue: ({ U, lead, second }) => U[lead] === second },
  {
    says: /Revenue Visibility at (\d+), .* read from records that may not be complete/,
    isTrue: ({ S, unknown, asked }, [, score]) =>
      S.visibility < 40 && Math.floor(S.visibility + 0.5) === Number(score) && unknown.length < asked.length,
  },
  // "Lowest on the answers you gave" of a layer on which none was given.
  { says: /^On the answers you gave, /, isTrue: ({ facts }) => facts.namedUnseen === false },
  { says: /lowest on the answers you gave/, isTrue: ({ facts }) => facts.leadUnseen === false },
  { says: /^None of the questions on (.+) could be/, isTrue: ({ isUnseen }, [, layer = ""]) => isUnseen(layer) },
  { says: /none of its (?:two|five) questions could be answered/, isTrue: ({ facts }) => facts.leadUnseen === true },
  {
    says: /something that (?:it depends|they depend) on stands below 25/,
    isTrue: ({ S, lowest }) => lowest.some((layer) => NEEDS_FIRST[layer].some((one) => S[one] < 25)),
  },
  {
    says: /answers could not be given, so the order begins/,
    isTrue: ({ unknown, asked }) => unknown.length >= 0.3 * asked.length,
  },
  { says: new RegExp(`(${LAYER}) stands below 25`), isTrue: ({ scoreOf }, [, layer = ""]) => scoreOf(layer) < 25 },
  { says: /each stands at 75 or above/, isTrue: ({ min }) => min >= 75 },
  {
    says: /at least half marks, so this names/,
    isTrue: ({ min }) => min >= 50,
  },
];

const OF_WHAT_IS_KNOWN: Claim[] = [
  {
    says: /could not be given|could not give|could not say|could not answer|Not sure\.$/i,
    isTrue: ({ unknown }) => unknown.length > 0,
  },
  { says: /On the answers you gave/, isTrue: ({ unknown }) => unknown.length > 0 },
  { says: /^Every question has an answer/, isTrue: ({ unknown }) => unknown.length === 0 },
  {
    says: /Nothing could be seen|No layer can be told|Nothing is known yet/,
    isTrue: ({ unknown, asked }) => unknown.length === asked.length,
  },
  { says: /pairs? of answers pulls? (?:apart|two)/, isTrue: ({ facts }) => Number(facts.contradictions) > 0 },
  { says: /^One pair of answers/, isTrue: ({ facts }) => facts.contradictions === 1 },
  { says: /No two answers that we compare/, isTrue: ({ facts }) => facts.contradictions === 0 },
  { says: /faster than the questions|too fast|without hurry/, isTrue: ({ facts }) => facts.hasty === true },
  { says: /of every 100 comes? from/, isTrue: ({ unknown }) => unknown.length > 0 },
  { says: /^At least half of the gap/, isTrue: ({ facts }) => facts.gapIsUnknown === true },
  {
    says: /The verdict waits for|^Decides the verdict|^Helps to decide the verdict/,
    isTrue: ({ facts }) => facts.settled === false,
  },
  { says: /^You could not tell\.$/, isTrue: (own) => credit(own, "P2") === null },
  { says: /firm enough to act on/, isTrue: ({ facts }) => facts.settled === true },
  { says: /by hand, which is enough for the verdict/, isTrue: (own) => credit(own, "F2") === 2 },
  // That a forecast misses is known from its number alone, and a source in anyone's own words is on record too.
  { says: /^A forecast that missed by 10%/, isTrue: ({ missedNumber }) => missedNumber !== undefined },
  { says: /^A forecast that is never formally/, isTrue: ({ missedNumber }) => missedNumber === undefined },
  { says: /^A forecast that misses|source of a lead is on record/, isTrue: never },
  { says: /^Compared only informally/, isTrue: (own) => credit(own, "L4") === 1 },
  { says: /^Never compared, or no forecast/, isTrue: (own) => credit(own, "L4") === 0 },
];

/** Sentences about one answer that another answer may refute, and acts that ask for what an answer says is there. */
const lessThan =
  (limit: number, ...ids: string[]) =>
  (own: OwnReading) => {
    const given = credit(own, ...ids);
    return given !== undefined && given !== null && given < limit;
  };
const OF_ANSWERS: Claim[] = [
  { says: /there are no conditions that a deal could fail/, isTrue: (own) => (credit(own, "P6", "P1") ?? 0) < 2 },
  {
    says: /has not reached a rule, a question or an offer/,
    isTrue: (own) => (credit(own, "L4") ?? 0) < 4 && (credit(own, "L7", "L5") ?? 0) < 4,
  },
  { says: /^Stage rules, not written/, isTrue: lessThan(2, "P6") },
  { says: /^Qualifying test, not written/, isTrue: lessThan(2, "P7") },
  { says: /^Lead ownership, not written/, isTrue: lessThan(3, "V4") },
  { says: /^Stage time limits, not written/, isTrue: lessThan(2, "F4") },
  { says: /^Written method, not written/, isTrue: lessThan(1, "R2") },
  { says: /^Record every lead on one list/, isTrue: lessThan(4, "V1") },
  { says: /^Bring your lead lists into one/, isTrue: lessThan(2, "V1") },
  { says: /^Put every open deal on one page/, isTrue: lessThan(4, "V6", "V2") },
  { says: /^Settle one short list of sources|^Use one fixed list of sources/, isTrue: lessThan(2, "V3") },
  { says: /^Write one line on w|^Name who takes each new lead|^Settle when you take each/, isTrue: lessThan(3, "V4") },
  { says: /^Write the usual arrangement down/, isTrue: lessThan(3, "V4") },
  { says: /^Write what the buyer must have done/, isTrue: lessThan(3, "P6", "P1") },
  { says: /^Turn each rule to what the buyer did/, isTrue: lessThan(3, "P6") },
  { says: /^(?:Write|Agree) three must-haves/, isTrue: lessThan(2, "P7", "P3") },
  { says: /^Put every deal to the test/, isTrue: lessThan(3, "P7", "P3") },
  { says: /^Give every stalled deal a way out/, isTrue: lessThan(3, "P4") },
  { says: /^Put a check before the proposal/, isTrue: lessThan(3, "P5") },
  { says: /^Write three follow-ups/, isTrue: lessThan(4, "F2") },
  { says: /^Let the follow-up start by itself/, isTrue: (own) => lessThan(4, "F2")(own) && own.facts.paper === false },
  { says: /^Give each stage a number of days|^Set a time limit per stage/, isTrue: lessThan(3, "F4") },
  { says: /^Count where deals wait|^Find the stage that slows/, isTrue: lessThan(3, "F5") },
  { says: /^Write a reason for every deal/, isTrue: lessThan(2, "L3") },
  { says: /^Write your last sale down/, isTrue: lessThan(2, "R2") },
  { says: /^(?:Agree what delivery must receive|Settle what a job must start with)/, isTrue: lessThan(3, "R6", "R3") },
  { says: /^Let gaps report themselves/, isTrue: (own) => own.facts.paper === false },
  // A question is quoted as it was asked.
  {
    says: /^[^?]*(?:colleague|second person|[Tt]wo people|named cover|Somebody else)[^?]*$/,
    isTrue: ({ facts }) => facts.solo === false,
  },
];

/** What a finding says in other words than its option: the item under either version, the one credit of which it is true. */
const only =
  (limit: number, ...ids: string[]) =>
  (own: OwnReading) =>
    credit(own, ...ids) === limit;
const OF_OPTIONS: Claim[] = [
  { says: /recorded in the place where it came in/, isTrue: only(0, "V1") },
  { says: /^New leads are spread over several lists/, isTrue: only(1, "V1") },
  { says: /one list, and some leads are missing/, isTrue: only(2, "V1") },
  { says: /you can place hardly any of your open deals\./, isTrue: only(0, "V6") },
  { says: /you can place about half of your open deals\./, isTrue: only(1, "V6") },
  { says: /^You can place most open deals without asking/, isTrue: only(2, "V6") },
  { says: /source of a lead is usually blank/, isTrue: only(0, "V3") },
  { says: /written in whatever words come to hand/, isTrue: only(1, "V3") },
  { says: /set list of sources, and it is often skipped/, isTrue: only(2, "V3") },
  { says: /^A new lead goes to whoever sees it|^A new lead is taken when you happen/, isTrue: only(0, "V4") },
  { says: /decided case by case\./, isTrue: only(1, "V4") },
  { says: /^A usual person takes new leads|taken in the usual way/, isTrue: only(2, "V4") },
  { says: /written rule (?:says who takes|for taking)/, isTrue: only(3, "V4") },
  { says: /^Neither of two people could total|could not be totalled twice/, isTrue: only(0, "V5") },
  { says: /seller judges that it should|when you judge that it should/, isTrue: only(0, "P6") },
  { says: /^Habit decides when a deal moves up/, isTrue: only(1, "P6", "P1") },
  { says: /it is about what you did/, isTrue: only(2, "P6") },
  { says: /^Some stages ask for buyer proof/, isTrue: only(3, "P6") },
  { says: /^Under a third of your open deals had/, isTrue: only(1, "P2") },
  { says: /^About half of your open deals had/, isTrue: only(2, "P2") },
  { says: /^Most of your open deals had/, isTrue: only(3, "P2") },
  { says: /^Whoever sells decides alone|^You decide by yourself what counts/, isTrue: only(0, "P7", "P3") },
  { says: /feel for what a real deal is, and it is not written/, isTrue: only(1, "P7", "P3") },
  { says: /written test, and it is used unevenly/, isTrue: only(2, "P7", "P3") },
  { says: /does not include what doing nothing costs/, isTrue: only(3, "P7", "P3") },
  { says: /stays open, and nothing happens/, isTrue: only(0, "P4") },
  { says: /^Hardly any open deal has a next date/, isTrue: only(0, "F6") },
  { says: /^About half of your open deals have a next date/, isTrue: only(1, "F6") },
  { says: /^Most open deals have a next date/, isTrue: only(2, "F6") },
  { says: /^Nothing is set for a lead that has been silent/, isTrue: only(0, "F2") },
  { says: /when a manual reminder is acted on/, isTrue: only(2, "F2") },
  { says: /^Stages have no time limit/, isTrue: only(0, "F4") },
  { says: /^Why your deals win or lose is mostly guessed/, isTrue: only(0, "L1") },
  { says: /^You go by recorded reasons/, isTrue: only(3, "L1") },
  { says: /no won or lost deal has ever changed/, isTrue: only(0, "L6", "L2") },
  { says: /^Nothing is written that a new hire/, isTrue: only(0, "R2") },
  { says: /would find scattered notes/, isTrue: only(1, "R2") },
  { says: /^The core steps are written/, isTrue: only(2, "R2") },
  { says: /^Nothing is agreed on what/, isTrue: only(0, "R6", "R3") },
];

export const CLAIMS: readonly Claim[] = [
  ...OF_THE_WHOLE,
  ...OF_LAYERS,
  ...OF_WHAT_IS_KNOWN,
  ...OF_ANSWERS,
  ...OF_OPTIONS,
];
