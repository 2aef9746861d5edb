import { z } from "zod";

/** A mailbox as leads keep it: trimmed, lower-cased, one line, at most 254 characters. */
export const address = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A short free text that a visitor may leave; blank counts as not given. */
export const remark = z
  .string()
  .trim()
  .transform(
    (text) =>
      text
        .replace(/\p{Cc}+/gu, " ")
        .slice(0, 200)
        .toWellFormed() || null,
  );
