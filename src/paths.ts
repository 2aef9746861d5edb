import type { InstrumentId } from "#src/names/instruments.ts";

/** Pages about the firm and the site whose card is their title. */
export type SitePage = "about" | "services" | "contact" | "accessibility" | "privacy";

/** Where a section of the method page speaks of a version: one place for each major version. */
export const methodAnchor = (section: string, version: string) => `${section}-${Number.parseInt(version, 10)}`;

/** A question's place on "Check your answers". */
export const checkPlace = (number: number) => `question-${number}`;

/** Every address of the site, so that no page writes one by hand. */
export const paths = {
  home: "/",
  /** The method page; its section, and with a version the paragraph that was in force under it. */
  method: (section?: string, version?: string) =>
    `/method${section ? `#${version ? methodAnchor(section, version) : section}` : ""}`,
  /** A question of the bank, with what each answer earns. */
  methodItem: (item: string) => `/method#question-${item}`,
  articles: "/articles",
  article: (slug: string) => `/articles/${slug}`,
  glossary: "/glossary",
  term: (slug: string) => `/glossary/${slug}`,
  examples: "/examples",
  /** A fictional firm, by the name of its sample. */
  example: (sample: string) => `/examples/${sample}`,
  services: "/services",
  /** The page about this site. */
  aboutSite: "/about",
  contact: "/contact",
  accessibility: "/accessibility",
  practice: "/practice",
  practiceSheet: (name: string) => `/practice/${name}`,
  feed: "/rss.xml",
  sitemap: "/sitemap.xml",
  start: (instrument: InstrumentId) => `/${instrument}`,
  /** The questions of one version of an instrument; `print` changes with any word of them. */
  questions: (instrument: InstrumentId, version: string, print: string) =>
    `/questions/${instrument}/${version}.json?print=${print}`,
  attempt: (instrument: InstrumentId, reference: string) => `/${instrument}/${reference}`,
  question: (instrument: InstrumentId, reference: string, number: number) => `/${instrument}/${reference}/${number}`,
  /** A question opened from "Check your answers": the answer leads straight back there. */
  change: (instrument: InstrumentId, reference: string, number: number) =>
    `/${instrument}/${reference}/${number}?change=1`,
  /** "Check your answers", and the place of one question on it. */
  check: (instrument: InstrumentId, reference: string, number?: number) =>
    `/${instrument}/${reference}/check${number ? `#${checkPlace(number)}` : ""}`,
  about: (instrument: InstrumentId, reference: string, number: number) => `/${instrument}/${reference}/about/${number}`,
  answers: (instrument: InstrumentId, reference: string) => `/${instrument}/${reference}/answers`,
  result: (reference: string) => `/results/${reference}`,
  resultFacts: (reference: string) => `/results/${reference}.json`,
  sizing: (reference: string) => `/results/${reference}/sizing`,
  report: (reference: string) => `/results/${reference}/report`,
  pdf: (reference: string) => `/results/${reference}/report.pdf`,
  call: (reference: string) => `/results/${reference}/call`,
  card: (reference: string, shape: "wide" | "square" = "wide") =>
    `/results/${reference}/${shape === "wide" ? "card" : "card-square"}.png`,
  lastAnswer: (reference: string) => `/results/${reference}/last-answer`,
  sharing: (reference: string) => `/results/${reference}/sharing`,
  /** The public page of a shared result. Its reference is another one and leads nowhere else. */
  shared: (shareReference: string) => `/shared/${shareReference}`,
  sharedCard: (shareReference: string) => `/shared/${shareReference}/card.png`,
  pageCard: (page: "home" | "method" | InstrumentId | SitePage) => `/cards/${page}.png`,
  /** The card of an article, a term, an example or a worksheet, drawn when the site is built. */
  readingCard: (folder: "articles" | "glossary" | "examples" | "practice", slug: string) =>
    `/cards/${folder}/${slug}.png`,
  keeping: (reference: string) => `/results/${reference}/keeping`,
  erasure: (reference: string) => `/results/${reference}/erasure`,
  /** Where a sent address form leads: a page that says so, and once, for its ticket, to which address. */
  sent: (path: string, ticket = "1") => `${path}${path.includes("?") ? "&" : "?"}sent=${ticket}`,
  notYou: (token: string) => `/not-you/${token}`,
  /** Where a mailbox that said "not you" says that mail may come again. */
  wasThisYou: (token: string) => `/was-this-you/${token}`,
  /** The founder's own page: every assessment of a mailbox in time order. */
  progress: "/progress",
  /** Where a founder asks for a sign-in link, and where the link in that mail leads. */
  founderSignIn: "/progress/sign-in",
  founderLink: (token: string) => `/progress/sign-in/${token}`,
  founderSignOut: "/progress/sign-out",
  /** Takes Keep and Remove for results that came in without proof. */
  claims: "/progress/claims",
  /** Takes the start of a retake by a signed-in founder. */
  retakes: "/progress/retakes",
  /** Takes a new commitment of a signed-in founder, and what the founder calls an old one. */
  commitments: "/progress/commitments",
  /** Takes a signed-in founder's wish to be asked again, and ends it. */
  asking: "/progress/ask-again",
  /** What is kept about a mailbox: consents, export, erasure. */
  ownData: "/progress/data",
  exportJson: "/progress/data/export.json",
  exportSchema: "/export.schema.json",
  consent: "/progress/data/consents",
  ownErasure: "/progress/data/erasure",
  /** A commitment made at a result, without signing in. */
  commitment: (reference: string) => `/results/${reference}/commitment`,
  confirmReminder: (token: string) => `/reminders/${token}`,
  retake: (token: string) => `/retake/${token}`,
  /** Takes the one-click unsubscription of mail programs (RFC 8058) too. */
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  /** Where a mailbox says yes to being asked again, takes what it is asked for, and stops it, also in one click. */
  askAgain: (token: string) => `/ask-again/${token}`,
  retakeAgain: (token: string) => `/ask-again/${token}/retake`,
  stopAsking: (token: string) => `/ask-again/${token}/stop`,
  /** Where first fixes of a result are picked, each with a date. */
  pickFixes: (reference: string) => `/results/${reference}/check-ins`,
  /** Where a mailbox says yes to check-ins, answers one, and stops them, also in one click. */
  checkIns: (token: string) => `/check-ins/${token}`,
  checkInAnswer: (token: string, answer: "done" | "later") => `/check-ins/${token}/${answer}`,
  stopCheckIns: (token: string) => `/check-ins/${token}/stop`,
  /** Where the confirmation of an erasure leads. */
  eraseLink: (token: string) => `/erase/${token}`,
  /** The founder's view of the seats beside a result. */
  seats: (reference: string) => `/results/${reference}/seats`,
  seatInvite: (reference: string) => `/seats/invited/${reference}`,
  /** A colleague's own view, and the questions of a seat that answers the "define" items. */
  seat: (reference: string) => `/seats/${reference}`,
  seatQuestion: (reference: string, number: number) => `/seats/${reference}/${number}`,
  /** Where unknown questions of a result are asked again, and the links to them for colleagues. */
  blindSpots: (reference: string) => `/results/${reference}/blind-spots`,
  /** Where the founder's own answers to them lead. */
  afterClosing: (reference: string) => `/results/${reference}#narrowed`,
  /** A result that has later versions, as it was first scored. */
  firstVersion: (reference: string) => `/results/${reference}/first`,
  /** Questions that are asked again, at an address that leads to no result. */
  closing: (reference: string) => `/blind-spots/${reference}`,
  closingQuestion: (reference: string, number: number) => `/blind-spots/${reference}/${number}`,
  /** Where an attempt's link is mailed from. */
  finishLater: (instrument: InstrumentId, reference: string) => `/${instrument}/${reference}/link`,
  privacy: "/privacy",
  /** The Snapshot in a frame on somebody else's page, and the script that puts it there. */
  embed: "/embed/snapshot",
  embedScript: "/embed.js",
  embedAttempt: (reference: string) => `/embed/snapshot/${reference}`,
  embedQuestion: (reference: string, number: number) => `/embed/snapshot/${reference}/${number}`,
  /** The inbox; every filter, search and sort order stands in its query. */
  desk: (query?: URLSearchParams) => (query?.size ? `/desk?${query}` : "/desk"),
  /** Takes the bulk changes of the inbox. */
  leadChanges: "/desk/leads/changes",
  leadsCsv: "/desk/leads.csv",
  lead: (id: string) => `/desk/leads/${id}`,
  saveLead: (id: string) => `/desk/leads/${id}/save`,
  /** Where staff erase a lead, once they have seen what goes. */
  leadErasure: (id: string) => `/desk/leads/${id}/erasure`,
  funnel: "/desk/funnel",
  funnelCsv: "/desk/funnel.csv",
  outbox: "/desk/mail",
  delivery: (id: string) => `/desk/mail/${id}`,
  suppressions: "/desk/mail/suppressions",
  endpoints: "/desk/webhooks",
  endpoint: (id: string) => `/desk/webhooks/${id}`,
  settings: "/desk/settings",
  people: "/desk/people",
  account: "/desk/account",
  secondStep: "/desk/account/second-step",
  signIn: (next?: string) => (next ? `/desk/sign-in?next=${encodeURIComponent(next)}` : "/desk/sign-in"),
  signInCode: (next?: string) => (next ? `/desk/sign-in/code?next=${encodeURIComponent(next)}` : "/desk/sign-in/code"),
  /** Takes the answers of passkeys as JSON: at sign-in, and on the account page where one is added. */
  signInPasskey: "/desk/sign-in/passkey",
  passkeys: "/desk/account/passkeys",
  /** Where staff ask for a link by mail, and where that link leads. */
  askForDeskLink: "/desk/sign-in/link",
  deskLink: (token: string) => `/desk/sign-in/link/${token}`,
  signOut: "/desk/sign-out",
  join: (token: string) => `/desk/join/${token}`,
  /** Where the mail provider reports what became of messages. */
  providerEvents: "/hooks/resend",
  /** The same address as a visitor's mail program must see it. */
  absolute: (publicUrl: string, path: string) => new URL(path, publicUrl).href,
} as const;

/**
 * Stands for PUBLIC_URL in every file that is made before it is known. The shell puts the real one in its place as it
 * serves the file, so a build knows nothing of where it runs.
 */
export const OPEN_ORIGIN = "https://public-url.invalid";
