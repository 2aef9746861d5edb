import { randomInt } from "node:crypto";
import { type SecretConfig, symmetricDecrypt } from "better-auth/crypto";

type Sign = (text: string) => string;

const MANY = 10;
/** Letters and digits that nobody takes for one another. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten of them in two halves: 49 random bits each, used once and behind the same limit as other codes. */
export function makeRecoveryCodes(): string[] {
  const half = () => Array.from({ length: 5 }, () => READABLE[randomInt(READABLE.length)]).join("");
  return Array.from({ length: MANY }, () => `${half()}-${half()}`);
}

/** A code of either kind as it is compared: whatever case, spaces and dashes somebody typed. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[\s\p{Dash}\p{Cf}]/gu, "");
}

/** What the database keeps of a recovery code: a keyed hash, since 49 bits alone could be guessed from a plain one. */
export function hashOfRecoveryCode(sign: Sign, typed: string): string {
  return sign(`recovery-code/${plainCode(typed)}`);
}

const isHash = (code: string) => code.length === 43;

/** The codes as stored: a JSON list of hashes. What is a hash already stays one. */
export function storedCodes(sign: Sign, codes: readonly string[]): string {
  return JSON.stringify(codes.map((code) => (isHash(code) ? code : hashOfRecoveryCode(sign, code))));
}

/** Whether codes were stored before they were hashed: encrypted by the staff library. */
export const areEncrypted = (stored: string) => !stored.startsWith("[");

/** The hashes in what is stored, also where it is encrypted codes. */
export async function readStoredCodes(sign: Sign, key: string | SecretConfig, stored: string): Promise<string[]> {
  const json = areEncrypted(stored) ? await symmetricDecrypt({ key, data: stored }) : stored;
  return JSON.parse(storedCodes(sign, JSON.parse(json) as string[])) as string[];
}
