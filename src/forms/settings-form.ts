import { MOST_ORIGINS, type Settings, settingsSchema } from "#src/settings/settings.ts";
import type { DeskWords } from "#src/words/desk.ts";
import { fill } from "#src/words/phrase.ts";
import { CURRENCIES } from "./sizing.ts";

type Fields = Readonly<Record<string, string>>;
type Retention = Settings["retention"];

/** The whole numbers of the form, with the most that each may be. */
export const RETENTION_FIELDS: readonly { id: keyof Retention; most: number }[] = [
  { id: "unfinishedDays", most: 3_650 },
  { id: "anonymousDays", most: 3_650 },
  { id: "leadMonths", most: 120 },
];
const MOST_ADDRESSES = 5;
const AMOUNT = /^(\d{1,10}|\d{1,3}(,\d{3}){1,3})$/;

/** Settings as fields of the form; `readSettingsForm` reads them back. */
export function settingsFields({
  fee,
  notificationAddresses,
  retention,
  embedOrigins,
}: Settings): Record<string, string> {
  return {
    fee: fee ? fee.amount.toLocaleString("en-GB") : "",
    ...(fee && { currency: fee.currency }),
    addresses: notificationAddresses.join("\n"),
    ...Object.fromEntries(RETENTION_FIELDS.map(({ id }) => [id, String(retention[id])])),
    origins: embedOrigins.join("\n"),
  };
}

/** Reads the settings form: the settings, or one sentence for each field that could not be read. */
export function readSettingsForm(
  fields: Fields,
  words: DeskWords["settings"],
): { settings: Settings } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const retention: Retention = { unfinishedDays: 1, anonymousDays: 1, leadMonths: 1 };
  for (const { id, most } of RETENTION_FIELDS) {
    const typed = fields[id] ?? "";
    retention[id] = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
    if (retention[id] < 1 || retention[id] > most)
      errors[id] = fill(words.badNumber, { most: most.toLocaleString("en-GB") });
  }
  const fee = feeOf(fields);
  if (fee === undefined) errors.fee = words.badFee;
  const notificationAddresses = listed(fields.addresses);
  const wrong = addressError(notificationAddresses, words);
  if (wrong) errors.addresses = wrong;
  const embedOrigins = [...new Set(listed(fields.origins).map(originOf))];
  const refused = originError(embedOrigins, words);
  if (refused) errors.origins = refused;
  if (fee === undefined || Object.keys(errors).length > 0) return { errors };
  return { settings: { fee, notificationAddresses, retention, embedOrigins } };
}

/** The entries of a field that takes one a line, each once. */
function listed(typed = ""): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter(Boolean))];
}

/** An address of a site without the slash at its end, as a browser writes its origin; anything else as it was typed. */
function originOf(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  return url && url.href === `${url.origin}/` ? url.origin : typed;
}

function originError(origins: readonly string[], words: DeskWords["settings"]): string | null {
  if (origins.length > MOST_ORIGINS) return fill(words.manyOrigins, { most: MOST_ORIGINS });
  const bad = origins.find((one) => !settingsSchema.shape.embedOrigins.safeParse([one]).success);
  return bad === undefined ? null : fill(words.badOrigin, { origin: bad });
}

/** Null for an empty field, undefined for one that is no fee. */
function feeOf({ fee = "", currency = "" }: Fields): Settings["fee"] | undefined {
  const typed = fee.replace(/[\s\p{Sc}]/gu, "");
  if (typed === "") return null;
  if (!AMOUNT.test(typed) || !CURRENCIES.includes(currency)) return undefined;
  const read = settingsSchema.shape.fee.safeParse({ amount: Number(typed.replaceAll(",", "")), currency });
  return read.success ? read.data : undefined;
}

function addressError(addresses: readonly string[], words: DeskWords["settings"]): string | null {
  if (addresses.length === 0) return words.noAddress;
  if (addresses.length > MOST_ADDRESSES) return words.manyAddresses;
  const address = settingsSchema.shape.notificationAddresses;
  const bad = addresses.find((one) => !address.safeParse([one]).success);
  return bad === undefined ? null : fill(words.badAddress, { address: bad });
}
