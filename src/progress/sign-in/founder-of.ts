import type { Database } from "#db/client/client.ts";
import type { Founder } from "./founder.ts";
import { readFounder } from "./read-founder.ts";
import { tokenIn } from "./session-cookie.ts";

/** Whose mailbox the session of a request is; null without one. */
export async function founderOf(
  domain: { database: Database; clock: () => number; publicUrl: string },
  headers: Pick<Headers, "get">,
): Promise<Founder | null> {
  const token = tokenIn(headers, domain.publicUrl);
  return token === null ? null : readFounder(domain, token);
}
