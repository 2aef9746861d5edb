import { timingSafeEqual } from "node:crypto";

type Sign = (text: string) => string;

/** The token of a join link: it names one row of `join_links` and cannot be made up. */
export function joinToken(sign: Sign, id: string): string {
  return `${id}.${sign(`join/${id}`)}`;
}

/** The row that a token names, or null for a token that was made up. */
export function joinLinkOf(sign: Sign, token: string): string | null {
  const [id = ""] = token.split(".");
  const expected = Buffer.from(joinToken(sign, id));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}
