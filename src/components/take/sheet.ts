import { createHash } from "node:crypto";
import ink from "virtual:ink.css?inline";
import styles from "./take.css?inline";

/** The styles of a question page, to be written into it. */
export const SHEET: string = ink + styles;

/** What the page's policy lets them in by. */
export const SHEET_HASH = `sha256-${createHash("sha256").update(SHEET).digest("base64")}` as const;
