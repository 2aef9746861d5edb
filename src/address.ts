import { z } from "zod";

/** A mailbox as leads keep it: trimmed, lower-cased, one line, at most 254 characters. */
export const address = z.string().trim().toLowerCase().max(254).pipe(z.email());
