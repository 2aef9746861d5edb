import { z } from "zod";
import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";

export const share = z.number().min(0).max(1);
export const points = z.number().min(0).max(100);
export const credit = z.int().min(0).max(4);
export const layerId = z.enum(LAYER_IDS);
export const instrumentId = z.enum(INSTRUMENT_IDS);
export const itemId = z.string().regex(/^[A-Z]\d+$/, "must be a capital letter and a number, such as V1");
export const perInstrument = <T extends z.ZodType>(value: T) => z.strictObject({ snapshot: value, diagnostic: value });
/** What files name things by; no visitor reads it. */
export const key = z.string().trim().min(1);
