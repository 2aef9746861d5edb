import { z } from "zod";
import { typeset } from "./typeset.ts";

/** Words that a page shows: never blank, set in type. */
export const words = z.string().trim().min(1).transform(typeset);
/** The name of a piece of content in an address. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a slug");
