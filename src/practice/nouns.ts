export const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** A set of nouns that knows their plurals too. */
const nouns = (text: string) => {
  const known = set(text);
  return { has: (word: string) => known.has(word) || known.has(word.replace(/s$/, "")) };
};

export const DETERMINERS = set(
  "the a an their our its his her my your this these those each every all some any no another both",
);
export const PRONOUNS = set("they we i he she it you us them him me someone somebody anyone everyone nobody who");
export const PREPOSITIONS = set(
  "about after against ahead as at before between by during following for from in of on over since than through till to under until via with within without",
);
export const ADVERBS = set(
  "again all already also back both each even ever finally first just now once only soon still then today together twice usually yet",
);
export const COORDINATORS = set("and but or so then plus & nor yet");
/** What opens a clause that is not the statement itself, by what it does to it. */
export const SUBORDINATORS = new Map(
  (
    [
      ["time", "after once when before until till while since as"],
      ["if", "if unless provided providing assuming"],
      ["relative", "because although though whereas which who whose whom where"],
      ["that", "whether that what how why"],
    ] as const
  ).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind] as const)),
);
export const QUESTION_WORDS = set("when what who why how where which any");

/** On the buyer's side whoever writes, unless a word of the seller's stands before. */
export const BUYERS = nouns(
  "they their theirs buyer client customer prospect procurement purchasing purchaser cfo champion sponsor decision-maker finance-director",
);
/** Ours by name, yet at the buyer's. */
export const OUR_BUYERS = nouns("contact champion sponsor counterpart client customer prospect buyer");
export const SELLERS = set("we i us our ours my mine me ourselves");
export const SELLER_ROLES = nouns("salesperson seller rep sdr bdr presales pre-sales");
/** After "client" or "customer" these make a team of the seller's. */
export const SERVICE = nouns("success service support care relation experience manager executive");
export const THIRDS = nouns(
  "agency auditor bank broker competitor distributor insurer investor landlord partner regulator reseller supplier vendor",
);
export const NOBODY = set("nobody none neither nothing no no-one");
export const ROLES = nouns(
  "board ceo chair chief coo cto director finance founder head hr it lawyer lead legal manager md officer operation owner solicitor team",
);

/** Things that can be looked at once they are there. */
export const DOCUMENTS = nouns(
  "access account agreement amendment answer application approval authorisation bid bill booking brief brochure case checklist clause comment contract copy deck deposit document documentation docusign drawing email entry fee figure file folder follow-up form framework invitation invite invoice letter licence license list loan log message minutes msa nda note notice number offer order pack page paper payment plan po portal post price pricing proposal purchase questionnaire quotation quote receipt redline reference renewal reply report request requirement response rfp rfi rfq sample schedule scope sheet sign-off signature signoff sla sow spec specification spreadsheet statement survey template term text ticket transfer",
);
/** Things that stand in a calendar. */
export const EVENTS = nouns(
  "appointment call date demo demonstration event go-live interview kick-off kickoff meeting onboarding pilot pitch presentation review rollout session training trial visit walkthrough webinar workshop",
);
/** What is said or thought. It shows only if it is written down. */
export const SAYINGS = nouns(
  "choice commitment confirmation consent decision feedback go-ahead intention objection ok okay opinion preference promise question recommendation suggestion view word yes",
);
export const STATES = nouns(
  "authority budget concern deal discount interest intent momentum need negotiation news opportunity pain pipeline power priority problem product project relationship stage thing timeline",
);
export const isThing = (word: string) =>
  DOCUMENTS.has(word) || EVENTS.has(word) || SAYINGS.has(word) || STATES.has(word);
/** What a seller makes or shows; a passive of these without a doer is the seller's act. */
export const SHOWS = nouns(
  "brochure deck demo demonstration follow-up pitch presentation proposal quotation quote walkthrough webinar",
);
export const SHOWING = set(
  "circulate complete deliver demo do draft email finish give hold host issue make pitch prepare present produce record run send share show submit walk write",
);
