import { z } from "zod";
import { address } from "#src/address.ts";
import { KEPT, KEPT_AT_MOST } from "#src/names/retention.ts";

/** What a consultancy takes for its work, in whole units of a currency; the fit of a lead is measured by it. */
const fee = z.strictObject({
  amount: z.int().min(1).max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** The most of everything that has a bound. */
export const MOST = {
  ...KEPT_AT_MOST,
  /** Addresses that are told. */
  addresses: 5,
  /** Sites that may show the Snapshot. */
  origins: 20,
  /** Characters of the address of one. */
  origin: 260,
} as const;

/** How long things are kept that nobody asked to keep. */
const retention = z.strictObject({
  /** Days after its start that an unfinished attempt is kept. */
  unfinishedDays: z.int().min(1).max(MOST.unfinishedDays),
  /** Days after completion that a result without an address is kept. */
  anonymousDays: z.int().min(1).max(MOST.anonymousDays),
  /** Months after its last contact that a lead is kept. */
  leadMonths: z.int().min(1).max(MOST.leadMonths),
});

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether this is an origin as a browser writes it, over https (on this machine http too), fit for a policy header. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const plain = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/.test(hostname);
  return origin === text && plain && (protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname)));
}

/** Settings that belong to staff, by the name of their row. */
export const settingsSchema = z.strictObject({
  /** Null while nobody has said: the fee then counts as unknown. */
  fee: fee.nullable(),
  /** Where staff are told of calls, messages and strong leads. */
  notificationAddresses: z.array(address).min(1).max(MOST.addresses),
  retention,
  /** The sites that may show the Snapshot in a frame; nobody else may. */
  embedOrigins: z.array(z.string().max(MOST.origin).refine(isOrigin)).max(MOST.origins),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];

/** What holds until staff say otherwise. */
export function defaultSettings(staffAddress: string): Settings {
  return {
    fee: null,
    notificationAddresses: [staffAddress],
    retention: { ...KEPT },
    embedOrigins: [],
  };
}
