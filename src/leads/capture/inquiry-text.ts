import { z } from "zod";
import { ownLines } from "#src/typed-text.ts";

/** The longest message that the contact form takes, in characters. */
export const LONGEST_INQUIRY = 4_000;

/** What somebody writes in the contact form: its own lines, one kind of line end, no other control characters. */
export const inquiryText = z
  .string()
  .transform((text) => ownLines(text).trim())
  .pipe(z.string().min(1).max(LONGEST_INQUIRY));
