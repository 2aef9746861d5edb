import { z } from "zod";
import { address } from "#src/address.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { COMING_BACK, GRADES, LEAD_STATUSES, OUTREACH } from "#src/names/leads.ts";
import { VERDICTS } from "#src/names/scoring.ts";

export const SORTS = ["score", "newest", "oldest", "need", "fit", "intent"] as const;
export type Sort = (typeof SORTS)[number];

/** Days since a lead last did something. */
export const AGES = ["7", "14", "30", "90"] as const;

/** The value that a list is sorted by and the id of a lead, as `writeCursor` makes them; no database takes `1e999`. */
const cursor = z
  .string()
  .regex(/^-?\d{1,22}(\.\d{1,22})?(e[+-]?\d{1,3})?~[\w-]{1,64}$/)
  .refine((written) => Number.isFinite(readCursor(written).value));

/** Each part of the inbox's address; what is blank is not there. */
const PARTS = {
  q: z.string().max(200),
  grade: z.enum(GRADES),
  status: z.enum(LEAD_STATUSES),
  layer: z.enum(LAYER_IDS),
  verdict: z.enum(VERDICTS),
  source: z.string().max(200),
  /** `mine` is whoever looks, `nobody` a lead without an owner; else the id of somebody of staff. */
  owner: z.string().regex(/^[\w-]{1,64}$/),
  age: z.enum(AGES),
  outreach: z.enum(OUTREACH),
  back: z.enum(COMING_BACK),
  sort: z.enum(SORTS),
  after: cursor,
  before: cursor,
};
const NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

export type Filters = { [Name in keyof typeof PARTS]?: z.infer<(typeof PARTS)[Name]> | undefined };

/** Filters, search, order and place of the inbox. Without a sort the order is by score, calls first. */
export interface InboxQuery extends Filters {
  sort: Sort;
}

/**
 * Reads the inbox's address. A value that is none of those it knows is left out and named in `unread`, so that the page
 * can say so; it is never an error.
 */
export function readInbox(params: URLSearchParams): { query: InboxQuery; unread: string[] } {
  const read: Record<string, string> = {};
  const unread: string[] = [];
  for (const name of NAMES) {
    const value = params.get(name)?.trim();
    if (!value) continue;
    const parsed = PARTS[name].safeParse(value);
    if (parsed.success) read[name] = parsed.data;
    else unread.push(name);
  }
  return { query: { sort: "score", ...(read as Filters) } as InboxQuery, unread };
}

/** The address of a query, without what is at its default. A place in the list is kept only where it is given anew. */
export function writeInbox(query: Filters, place: Pick<Filters, "after" | "before"> = {}): URLSearchParams {
  const written = new URLSearchParams();
  const all: Filters = { ...query, after: place.after, before: place.before };
  for (const name of NAMES) {
    const value = all[name];
    if (value && !(name === "sort" && value === "score")) written.set(name, value);
  }
  return written;
}

/** Whether anything but the order narrows the list. */
export function isFiltered(query: Filters): boolean {
  return NAMES.some((name) => query[name] && !["sort", "after", "before"].includes(name));
}

/** A place in a sorted list: the value it is sorted by, and the lead's id, which makes it unique. */
export interface Place {
  value: number;
  id: string;
}

export function writeCursor({ value, id }: Place): string {
  return `${value}~${id}`;
}

export function readCursor(written: string): Place {
  const at = written.indexOf("~");
  return { value: Number(written.slice(0, at)), id: written.slice(at + 1) };
}

const MOST_WORDS = 8;

/**
 * What somebody typed as a query of the full-text index: every word must begin a word of name, firm or address. Each is
 * quoted, so nothing that is typed is syntax. A whole address is looked for as one phrase of the address, since its parts
 * ("com") are in nearly every lead. Null when there is no letter and no digit in it.
 */
export function searchOf(typed: string): string | null {
  const whole = address.safeParse(typed);
  if (whole.success) return `address : "${whole.data.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ")}"`;
  const words = typed.match(/[\p{L}\p{N}\p{M}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  return words.length > 0 ? words.map((word) => `"${word}"*`).join(" ") : null;
}
