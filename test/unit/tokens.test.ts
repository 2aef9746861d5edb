import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { idOfToken, isCut, isToken, linkToken, newReference, newToken } from "#src/tokens.ts";

const sign = (text: string) => createHmac("sha256", "key").update(text).digest("base64url");
const many = <T>(make: (number: number) => T): T[] => Array.from({ length: 500 }, (_, number) => make(number));

describe("What stands in an address", () => {
  it("is made of letters and digits alone", () => {
    for (const reference of many(newReference)) expect(reference).toMatch(/^[A-Za-z\d]{24}$/);
    for (const token of many(newToken)) expect(token).toMatch(/^[A-Za-z\d]{43}$/);
    for (const token of many((number) => linkToken(sign, "retake", `id${number}`)))
      expect(token).toMatch(/^id\d+\.[A-Za-z\d]{43}$/);
    expect(new Set(many(newReference)).size).toBe(500);
  });

  it("holds at least 128 random bits in a reference and 256 in a token", () => {
    expect(24 * Math.log2(62)).toBeGreaterThan(128);
    expect(43 * Math.log2(62)).toBeGreaterThan(256);
  });

  it("opens as it was sent before, with hyphens and underscores", () => {
    for (const id of many((number) => `an-id_${number}`)) {
      const before = `${id}.${sign(`retake/${id}`)}`;
      expect(idOfToken(sign, "retake", before)).toBe(id);
      expect(idOfToken(sign, "retake", linkToken(sign, "retake", id))).toBe(id);
      expect(idOfToken(sign, "erase", before)).toBeNull();
      expect(idOfToken(sign, "retake", before.slice(0, -1))).toBeNull();
      expect(idOfToken(sign, "retake", `${before}.x`)).toBeNull();
    }
    expect(isToken(`-_${"a".repeat(41)}`)).toBe(true);
  });

  it("is known to be cut where its end is missing", () => {
    const [reference, token] = [newReference(), newToken()];
    const signed = linkToken(sign, "retake", reference);
    for (const whole of [reference, token, signed, `${"-_".repeat(11)}a-`]) {
      expect(isCut(whole), whole).toBe(false);
      expect(isCut(whole.slice(0, -1)), whole).toBe(true);
    }
    for (const other of ["", "none", "1", "../x", `${reference}.${token}.x`, "a b"])
      expect(isCut(other), other).toBe(false);
  });
});
