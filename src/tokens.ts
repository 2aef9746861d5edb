import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { DAY, MINUTE } from "./time.ts";

/** How long a founder's sign-in link works from the moment its mail is made (security.md: at most 10 minutes). */
export const SIGN_IN_LASTS = 10 * MINUTE;

/** How long the link that confirms an erasure works from when it was asked for. */
export const ERASE_LINK_WORKS = DAY;

/** How long the link of "Was this you?" works from when it was asked for; its address is forgotten then. */
export const WAS_THIS_YOU_WORKS = DAY;

type Sign = (text: string) => string;

/** What the link of a mail opens. A token made for one purpose is nothing to the others. */
export type LinkPurpose =
  | "not-you"
  | "join"
  | "confirm-reminder"
  | "retake"
  | "unsubscribe"
  | "erase"
  | "was-this-you"
  | "device"
  | "desk";

/** The token of a link in a mail: it names one row by its id and cannot be made up. */
export function linkToken(sign: Sign, purpose: LinkPurpose, id: string): string {
  return `${id}.${sign(`${purpose}/${id}`)}`;
}

/** The id that a token names, or null for a token that was made up or serves another purpose. */
export function idOfToken(sign: Sign, purpose: LinkPurpose, token: string): string | null {
  const [id = ""] = token.split(".");
  const expected = Buffer.from(linkToken(sign, purpose, id));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** 256 random bits for a link or cookie that works by itself. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a token that works by itself: its SHA-256. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Whether a text has the form of such a token. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
