import { z } from "zod";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";

/** Fields that the file of one's own data is made of, each with what it means. */
const time = z.iso.datetime();
export const when = (what: string) => time.describe(`${what} UTC, ISO 8601.`);
export const whenOrNull = (what: string) =>
  time.nullable().describe(`${what} UTC, ISO 8601; null where it has not happened.`);
export const text = (what: string) => z.string().describe(what);
export const textOrNull = (what: string) => z.string().nullable().describe(what);
export const whole = (what: string) => z.int().describe(what);
export const instrument = z.enum(INSTRUMENT_IDS).describe("Which instrument was taken.");
