import type { Attribution } from "#db/schema/assessments.ts";
import { CAMPAIGN_TAGS } from "#src/names/attribution.ts";
import { oneLine } from "#src/typed-text.ts";

/** What a start form carries in hidden fields; nothing else a visitor sends is kept. */
export const ATTRIBUTION_FIELDS = [...CAMPAIGN_TAGS, "referrer_host", "landing_path"] as const;

/** Click ids of advertisements have up to 300 characters today. */
const LONGEST = 500;

/** Links in newsletters may name their reader, whom nobody asked. */
const ADDRESS = /@|%40/i;

/** Attribution out of any flat set of fields; blanks and what may be an e-mail address are left out, long values cut. */
export function attributionOf(fields: Readonly<Record<string, string>>): Attribution {
  // Some programs that make links write their names with capitals.
  const named = Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .reverse(),
  );
  const given = ATTRIBUTION_FIELDS.map(
    (name) => [name, Object.hasOwn(named, name) ? (named[name] ?? "") : ""] as const,
  );
  const kept = given.filter(([, value]) => value !== "" && !ADDRESS.test(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, oneLine(value).slice(0, LONGEST).toWellFormed()]));
}

/**
 * The hidden fields of a start form, from the page's own query and the host (never the path) it was reached from. A link
 * on this site may hand the first landing over in its query; where no script has written that, a page of this site whose
 * own address names a campaign is the landing.
 */
export function attributionFields(
  url: URL,
  referrer: string | null,
  publicUrl: string,
): [name: string, value: string][] {
  const query = Object.fromEntries(url.searchParams);
  const from = referrer && URL.canParse(referrer) ? new URL(referrer) : null;
  const host = from && from.origin !== publicUrl ? from.hostname : "";
  const own = { referrer_host: host, landing_path: url.pathname };
  const before = from && !host ? attributionOf(Object.fromEntries(from.searchParams)) : {};
  const landing = Object.keys(before).length > 0 ? { landing_path: from?.pathname ?? "", ...before } : {};
  const found = attributionOf({ ...own, ...landing, ...query });
  return Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined);
}
