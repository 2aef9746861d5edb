import { set } from "./nouns.ts";

/**
 * What a verb says about seeing it done: `mark` leaves something to look at, `tell` does so only in writing, `unseen`
 * goes on out of sight, `try` may or may not show, `mind` is a state, `get` and `see` are another's act told from the
 * other chair, `contact` does not say how, `vague` does not say what, `light` says what its object says, `event`
 * happens to things, `arrive` brings a thing, `not` denies what follows, `wait` is nothing yet.
 */
const CLASSES = {
  mark: `add amend answer apply approve attach attend authorise award bid book buy call cancel collect complete connect
    copy create demo deliver deposit download draft edit email enrol enter execute export extend file
    fill forward grant hand hire host import install invite invoice issue join kick launch leave log mail
    mark meet message onboard open order pay phone pilot place post present print produce provide publish purchase quote
    raise ratify record redline register remit renew reply reserve respond return ring roll run scan schedule send set
    settle share ship show sign submit subscribe supply terminate text transfer update upload validate visit vote
    walk write`,
  tell: `accept acknowledge advise agree allocate announce appoint ask assign choose comment commit concede confirm
    consent decide decline defer delay describe explain express finalise flag guarantee 
    indicate inform insist introduce mention name nominate notify object offer outline pick postpone 
    promise propose question recommend refer reject report request say select shortlist specify state suggest tell
    thank undertake verify voice withdraw`,
  unseen: `assess check compare consider consult debate discuss evaluate examine inspect
    investigate look prepare read research review screen speak study talk work`,
  try: `begin build change clear end finish fix free negotiate release remove secure stand
    start switch test train trial try use`,
  mind: `appear assume believe belong care depend doubt expect feel 
    hope intend know lack like love need own plan prefer remain remember require seem stay
    suppose think trust understand value want wish `,
  get: "receive get",
  see: "hear see view watch",
  contact: "approach chase contact convince encourage follow persuade pitch prompt push reach remind ",
  vague: `act advance align engage close continue deal drive go handle help live lose manage move
    pass proceed progress pull sit support turn win`,
  event: "die expire fall happen ",
  arrive: "arrive come land",
  light: "bring do give have hold keep let make put take",
  not: "avoid fail forget ghost ignore miss quit refuse skip stop",
  wait: "await hang wait",
} as const;

export type VerbClass = keyof typeof CLASSES | "unknown";

const CLASS_OF = new Map<string, VerbClass>(
  Object.entries(CLASSES).flatMap(([name, lemmas]) =>
    lemmas.split(/\s+/).map((lemma): [string, VerbClass] => [lemma, name as VerbClass]),
  ),
);

/** Forms that no rule makes, after the verb they belong to. */
const IRREGULAR = `begin began begun,bring brought,build built,buy bought,choose chose chosen,come came,deal dealt,do did done,drive drove,
  fall fell fallen,feel felt,forget forgot forgotten,get got,give gave given,go went gone,have had,hear heard,hold held,keep kept,know knew known,
  leave left,let let,lose lost,make made,mean meant,meet met,pay paid,put put,read read,ring rang rung,run ran,say said,see saw seen,send sent,
  set set,show shown,speak spoke spoken,stand stood,take took taken,tell told,think thought,undertake undertook undertaken,understand understood,
  win won,withdraw withdrew withdrawn,write wrote written`;
const PAST = new Map(
  IRREGULAR.split(/,\s*/).flatMap((forms) => {
    const [lemma = "", ...past] = forms.split(" ");
    return past.map((form): [string, string] => [form, lemma]);
  }),
);

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
