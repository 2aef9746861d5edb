import { z } from "zod";

/** What a consultancy takes for its work, in whole units of a currency; the fit of a lead is measured by it. */
const fee = z.strictObject({
  amount: z.int().min(1).max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

const days = z.int().min(1).max(3_650);

/** How long things are kept that nobody asked to keep. */
const retention = z.strictObject({
  /** Days after its start that an unfinished attempt is kept. */
  unfinishedDays: days,
  /** Days after completion that a result without an address is kept. */
  anonymousDays: days,
  /** Months after its last contact that a lead is kept. */
  leadMonths: z.int().min(1).max(120),
});

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether this is an origin as a browser writes it, over https (on this machine http too), fit for a policy header. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const plain = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/.test(hostname);
  return origin === text && plain && (protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname)));
}

/** How many sites may show the Snapshot. */
export const MOST_ORIGINS = 20;

/** Settings that belong to staff, by the name of their row. */
export const settingsSchema = z.strictObject({
  /** Null while nobody has said: the fee then counts as unknown. */
  fee: fee.nullable(),
  /** Where staff are told of calls, messages and strong leads. */
  notificationAddresses: z.array(z.email().max(254)).min(1).max(5),
  retention,
  /** The sites that may show the Snapshot in a frame; nobody else may. */
  embedOrigins: z.array(z.string().max(260).refine(isOrigin)).max(MOST_ORIGINS),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];

/** What holds until staff say otherwise. */
export function defaultSettings(staffAddress: string): Settings {
  return {
    fee: null,
    notificationAddresses: [staffAddress],
    retention: { unfinishedDays: 30, anonymousDays: 90, leadMonths: 24 },
    embedOrigins: [],
  };
}
