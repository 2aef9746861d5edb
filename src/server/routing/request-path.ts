import { remembered } from "#src/lru.ts";

/** Links of advertisements have up to 4,000 characters. */
const LONGEST_TARGET = 8192;

export type PathAnswer = { path: string } | { status: 400 | 414 };

/**
 * Judges a request target in origin form (`/path?query`), and gives its path decoded once. Refused: what a router and a
 * guard could read differently (double encoding, an encoded slash, dot segments, `//`, backslashes, control
 * characters, undecodable escapes), since then a rule about a path would hold for one of them only.
 */
export const readPath = remembered((target: string): PathAnswer => {
  if (target.length > LONGEST_TARGET) return { status: 414 };
  const raw = target.split("?", 1)[0] ?? "";
  if (!raw.startsWith("/") || target.includes("#") || /%2f/i.test(raw)) return { status: 400 };
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return { status: 400 };
  }
  if (path.startsWith("//") || /[\\%\p{Cc}]/u.test(path)) return { status: 400 };
  if (path.split("/").some((segment) => segment === "." || segment === "..")) return { status: 400 };
  return { path };
});
