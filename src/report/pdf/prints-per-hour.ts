import type { ClientHash } from "#src/client-hash.ts";
import { HOUR, SECOND } from "#src/time.ts";

/** More clients than that within an hour are no visitors; the one that was seen least lately is forgotten. */
const CLIENTS = 10_000;

/** A client has had as many PDFs printed as it may. */
export class PrintsUsedUp extends Error {
  retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("This client has had as many PDFs printed in this hour as it may.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Counts what is printed for each client. It is kept in memory: a reading never writes, and what is printed is kept. */
export function printsPerHour(most: number, clock: () => number): (client: ClientHash) => void {
  const prints = new Map<string, number[]>();
  return ([newer, older]) => {
    const now = clock();
    const mine = [...(prints.get(older) ?? []), ...(prints.get(newer) ?? [])].filter((at) => at > now - HOUR);
    const first = mine.at(-most);
    if (first !== undefined) throw new PrintsUsedUp(Math.ceil((first + HOUR - now) / SECOND));
    prints.delete(older);
    prints.delete(newer);
    prints.set(newer, [...mine, now]);
    for (const client of prints.keys()) if (prints.size > CLIENTS) prints.delete(client);
  };
}
