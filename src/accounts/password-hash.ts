import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { verifyPassword as verifyScrypt } from "better-auth/crypto";

/** Hashes passwords and judges them against hashes, as the staff library asks for it. */
export interface Passwords {
  hash: (password: string) => Promise<string>;
  verify: (given: { hash: string; password: string }) => Promise<boolean>;
}

/** Argon2id with 19 MiB, two passes and one lane (security.md, "Access"). */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const PREFIX = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`;
const AT_ONCE = 2;

/** What the password of an address that nobody has is judged against: the same work, and no password fits. */
export const NOBODYS_HASH = `${PREFIX}${"A".repeat(22)}$${"A".repeat(43)}`;

/** Whether a hash is of today's making; one that is not is renewed when its password is next given. */
export const isCurrent = (hash: string) => hash.startsWith(PREFIX);

/** Passwords with at most two hashes under way: each takes 19 MiB and a thread that files and DNS wait for too. */
export function createPasswords(): Passwords {
  const turn = turns(AT_ONCE);
  return {
    hash: (password) =>
      turn(async () => {
        const salt = randomBytes(16);
        return `${PREFIX}${base64(salt)}$${base64(await derive(password, salt))}`;
      }),
    verify: ({ hash, password }) =>
      turn(async () => {
        // Accounts from before have the library's own scrypt.
        if (!isCurrent(hash)) return verifyScrypt({ hash, password });
        const [salt = "", tag = ""] = hash.slice(PREFIX.length).split("$");
        return timingSafeEqual(await derive(password, Buffer.from(salt, "base64")), Buffer.from(tag, "base64"));
      }),
  };
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** The password goes in as it was typed: no trimming, no folding of characters. */
function derive(password: string, nonce: Buffer): Promise<Buffer> {
  const parameters: Argon2Parameters = { ...COST, message: password, nonce };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Lets so many tasks run at once; the others wait in the order in which they came. */
function turns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
