import type { InstrumentId } from "./instruments/names.ts";

/** Every address of the site, so that no page writes one by hand. */
export const paths = {
  home: "/",
  method: (section?: string) => (section ? `/method#${section}` : "/method"),
  start: (instrument: InstrumentId) => `/${instrument}`,
  attempt: (instrument: InstrumentId, reference: string) => `/${instrument}/${reference}`,
  question: (instrument: InstrumentId, reference: string, number: number) => `/${instrument}/${reference}/${number}`,
  /** A question opened from "Check your answers": the answer leads straight back there. */
  change: (instrument: InstrumentId, reference: string, number: number) =>
    `/${instrument}/${reference}/${number}?change=1`,
  check: (instrument: InstrumentId, reference: string) => `/${instrument}/${reference}/check`,
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
  sharing: (reference: string) => `/results/${reference}/sharing`,
  /** The public page of a shared result. Its reference is another one and leads nowhere else. */
  shared: (shareReference: string) => `/shared/${shareReference}`,
  sharedCard: (shareReference: string) => `/shared/${shareReference}/card.png`,
  pageCard: (page: "home" | "method" | InstrumentId) => `/cards/${page}.png`,
  keeping: (reference: string) => `/results/${reference}/keeping`,
  erasure: (reference: string) => `/results/${reference}/erasure`,
  /** Where a sent address form leads: a page that says so, without saying to whom. */
  sent: (path: string) => `${path}?sent=1`,
  notYou: (token: string) => `/not-you/${token}`,
  /** The inbox; every filter, search and sort order stands in its query. */
  desk: (query?: URLSearchParams) => (query?.size ? `/desk?${query}` : "/desk"),
  /** Takes the bulk changes of the inbox. */
  leadChanges: "/desk/leads/changes",
  leadsCsv: "/desk/leads.csv",
  lead: (id: string) => `/desk/leads/${id}`,
  /** One address for each thing that staff do to a lead. */
  leadChange: (id: string, change: "notes" | "status" | "owner" | "call" | "outreach") => `/desk/leads/${id}/${change}`,
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
  signOut: "/desk/sign-out",
  join: (token: string) => `/desk/join/${token}`,
  /** Where the mail provider reports what became of messages. */
  providerEvents: "/hooks/resend",
  /** The same address as a visitor's mail program must see it. */
  absolute: (publicUrl: string, path: string) => new URL(path, publicUrl).href,
} as const;

/** Route patterns that take a form or a JSON body. Every other page answers 405 to a POST. */
export const POST_ROUTES = [
  "/[instrument]",
  "/[instrument]/[reference]/[step]",
  "/[instrument]/[reference]/check",
  "/[instrument]/[reference]/about/[step]",
  "/[instrument]/[reference]/answers",
  "/results/[reference]/sizing",
  "/results/[reference]/report",
  "/results/[reference]/call",
  "/results/[reference]/sharing",
  "/results/[reference]/keeping",
  "/results/[reference]/erasure",
  "/not-you/[token]",
  "/desk/leads/changes",
  "/desk/leads/[id]/[change]",
  "/desk/mail/suppressions",
  "/desk/mail/[id]",
  "/desk/webhooks",
  "/desk/webhooks/[id]",
  "/desk/settings",
  "/desk/people",
  "/desk/account",
  "/desk/account/second-step",
  "/desk/sign-in",
  "/desk/sign-in/code",
  "/desk/sign-out",
  "/desk/join/[token]",
  "/hooks/resend",
] as const;
