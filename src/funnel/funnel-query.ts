import { z } from "zod";
import { ALL_SOURCES } from "#src/names/funnel.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";

export const WEEKS = [4, 12, 26, 52] as const;

const query = z.object({
  instrument: z.enum(INSTRUMENT_IDS).catch("snapshot"),
  /** A version of the bank; empty for all. */
  version: z.string().max(30).catch(""),
  /** A source as it is stored; empty for all. */
  source: z.string().max(200).catch(ALL_SOURCES),
  weeks: z.enum(WEEKS.map(String)).transform(Number).catch(12),
});

export type FunnelQuery = z.infer<typeof query>;

/** The filters of the funnel as its address says them; what is missing or unknown has its default. */
export function funnelQueryOf(address: URL): FunnelQuery {
  return query.parse(Object.fromEntries(address.searchParams));
}

/** The query of an address for these filters; what is at its default is left out only where it is empty. */
export function writeFunnelQuery({ instrument, version, source, weeks }: FunnelQuery): URLSearchParams {
  const written = new URLSearchParams({ instrument, weeks: String(weeks) });
  if (version) written.set("version", version);
  if (source) written.set("source", source);
  return written;
}

/** Days since 1970 before the first Monday of weeks that are counted from it: 1 January 1970 was a Thursday. */
const BEFORE_MONDAY = 3;

/** The week that a day (whole days since 1970) lies in, Monday to Sunday, counted so that whole weeks follow each other. */
export const weekOf = (day: number): number => Math.floor((day + BEFORE_MONDAY) / 7);

/** The Monday of a week, in whole days since 1970. */
export const mondayOf = (week: number): number => week * 7 - BEFORE_MONDAY;
