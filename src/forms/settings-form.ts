import { writtenAddress } from "#src/address.ts";
import { isCurrency, writeNumber } from "#src/numbers.ts";
import { MOST, type Settings, settingsSchema } from "#src/settings/settings.ts";
import type { DeskWords } from "#src/words/desk.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { type NumberField, readNumberField } from "./number-field.ts";

type Fields = Readonly<Record<string, string>>;
type Retention = Settings["retention"];

/** The whole numbers of the form. */
export const RETENTION_FIELDS = ["unfinishedDays", "anonymousDays", "leadMonths"] as const;

/** The most characters of a field: of one site more than may be named, each on a line, so that none is cut off unseen. */
export const LONGEST_SETTING = (MOST.origins + 1) * (MOST.origin + "\r\n".length);

/** Settings as fields of the form; `readSettingsForm` reads them back. */
export function settingsFields({
  fee,
  notificationAddresses,
  retention,
  embedOrigins,
}: Settings): Record<string, string> {
  return {
    fee: fee ? writeNumber(fee.amount) : "",
    ...(fee && { currency: fee.currency }),
    addresses: notificationAddresses.map(writtenAddress).join("\n"),
    ...Object.fromEntries(RETENTION_FIELDS.map((id) => [id, String(retention[id])])),
    origins: embedOrigins.join("\n"),
  };
}

/**
 * Reads the settings form: the settings, or one sentence for each field that could not be read, and every number as the
 * form shows it again.
 */
export function readSettingsForm(
  fields: Fields,
  words: DeskWords["settings"],
  numberWords: PageWords["numbers"],
  language: string,
): { settings: Settings } | { errors: Record<string, string>; numbers: Record<string, NumberField> } {
  const { currency = "" } = fields;
  const takesFee = (amount: number) => settingsSchema.shape.fee.safeParse({ amount, currency }).success;
  const numbers: Record<string, NumberField> = {
    fee: readNumberField(fields, "fee", { ...numberWords, notNumber: words.badFee }, (number) =>
      takesFee(number) && isCurrency(currency) ? null : words.badFee,
    ),
  };
  const retention: Retention = { unfinishedDays: 1, anonymousDays: 1, leadMonths: 1 };
  for (const id of RETENTION_FIELDS) {
    const notNumber = fill(words.badNumber, { most: MOST[id].toLocaleString(language) });
    const read = readNumberField(fields, id, { ...numberWords, notNumber }, (number) =>
      settingsSchema.shape.retention.shape[id].safeParse(number).success ? null : notNumber,
    );
    retention[id] = read.number ?? 0;
    numbers[id] = read.number === null && !read.error ? { ...read, error: notNumber } : read;
  }
  const errors: Record<string, string> = {};
  for (const [id, { error }] of Object.entries(numbers)) if (error) errors[id] = error;
  const notificationAddresses = listed(fields.addresses);
  const wrong = addressError(notificationAddresses, words);
  if (wrong) errors.addresses = wrong;
  const embedOrigins = [...new Set(listed(fields.origins).map(originOf))];
  const refused = originError(embedOrigins, words);
  if (refused) errors.origins = refused;
  if (Object.keys(errors).length > 0) return { errors, numbers };
  const amount = numbers.fee?.number ?? null;
  const fee = amount === null ? null : { amount, currency };
  const addresses = settingsSchema.shape.notificationAddresses.parse(notificationAddresses);
  return { settings: { fee, notificationAddresses: addresses, retention, embedOrigins } };
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
  if (origins.length > MOST.origins) return fill(words.manyOrigins, { most: MOST.origins });
  const bad = origins.find((one) => !settingsSchema.shape.embedOrigins.safeParse([one]).success);
  return bad === undefined ? null : fill(words.badOrigin, { origin: bad });
}

function addressError(addresses: readonly string[], words: DeskWords["settings"]): string | null {
  if (addresses.length === 0) return words.noAddress;
  if (addresses.length > MOST.addresses) return fill(words.manyAddresses, { most: MOST.addresses });
  const address = settingsSchema.shape.notificationAddresses;
  const bad = addresses.find((one) => !address.safeParse([one]).success);
  return bad === undefined ? null : fill(words.badAddress, { address: bad });
}
