import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { suppressions } from "#db/schema/deliveries.ts";
import type { Outreach } from "#src/names/leads.ts";
import { suppressionIn } from "#src/outbox/suppression.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { refreshStandings, type StandingDomain } from "./refresh.ts";
import { rescore } from "./rescore.ts";

const PAGE = 200;
const AT_ONCE = 20;

interface Walked {
  id: string;
  address: string;
  /** Null where there is no standing yet. */
  outreach: Outreach | null;
  /** 1 where the standing does not know of everything that belongs to the lead, or is older than the fee. */
  stale: 0 | 1;
}

/**
 * Sees to every standing, at the start and hourly: makes those that are missing, brings up to date those that a process
 * left behind when it died or that a new fee has overtaken, and lets intent decay in the rest. It works in small steps,
 * so that others read and write between them, and leaves off between two of them when `signal` says so. Returns how many
 * of each.
 */
export async function refreshAllStandings(
  domain: StandingDomain,
  signal?: AbortSignal,
): Promise<{ refreshed: number; rescored: number }> {
  const { changedAt } = await readSettings(domain);
  const isSuppressed = await suppressed(domain);
  let refreshed = 0;
  for (let after = ""; !signal?.aborted; ) {
    const page = await readPage(domain, after, changedAt.fee);
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
    const ids = page
      .filter(({ stale, outreach, address }) => stale === 1 || listingDiffers(outreach, isSuppressed(address)))
      .map(({ id }) => id);
    for (let place = 0; place < ids.length && !signal?.aborted; place += AT_ONCE) {
      await refreshStandings(domain, ids.slice(place, place + AT_ONCE));
      await setImmediate();
    }
    refreshed += ids.length;
    await setImmediate();
  }
  return { refreshed, rescored: await rescore(domain, changedAt.fee, signal) };
}

/** A suppression that came or went: the list keeps hashes, so it cannot name the lead whose standing it changes. */
function listingDiffers(outreach: Outreach | null, isSuppressed: boolean): boolean {
  return outreach === "opted-out" ? !isSuppressed : isSuppressed && outreach !== "not-a-buyer";
}

async function suppressed({ database, hashAddress }: StandingDomain): Promise<(address: string) => boolean> {
  const barring = suppressionIn(await database.query.select().from(suppressions), hashAddress);
  return (address) => barring(address) !== null;
}

/** The next leads that have a result, in the order of their ids. */
function readPage({ database }: StandingDomain, after: string, fee: number): Promise<Walked[]> {
  return database.query.all<Walked>(sql`
    WITH page AS (SELECT DISTINCT lead_id AS id FROM attachments WHERE lead_id > ${after} ORDER BY lead_id LIMIT ${PAGE})
    SELECT page.id, leads.address, standing.outreach,
      standing.lead_id IS NULL OR standing.scored_as_of <= ${fee}
      OR EXISTS (SELECT 1 FROM lead_events WHERE lead_id = page.id AND at >= standing.scored_as_of)
      OR EXISTS (SELECT 1 FROM attachments JOIN results USING (assessment_id)
                 WHERE lead_id = page.id AND max(attached_at, scored_at) >= standing.scored_as_of)
      OR EXISTS (SELECT 1 FROM consents WHERE lead_id = page.id
                 AND max(given_at, coalesce(withdrawn_at, 0)) >= standing.scored_as_of) AS stale
    FROM page JOIN leads ON leads.id = page.id LEFT JOIN lead_standings AS standing ON standing.lead_id = page.id
    ORDER BY page.id`);
}
