import { MINUTE } from "#src/time.ts";

/** As many as are asked for in a few busy minutes; the oldest go first. */
const MOST = 500;
const KEPT = 5 * MINUTE;

export type SentTo = ReturnType<typeof sentTo>;

/**
 * Remembers for a few minutes which address was typed, for the one page that a form leads to. It is handed out once: the
 * link alone, opened again or by somebody else, shows none. It says nothing about the address, so it is the same for all.
 */
export function sentTo({ clock, ids }: { clock: () => number; ids: () => string }) {
  const kept = new Map<string, { address: string; until: number }>();
  return {
    /** Keeps an address as it was typed; returns the ticket it is handed out for. */
    note(address: string): string {
      const ticket = ids();
      kept.set(ticket, { address, until: clock() + KEPT });
      for (const oldest of kept.keys()) if (kept.size > MOST) kept.delete(oldest);
      return ticket;
    },
    /** The address of a ticket, the first time it is asked for; null otherwise. */
    take(ticket: string): string | null {
      const found = kept.get(ticket);
      kept.delete(ticket);
      return found && found.until > clock() ? found.address : null;
    },
  };
}
