import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { LEAST_PASSWORD, MOST_PASSWORD } from "#src/accounts/rules.ts";
import type { DeskWords } from "#src/words/desk.ts";
import { fill } from "#src/words/phrase.ts";

/** Whose password it is to be: what a stranger would try first. */
export interface PasswordOwner {
  siteName: string;
  name: string;
  email: string;
}

/** How many tries a stranger needs at least, as a power of ten: what needs fewer is on a list or made of its entries. */
const LEAST_GUESSES = 8;
/** Enough to judge by, and bounds the time that one judgement takes. */
const JUDGED = 64;

/**
 * Why a password is not taken, in a sentence; null for one that is. It may hold any character and is taken as typed. Too
 * easy are common passwords, their repetitions and simple changes, and what is made of the firm's and its owner's words.
 */
export async function refusePassword(
  password: string,
  owner: PasswordOwner,
  words: DeskWords["access"]["password"],
): Promise<string | null> {
  if (password.length < LEAST_PASSWORD) return fill(words.short, { least: LEAST_PASSWORD });
  if (password.length > MOST_PASSWORD) return fill(words.long, { most: MOST_PASSWORD });
  return (await guessesFor(password, owner)) < LEAST_GUESSES ? words.common : null;
}

/** Made at the first need and kept: the list takes half a second to load and ten megabytes, and few ever choose a password. */
let _judging: Promise<ZxcvbnFactory> | undefined;

async function loadList(): Promise<ZxcvbnFactory> {
  const [core, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  // Not its list of words for passphrases: those are what such words are for.
  const lists = { passwords: dictionary["passwords-common"] };
  return new core.ZxcvbnFactory({ dictionary: lists, graphs, maxLength: JUDGED });
}

async function guessesFor(password: string, owner: PasswordOwner): Promise<number> {
  _judging ??= loadList();
  const list = await _judging;
  // Spaces and signs between two words make neither of them rarer.
  const bare = password.replace(/[^\p{L}\p{N}]+/gu, "");
  return Math.min(...[password, bare].map((one) => list.check(one, ownWords(owner)).guessesLog10));
}

function ownWords({ siteName, name, email }: PasswordOwner): string[] {
  const parts = [siteName, name, email].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return parts.filter((part) => part.length > 2);
}
