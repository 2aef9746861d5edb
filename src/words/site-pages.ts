import { z } from "zod";
import { all, words } from "#src/typeset.ts";

const lines = z.array(words).min(1);
const head = all("title", "description").shape;
const part = z.strictObject({ title: words, text: lines });

/** `content/words/site-pages.yaml`: services, about, contact, the accessibility statement, and the mail of an inquiry. */
export const sitePageWordsFile = z.strictObject({
  services: z.strictObject({
    ...head,
    ...all("lede", "offered", "snapshot", "contact").shape,
    call: z.strictObject({ ...all("what", "minutes", "not", "how").shape, list: lines }),
    without: z.strictObject({ title: words, list: z.array(z.strictObject({ title: words, text: words })).min(1) }),
  }),
  about: z.strictObject({
    ...head,
    parts: z.strictObject({ what: part, who: all("title"), wont: part, honest: part }),
    behind: all("title", "page", "references", "prices"),
    ...all("site", "legalName", "founded", "postalAddress", "email", "phone", "method", "contact").shape,
  }),
  contact: z.strictObject({
    ...head,
    ...all("lede", "address", "name", "firm", "optional", "message", "limit", "button", "consent", "held", "filled")
      .shape,
    ...all("noMessage", "longMessage", "badAddress", "tooFast", "tooOld").shape,
    ...all("limitMailbox", "limitClient", "limitDay").shape,
    ...all("sentTitle", "sent", "back", "other", "phone", "email", "postalAddress").shape,
  }),
  accessibility: z.strictObject({
    ...head,
    ...all("lede", "reviewed", "contact").shape,
    sections: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/), title: words, text: lines })).min(1),
    /** The day on which somebody last held the statement against the site. */
    reviewedOn: z.iso.date(),
  }),
  inquiryMail: all("subject", "title", "intro", "name", "firm", "message", "open", "reply"),
});

export type SitePageWords = z.infer<typeof sitePageWordsFile>;
