import type { Attribution } from "#db/schema/assessments.ts";
import { oneLine } from "#src/typed-text.ts";

/** What a start form carries in hidden fields; nothing else a visitor sends is kept. */
export const ATTRIBUTION_FIELDS = [
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  "gclid",
  "msclkid",
  "li_fat_id",
  "referrer_host",
  "landing_path",
] as const;

const LONGEST = 200;

/** Links in newsletters may name their reader, whom nobody asked. */
const ADDRESS = /@|%40/i;

/** Attribution out of any flat set of fields; blanks and what may be an e-mail address are left out, long values cut. */
export function attributionOf(fields: Readonly<Record<string, string>>): Attribution {
  const given = ATTRIBUTION_FIELDS.map(
    (name) => [name, Object.hasOwn(fields, name) ? (fields[name] ?? "") : ""] as const,
  );
  const kept = given.filter(([, value]) => value !== "" && !ADDRESS.test(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, oneLine(value).slice(0, LONGEST).toWellFormed()]));
}

/**
 * The hidden fields of a start form, from the page's own query and the host (never the path) it was reached from. A link
 * on this site may hand the first landing over in its query.
 */
export function attributionFields(
  url: URL,
  referrer: string | null,
  publicUrl: string,
): [name: string, value: string][] {
  const query = Object.fromEntries(url.searchParams);
  const from = referrer && URL.canParse(referrer) ? new URL(referrer) : null;
  const host = from && from.origin !== publicUrl ? from.hostname : "";
  const found = attributionOf({ referrer_host: host, landing_path: url.pathname, ...query });
  return Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined);
}
