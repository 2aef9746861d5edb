import { z } from "zod";
import {
  CLEAR_CHANGES,
  COMING_BACK,
  LEAD_EVENTS,
  LEAD_STATUSES,
  OUTREACH,
  OUTREACH_CHOICES,
} from "#src/names/leads.ts";
import { CLARITIES, CONFIDENCES, VERDICTS } from "#src/names/scoring.ts";
import { all, words } from "#src/typeset.ts";

const row = <K extends string>(...bands: K[]) => z.strictObject({ name: words, bands: all(...bands) });

/** `content/words/desk.yaml`: what the desk says of a lead's score, to staff only. */
export const deskWordsFile = z.strictObject({
  missing: all("title", "lede", "inbox"),
  access: z.strictObject({
    password: all("short", "long", "common", "label", "hint"),
    changing: all("current", "wanted"),
    signIn: z.strictObject({
      ...all("title", "address", "password", "button", "next", "wrong", "limited", "again", "other").shape,
      ...all("passkey", "passkeyFailed", "passkeyLimited", "passkeyNone", "link").shape,
    }),
    code: all("title", "label", "button", "hint", "wrong", "limited", "restart"),
    link: z.strictObject({
      ...all("title", "lede", "button", "sentTitle", "sent", "limited", "back").shape,
      ...all("openTitle", "openLede", "code", "wanted", "open", "closedTitle", "closed", "another").shape,
    }),
    linkMail: all("subject", "title", "intro", "open", "once", "ignore"),
    reopen: all("title", "lede", "button", "next"),
    authenticator: z.strictObject({
      ...all("title", "lede", "code", "button", "wrongPassword", "wrongCode", "limited", "replaced").shape,
      ...all("connectTitle", "connectNewTitle", "connectLede", "connectNewLede", "connectCode", "connect").shape,
      ...all("wrong", "openApp").shape,
      ...all("codesTitle", "codesKept", "stays").shape,
    }),
    passkeys: z.strictObject({
      ...all("title", "lede", "none", "since", "unnamed", "remove", "name", "password", "button").shape,
      ...all("script", "unable", "failed", "added", "removed").shape,
    }),
    codes: all("lede", "save", "file", "print"),
    hiddenPath: words,
  }),
  score: z.strictObject({
    ...all("none", "excluded", "need", "halved").shape,
    caps: all("fit", "intent"),
  }),
  fit: z.strictObject({
    team: row("5-50", "51-200", "2-4", "200+", "1", "unknown"),
    money: row("20", "8", "3", "under", "unknown"),
    role: row("founder", "sales", "ops", "marketing", "other", "unknown"),
    volume: row("5", "2", "under", "unknown"),
    verdict: all("name", "open"),
  }),
  intent: z.strictObject({
    ...all("call-asked", "trigger", "diagnostic", "sizing", "report", "came-back", "retook").shape,
    ...all("today", "oneDay", "days", "none").shape,
  }),
  strongLead: all("subject", "title", "score", "need", "fit", "intent", "open"),
  theirResult: words,
  settings: z.strictObject({
    ...all("title", "lede", "ownersOnly", "fee", "feeHelp", "currency", "addresses", "addressesHelp").shape,
    ...all("unfinishedDays", "anonymousDays", "leadMonths", "retentionHelp", "button", "saved", "nothing").shape,
    ...all("badFee", "badAddress", "noAddress", "manyAddresses", "badNumber", "errors", "unread", "conflict").shape,
    ...all("origins", "originsHelp", "badOrigin", "manyOrigins", "snippet", "snippetHelp", "snippetLink").shape,
    names: all("fee", "notificationAddresses", "retention", "embedOrigins"),
  }),
  erasure: z.strictObject({
    ...all("link", "title", "lede", "button", "keep", "back", "doneTitle", "done").shape,
    goes: z.array(words).min(1),
  }),
  names: z.strictObject({
    statuses: all(...LEAD_STATUSES),
    outreach: all(...OUTREACH),
    back: all(...COMING_BACK),
    clearChange: all(...CLEAR_CHANGES),
    choices: all(...OUTREACH_CHOICES),
    clarities: all(...CLARITIES),
    verdicts: all(...VERDICTS),
    sorts: all("score", "newest", "oldest", "need", "fit", "intent"),
    filters: z.strictObject({
      ...all("q", "grade", "status", "layer", "verdict", "source", "owner").shape,
      ...all("age", "outreach", "back", "sort", "after", "before").shape,
    }),
    consents: all("report", "followUp", "call", "reminder", "askAgain", "checkIns", "reminders"),
    events: all(...LEAD_EVENTS),
  }),
  callSheet: z.strictObject({
    ...all("askKnown", "askUnknown").shape,
    not: z.strictObject({
      ...all(...CONFIDENCES).shape,
      ...all("noCost", "cost", "range", "leading", "joint", "even", "blind-spot", "none", "noneLevel").shape,
      ...all("unsettled", "unsure", "verdict", "unseen").shape,
      ...all("snapshot", "place", "contradictions").shape,
    }),
  }),
});

export type DeskWords = z.infer<typeof deskWordsFile>;
