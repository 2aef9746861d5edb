import { z } from "zod";

const words = z.string().trim().min(1);
const consent = z.strictObject({ version: words, text: words });

/** `content/site.yaml`: every fact about the brand. What is unset is left out of the pages. */
export const siteFile = z.strictObject({
  name: words,
  tagline: words,
  description: words,
  footer: words,
  language: words,
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency code such as GBP"),
  email: z.email(),
  sender: z.strictObject({ name: words, address: z.email(), replyTo: z.email() }),
  /** Whether the report e-mail carries the report as a PDF. */
  reportPdf: z.boolean(),
  staffAddress: z.email(),
  call: z.strictObject({
    enabled: z.boolean(),
    minutes: z.int().positive(),
    headline: words,
    offer: words,
    bookingUrl: z.url({ protocol: /^https$/ }).optional(),
    replyPromise: words.optional(),
  }),
  consent: z.strictObject({ report: consent, followUp: consent, call: consent, reminder: consent }),
});

export type Site = z.infer<typeof siteFile>;
