import { join } from "node:path";
import { z } from "zod";
import { CONTENT, readContent } from "#src/content.ts";
import { brandFaces, type Faces } from "#src/faces.ts";
import { brandColours } from "#src/ink.ts";
import { CURRENCIES } from "#src/numbers.ts";

const words = z.string().trim().min(1);
const consent = z.strictObject({ version: words, text: words });

/** `content/site.yaml`: every fact about the brand. What is unset is left out of the pages. */
const siteFile = z.strictObject({
  name: words,
  /** The mark beside the name: one SVG path on a board 16 wide and 30 high. */
  mark: z.string().regex(/^[\d\s.,+\-a-zA-Z]+$/, "must be the path data of an SVG"),
  colours: brandColours,
  faces: brandFaces,
  tagline: words,
  description: words,
  footer: words,
  /** The link to a founder's own page. */
  overTime: words,
  /** What the other links in the head and the foot of every page are called. */
  links: z.strictObject({
    skip: words,
    main: words,
    foot: words,
    layers: words,
    limits: words,
    menu: words,
    snapshot: words,
    diagnostic: words,
    articles: words,
    glossary: words,
    examples: words,
    practice: words,
    method: words,
    services: words,
    about: words,
    contact: words,
    privacy: words,
    accessibility: words,
  }),
  language: z.string().refine(isLanguage, "must be a language tag such as en-GB"),
  currency: z.enum(CURRENCIES, `must be one of ${CURRENCIES.join(", ")}`),
  email: z.email(),
  phone: words.optional(),
  /** Who answers in law for this site, and where. */
  legalName: words.optional(),
  /** Line by line. */
  postalAddress: z.array(words).min(1).optional(),
  /** A year. */
  founded: z.int().min(1700).max(2200).optional(),
  /** What the firm says of itself, a paragraph each. */
  about: z.array(words).min(1).optional(),
  /** What the firm sells beside the call. */
  services: z
    .array(z.strictObject({ title: words, text: words }))
    .min(1)
    .optional(),
  /** Who stands behind the site. A picture is a file of `public`, square; a page is an address. */
  people: z
    .array(
      z.strictObject({
        ...{ name: words, role: words },
        picture: z
          .string()
          .regex(/^\/[\w./-]+$/, "must be the path of a file in public")
          .optional(),
        page: z.url({ protocol: /^https$/ }).optional(),
      }),
    )
    .min(1)
    .optional(),
  /** What clients said who agreed to be quoted here, in their own words. */
  references: z
    .array(z.strictObject({ text: words, who: words }))
    .min(1)
    .optional(),
  /** What something costs, as it should be read. */
  prices: z
    .array(z.strictObject({ title: words, price: words }))
    .min(1)
    .optional(),
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
    /** Working hours within which a request is to be answered; the desk marks those that waited longer. */
    replyHours: z.int().min(1).max(80).default(4),
  }),
  consent: z
    .strictObject({
      report: consent,
      followUp: consent,
      call: consent,
      reminder: consent,
      askAgain: consent,
      checkIns: consent,
    })
    .refine(
      ({ reminder, askAgain, checkIns }) =>
        new Set([reminder, askAgain, checkIns].map(({ version }) => version)).size === 3,
      {
        path: ["askAgain", "version"],
        message:
          "must differ from the versions of reminder and checkIns: all are consents to reminders, told apart by it",
      },
    ),
});

export type Site = Omit<z.infer<typeof siteFile>, "faces"> & { faces: Faces };

/** How a site is told apart from another: its name, its mark, its colours and its faces. */
export type Brand = Pick<Site, "name" | "mark" | "colours" | "faces">;

/**
 * Reads and checks `site.yaml` of a content folder.
 * @throws {ContentError} in sentences, when it is at fault.
 */
export function loadSite(folder = CONTENT): Site {
  const site = readContent(folder, "site.yaml", siteFile);
  return { ...site, faces: { ...site.faces, folder: join(folder, "faces") } };
}

/** A tag that numbers and dates can be written by. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).includes(tag);
  } catch {
    return false;
  }
}
