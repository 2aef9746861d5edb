import { timingSafeEqual } from "node:crypto";

type Sign = (text: string) => string;

/** The token of a "not you?" link: it names one delivery and cannot be made up. */
export function notYouToken(sign: Sign, delivery: string): string {
  return `${delivery}.${sign(`not-you/${delivery}`)}`;
}

/** The delivery that a token names, or null for a token that was made up. */
export function deliveryOf(sign: Sign, token: string): string | null {
  const [delivery = ""] = token.split(".");
  const expected = Buffer.from(notYouToken(sign, delivery));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected) ? delivery : null;
}
