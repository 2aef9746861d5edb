import { timingSafeEqual } from "node:crypto";

type Sign = (text: string) => string;

/** What the link of a mail opens. A token made for one purpose is nothing to the others. */
export type LinkPurpose = "not-you" | "join" | "confirm-reminder" | "retake" | "unsubscribe" | "erase";

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
