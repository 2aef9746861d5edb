import { createHash, randomInt, timingSafeEqual } from "node:crypto";
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
  | "confirm-again"
  | "retake-again"
  | "stop-again"
  | "confirm-check-ins"
  | "check-in"
  | "stop-check-ins"
  | "erase"
  | "was-this-you"
  | "device"
  | "desk";

/**
 * What stands in an address holds letters and digits only: mail programs and chats cut a hyphen or underscore off the
 * end of a link, break lines at it or take two of them for italics.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const REFERENCE_LENGTH = 24;
const TOKEN_LENGTH = 43;

const randomText = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** An id that an address may hold: 142 random bits. */
export const newReference = () => randomText(REFERENCE_LENGTH);

/** 256 random bits for a link or cookie that works by itself. Only its hash is stored. */
export const newToken = () => randomText(TOKEN_LENGTH);

/** A signature in letters and digits. One that was sent with hyphens and underscores comes out the same. */
const plain = (signature: string) => signature.replaceAll("-", "a").replaceAll("_", "b");

/** The token of a link in a mail: it names one row by its id and cannot be made up. */
export function linkToken(sign: Sign, purpose: LinkPurpose, id: string): string {
  return `${id}.${plain(sign(`${purpose}/${id}`))}`;
}

/** The id that a token names, or null for a token that was made up or serves another purpose. */
export function idOfToken(sign: Sign, purpose: LinkPurpose, token: string): string | null {
  const [id = "", signature = "", ...more] = token.split(".");
  const expected = Buffer.from(linkToken(sign, purpose, id));
  const given = Buffer.from([id, plain(signature), ...more].join("."));
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** Whether a text has lost its end: half a reference or token and more, and not all of it. */
export function isCut(text: string): boolean {
  const [id = "", signature, ...more] = text.split(".");
  if (!/^[\w-]*$/.test(id) || more.length > 0) return false;
  const { length } = signature ?? id;
  if (signature !== undefined)
    return id.length === REFERENCE_LENGTH && /^[\w-]*$/.test(signature) && length < TOKEN_LENGTH;
  return length >= REFERENCE_LENGTH / 2 && length < TOKEN_LENGTH && length !== REFERENCE_LENGTH;
}

/** What the database keeps of a token that works by itself: its SHA-256. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Whether a text has the form of such a token. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
