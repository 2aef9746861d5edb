import ink from "virtual:ink.css?inline";
import { policyHash } from "./policy-hash.ts";
import styles from "./take.css?inline";

/** The styles of a question page, to be written into it. */
export const SHEET: string = ink + styles;

/** What the page's policy lets them in by. */
export const SHEET_HASH = policyHash(SHEET);
