import { type Claim, credit } from "./claim.ts";
import { OF_ANSWERS, OF_OPTIONS } from "./claims-of-answers.ts";
import { MENDED_BY_PATCH } from "./claims-of-patches.ts";
import { NEEDS_FIRST } from "./own-reading.ts";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const number = (word = "") => (/^\d/.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase()));
const names = (words = "") => words.split(/, | and (?!Flow)/);
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
  {
    says: /^Your system runs; \w+ layers? stands? below 75/,
    isTrue: ({ facts }) => facts.belowOpen === false,
  },
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
    isTrue: ({ four, gates, credits }, [, count]) =>
      gates.filter((id, place) => !four[place] && credits.get(id) !== null).length === number(count),
  },
  { says: /rules earn less than half marks/, isTrue: ({ define }) => define < 50 },
  { says: /rules earn at least half marks/, isTrue: ({ define }) => define >= 50 },
  {
    says: /earn ([\d.]+) of 100(?: with 0 for what you could not say)?, and 60 is needed/,
    isTrue: ({ enforce }, [, of]) => enforce < 60 && Math.abs(enforce - Number(of)) < 0.051,
  },
  { says: /Both readings pass/, isTrue: ({ define, enforce }) => define >= 50 && enforce >= 60 },
  {
    says: /(?:keeping to (?:them|the rules) earns?|rules kept,) [\d.]+ of 100( with 0 for what you could not say)?/,
    isTrue: ({ openOf }, [, open]) => openOf("enforce") === (open !== undefined),
  },
  {
    says: /rules settled, [\d.]+ of 100( with 0 for what you could not say)?/,
    isTrue: ({ openOf }, [, open]) => openOf("define") === (open !== undefined),
  },
  { says: /verdict would be the same/, isTrue: ({ facts, unknown }) => facts.settled === true && unknown.length > 0 },
  { says: /^Not settled/, isTrue: ({ facts }) => facts.settled === false },
  {
    says: /^Not settled: the one answer/,
    isTrue: ({ deciding, unknown }) => deciding.length === 1 && unknown.length === 1,
  },
  {
    says: /^Not settled: the (\w+) answers/,
    isTrue: ({ deciding, unknown }, [, count]) =>
      deciding.length === unknown.length && (number(count) === unknown.length || number(count) < 0),
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
    says: /Revenue Visibility at (\d+), little vouches for the records that .* are read from/,
    isTrue: ({ S, U }, [, score]) => U.visibility < 40 && Math.floor(S.visibility + 0.5) === Number(score),
  },
  {
    says: /^As scored, Revenue Visibility is at (\d+), and .* are read from its records/,
    isTrue: ({ S, U, unknown, asked }, [, score]) =>
      S.visibility < 40 &&
      U.visibility >= 40 &&
      Math.floor(S.visibility + 0.5) === Number(score) &&
      unknown.length < asked.length,
  },
  // On those alone a layer may be the best: what makes it lowest is that its unknown answers count as 0.
  { says: /on the answers you (?:gave|could give)/i, isTrue: never },
  { says: /^None of the questions on (.+) could be/, isTrue: ({ isUnseen }, [, layer = ""]) => isUnseen(layer) },
  {
    says: /^Your one answer on (.+) below full marks(, then)?/,
    isTrue: ({ belowOn }, [, layer = "", then]) =>
      belowOn(layer).known === 1 && belowOn(layer).unknown > 0 === (then !== undefined),
  },
  {
    says: /^Your answers on (.+) below full marks, weakest first(, then)?/,
    isTrue: ({ belowOn }, [, layer = "", then]) =>
      belowOn(layer).known > 1 && belowOn(layer).unknown > 0 === (then !== undefined),
  },
  {
    says: /^What you could not say on (.+)\.$/,
    isTrue: ({ belowOn }, [, layer = ""]) => belowOn(layer).known === 0 && belowOn(layer).unknown > 0,
  },
  { says: /none of its (?:two|five) questions could be answered/, isTrue: ({ facts }) => facts.leadUnseen === true },
  {
    says: new RegExp(`begins with .*(${LAYER}).*: (it depends on no other layer|nothing that it depends on)`),
    isTrue: (_, [, layer, dependence]) =>
      (layer === "Revenue Visibility") === (dependence === "it depends on no other layer"),
  },
  {
    says: /something that (?:it depends|they depend) on stands below 25/,
    isTrue: ({ S, lowest }) => lowest.some((layer) => NEEDS_FIRST[layer].some((one) => S[one] < 25)),
  },
  {
    says: /answers could not be given, so the order begins/,
    isTrue: ({ unknown, asked }) => unknown.length >= 0.3 * asked.length,
  },
  { says: new RegExp(`(${LAYER}) stands below 25`), isTrue: ({ scoreOf }, [, layer = ""]) => scoreOf(layer) < 25 },
  {
    says: new RegExp(`^((?:${LAYER}(?:, | and )?)+) stands? below 25, and .* cannot hold`),
    isTrue: ({ ceilingOf }, [, layers]) => names(layers).every((layer) => ceilingOf(layer) < 25),
  },
  { says: /^Nothing here asks for a first fix/, isTrue: ({ min }) => min === 100 },
  {
    says: new RegExp(`^Will not hold without ((?:${LAYER}(?:, | and )?)+) in place`),
    isTrue: ({ ceilingOf }, [, layers]) => names(layers).every((layer) => ceilingOf(layer) < 25),
  },
  {
    says: new RegExp(`^Will hold better with improvement in ((?:${LAYER}(?:, | and )?)+)\\.`),
    isTrue: ({ ceilingOf }, [, layers]) => names(layers).every((layer) => ceilingOf(layer) < 50),
  },
  {
    says: /order (?:therefore )?begins with/,
    isTrue: ({ facts }, { input }) =>
      facts.startsOpen === input.startsWith("As scored") ||
      facts.clarity === "blind-spot" ||
      facts.nothingKnown === true,
  },
  { says: /each stands at 75 or above/, isTrue: ({ min }) => min >= 75 },
  { says: /^Being lowest of five/, isTrue: ({ lowest, min }) => lowest.length < 5 && min >= 75 },
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
  { says: /^As scored, /, isTrue: ({ unknown }) => unknown.length > 0 },
  { says: /^Every question has an answer/, isTrue: ({ unknown }) => unknown.length === 0 },
  {
    says: /Nothing could be seen|No layer can be told|Nothing is known (?:yet|of the gap)/,
    isTrue: ({ unknown, asked }) => unknown.length === asked.length,
  },
  { says: /pairs? of answers pulls? (?:apart|two)/, isTrue: ({ facts }) => Number(facts.contradictions) > 0 },
  { says: /^One pair of answers/, isTrue: ({ facts }) => facts.contradictions === 1 },
  {
    says: /No two answers that we compare/,
    isTrue: ({ facts, unknown, asked }) => facts.contradictions === 0 && unknown.length < asked.length,
  },
  { says: /^No answer is known/, isTrue: ({ unknown, asked }) => unknown.length === asked.length },
  { says: /faster than the questions|too fast|without hurry/, isTrue: ({ facts }) => facts.hasty === true },
  {
    says: /You may simply know your firm/,
    isTrue: ({ unknown, facts }) => unknown.length === 0 && facts.contradictions === 0,
  },
  { says: /of every 100 comes? from/, isTrue: ({ unknown }) => unknown.length > 0 },
  { says: /^At least half of the gap/, isTrue: ({ facts }) => facts.gapIsUnknown === true },
  {
    says: /The verdict waits for|^Decides the verdict|^Helps to decide the verdict/,
    isTrue: ({ facts }) => facts.settled === false,
  },
  { says: /^Decides the verdict/, isTrue: ({ unknown }) => unknown.length === 1 },
  { says: /^You could not tell\.$/, isTrue: (own) => credit(own, "P2") === null },
  { says: /room to be wrong about which layer comes first/, isTrue: ({ min }) => min < 75 },
  {
    says: /firm enough to act on/,
    isTrue: ({ facts }) => facts.settled === true && facts.hasty === false && Number(facts.contradictions) <= 1,
  },
  {
    says: /^Read it as likely, not as certain/,
    isTrue: ({ facts }) => facts.confidence === "medium" && (facts.hasty === true || Number(facts.contradictions) >= 2),
  },
  { says: /by hand, which is enough for the verdict/, isTrue: (own) => credit(own, "F2") === 2 },
  // That a forecast misses is known from its number alone, and a source in anyone's own words is on record too.
  { says: /^A forecast that missed by 10%/, isTrue: ({ missedNumber }) => missedNumber !== undefined },
  { says: /^A forecast that is never formally/, isTrue: ({ missedNumber }) => missedNumber === undefined },
  { says: /^A forecast that misses|source of a lead is on record/, isTrue: never },
  { says: /^Compared only informally/, isTrue: (own) => credit(own, "L4") === 1 },
  { says: /^Never compared, or no forecast/, isTrue: (own) => credit(own, "L4") === 0 },
];

export const CLAIMS: readonly Claim[] = [
  ...OF_THE_WHOLE,
  ...OF_LAYERS,
  ...OF_WHAT_IS_KNOWN,
  ...OF_ANSWERS,
  ...OF_OPTIONS,
  ...MENDED_BY_PATCH,
];
