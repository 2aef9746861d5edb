import { z } from "zod";

/** Controls, line and paragraph separators, halves of surrogate pairs, and marks that turn the writing direction. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]+/gu;

/** A text in which each run of such marks is one space, so that it is one line that reads as it is written. */
export const oneLine = (text: string): string => text.replace(UNSAFE, " ");

/** The same for a text of several lines: its line feeds and tabs stay. */
export const ownLines = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(UNSAFE, (run) => run.replace(/[^\n\t]/gu, "") || " ");

/** A short free text that a visitor may leave; blank counts as not given. */
export const remark = z
  .string()
  .trim()
  .transform((text) => oneLine(text).trim().slice(0, 200).toWellFormed() || null);
