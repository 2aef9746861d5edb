import { set } from "./nouns.ts";

/**
 * What a verb says about seeing it done: `mark` leaves something to look at, `tell` does so only in writing, `unseen`
 * goes on out of sight, `try` may or may not show, `mind` is a state, `get` and `see` are another's act told from the
 * other chair, `contact` does not say how, `vague` does not say what, `light` says what its object says, `event`
 * happens to things, `arrive` brings a thing, `not` denies what follows, `wait` is nothing yet. Forms that no rule makes
 * stand behind their verb: "begin/began/begun".
 */
const CLASSES = {
  mark: "add amend answer apply approve attach attend authorise award bid book buy/bought call cancel collect complete connect copy counter create demo deliver deposit download draft edit email enrol enter execute export extend file fill forward grant hand hire host import install invite invoice issue join kick launch leave/left log mail mark meet/met message onboard open order pay/paid phone pilot place post present print produce provide publish purchase quote raise ratify record redline register remit renew reply reserve respond return ring/rang/rung roll run/ran scan schedule send/sent set/set settle share ship show/shown sign submit subscribe supply terminate text transfer update upload validate visit vote walk write/wrote/written",
  tell: "accept acknowledge advise agree allocate announce appoint ask assign choose/chose/chosen comment commit concede confirm consent decide decline defer delay describe explain express finalise flag guarantee indicate inform insist introduce mention name nominate notify object offer outline pick postpone promise propose question recommend refer reject report request say/said select shortlist specify state suggest tell/told thank undertake/undertook/undertaken verify voice withdraw/withdrew/withdrawn",
  unseen:
    "assess check compare consider consult debate discuss evaluate examine inspect investigate look prepare read/read research review screen speak/spoke/spoken study talk work",
  try: "begin/began/begun build/built change clear end finish fix free negotiate release remove secure stand/stood start switch test train trial try use",
  mind: "appear assume believe belong care depend doubt expect feel/felt hope intend know/knew/known lack like love need own plan prefer remain remember require seem stay suppose think/thought trust understand/understood value want wish",
  get: "receive get/got",
  see: "hear/heard see/saw/seen view watch",
  contact: "approach chase contact convince encourage follow persuade pitch prompt push reach remind",
  vague:
    "act advance align engage close continue deal/dealt drive/drove go/went/gone handle help live lose/lost manage move pass proceed progress pull sit support turn win/won",
  event: "die expire fall/fell/fallen happen",
  arrive: "arrive come/came land",
  light:
    "bring/brought do/did/done give/gave/given have/had hold/held keep/kept let/let make/made put/put take/took/taken",
  not: "avoid fail forget/forgot/forgotten ghost ignore miss quit refuse skip stop",
  wait: "await hang wait",
} as const;

export type VerbClass = keyof typeof CLASSES | "unknown";

const CLASS_OF = new Map<string, VerbClass>();
const PAST = new Map<string, string>();
for (const [name, verbs] of Object.entries(CLASSES))
  for (const verb of verbs.split(" ")) {
    const [lemma = "", ...past] = verb.split("/");
    CLASS_OF.set(lemma, name as VerbClass);
    for (const form of past) PAST.set(form, lemma);
  }

export interface Verb {
  lemma: string;
  kind: VerbClass;
  form: "base" | "s" | "ed" | "ing";
}

function known(stems: readonly string[], form: Verb["form"]): Verb | null {
  for (const stem of stems)
    for (const lemma of [stem, stem.replace(/(?<=[iy])z(?=e$)/, "s"), stem.replace(/^(?:re|counter|pre|co|e)-?/, "")]) {
      const kind = CLASS_OF.get(lemma);
      if (kind) return { lemma, kind, form };
    }
  return null;
}

/** The verb that a word can be a form of, or null. Whether it is one here depends on its neighbours. */
export function verbOf(word: string): Verb | null {
  const past = PAST.get(word) ?? PAST.get(word.replace(/^re-?/, ""));
  if (past) return known([past], "ed");
  const base = known([word], "base");
  if (base) return base;
  const [, stem = "", ending = ""] = /^(..+?)(ing|ed|es|s)$/.exec(word) ?? [];
  if (!stem) return null;
  // "Issu", "submitt" and "notifi" all lead to a verb.
  const stems = [stem, `${stem}e`, stem.replace(/i$/, "y"), stem.replace(/(.)\1$/, "$1")];
  if (ending === "s") return known([stem], "s");
  return known(stems, ending === "es" ? "s" : (ending as "ing" | "ed"));
}

/** The verb after the first "to" that has one. */
export function verbAfterTo(words: readonly string[]): Verb | null {
  const to = words.findIndex((word, place) => word === "to" && verbOf(words[place + 1] ?? ""));
  return to < 0 ? null : verbOf(words[to + 1] ?? "");
}

export const BE = set("is are was were be been being am");
export const HAVE = set("has have had having");
export const MAY = set("may might can could would should ought");
const OTHER_HELPERS = set("do does did will shall must");
export const isAuxiliary = (word: string) => [BE, HAVE, MAY, OTHER_HELPERS].some((words) => words.has(word));
/** Participles that say how somebody feels. */
export const FEELINGS = set(
  "aligned committed concerned convinced delighted determined engaged excited expected impressed inclined interested motivated persuaded pleased prepared satisfied sold stalled stuck supposed tempted worried",
);
/** What things do by themselves: "the pilot starts". */
export const INTRANSITIVE = set("start begin finish end run resume");
/** Verbs that only lead to the next one: "manages to sign", "starts using". */
export const THROUGH = set("manage continue start begin go come help proceed");
