import type { Attribution } from "#db/schema/assessments.ts";
import { CAMPAIGN_TAGS } from "#src/names/attribution.ts";
import type { Grade, LeadStatus, Outreach } from "#src/names/leads.ts";

export const CSV_PROFILES = ["plain", "excel", "hubspot", "salesforce", "pipedrive"] as const;
export type CsvProfile = (typeof CSV_PROFILES)[number];

/** Files that a person opens in a spreadsheet; the others are read by a program that knows its columns. */
export const isForSheet = (profile: CsvProfile): boolean => profile === "plain" || profile === "excel";

/** One lead as an export writes it. Scores are null unless it may be contacted; times are ISO 8601 in UTC. */
export interface ExportRow {
  id: string;
  name: string | null;
  firm: string | null;
  address: string;
  phone: string | null;
  score: number | null;
  need: number | null;
  fit: number | null;
  intent: number | null;
  grade: Grade | null;
  instrument: string;
  overall: number;
  layer: string | null;
  /** In the desk's words, as the verdict is. */
  clarity: string;
  verdict: string;
  /** Null of a result that was scored before method 2.0.0, which does not say. */
  verdictSettled: boolean | null;
  outreach: Outreach;
  status: LeadStatus;
  owner: string | null;
  source: string;
  lastSignalAt: string;
  callAskedAt: string | null;
  attribution: Attribution;
  deskUrl: string;
}

type Cell = string | number | null | undefined;
export type Column = readonly [header: string, value: (row: ExportRow) => Cell];

const TAGS = CAMPAIGN_TAGS;
const yesOrNo = (value: boolean | null) => (value === null ? null : value ? "yes" : "no");
const rounded = (value: number | null) => (value === null ? null : Math.round(value));

/** What no program to import into knows by itself, under the names that `named` makes of ours. */
function ours(named: (name: string) => string): Column[] {
  return [
    [named("Score"), ({ score }) => score],
    [named("Grade"), ({ grade }) => grade],
    [named("Need"), ({ need }) => rounded(need)],
    [named("Fit"), ({ fit }) => rounded(fit)],
    [named("Intent"), ({ intent }) => rounded(intent)],
    [named("Instrument"), ({ instrument }) => instrument],
    [named("Overall"), ({ overall }) => overall],
    [named("Dominant layer"), ({ layer }) => layer],
    [named("Clarity"), ({ clarity }) => clarity],
    [named("Verdict"), ({ verdict }) => verdict],
    [named("Verdict settled"), ({ verdictSettled }) => yesOrNo(verdictSettled)],
    [named("Consent"), ({ outreach }) => outreach],
    [named("Status"), ({ status }) => status],
    [named("Source"), ({ source }) => source],
    [named("Last signal"), ({ lastSignalAt }) => lastSignalAt],
    [named("Call asked"), ({ callAskedAt }) => callAskedAt],
    [named("Desk link"), ({ deskUrl }) => deskUrl],
    [named("Id"), ({ id }) => id],
    ...TAGS.map((tag): Column => [tag, ({ attribution }) => attribution[tag]]),
  ];
}

/** "Ada King Lovelace" is Ada, and King Lovelace. One word alone is a last name, which is what a list sorts by. */
function namesOf(name: string | null): { first: string | null; last: string | null } {
  const [first = null, ...rest] = name?.trim().split(/\s+/) ?? [];
  return rest.length > 0 ? { first, last: rest.join(" ") } : { first: null, last: first || null };
}

const host = (address: string) => address.slice(address.lastIndexOf("@") + 1);

/** Status names that Salesforce has from the start. */
const SALESFORCE_STATUSES: Record<LeadStatus, string> = {
  new: "Open - Not Contacted",
  contacted: "Working - Contacted",
  qualified: "Working - Contacted",
  disqualified: "Closed - Not Converted",
  converted: "Closed - Converted",
};

const SHEET: Column[] = [
  ["Name", ({ name }) => name],
  ["Firm", ({ firm }) => firm],
  ["Email", ({ address }) => address],
  ["Phone", ({ phone }) => phone],
  ["Owner", ({ owner }) => owner],
  ...ours((name) => name),
];

/**
 * The columns of each profile. The first ones carry the names that the program takes without being told; ours follow.
 * Salesforce demands a last name and a company: the address and its host stand in where a lead gave none.
 */
export const COLUMNS: Record<CsvProfile, Column[]> = {
  plain: SHEET,
  excel: SHEET,
  hubspot: [
    ["Email", ({ address }) => address],
    ["First name", ({ name }) => namesOf(name).first],
    ["Last name", ({ name }) => namesOf(name).last],
    ["Company name", ({ firm }) => firm],
    ["Phone number", ({ phone }) => phone],
    ["Contact owner", ({ owner }) => owner],
    ...ours((name) => `Diagnostic ${name.toLowerCase()}`),
  ],
  salesforce: [
    ["Email", ({ address }) => address],
    ["FirstName", ({ name }) => namesOf(name).first],
    ["LastName", ({ name, address }) => namesOf(name).last ?? address],
    ["Company", ({ firm, address }) => firm ?? host(address)],
    ["Phone", ({ phone }) => phone],
    ["LeadSource", ({ source }) => source],
    ["Status", ({ status }) => SALESFORCE_STATUSES[status]],
    ...ours((name) => `Diagnostic_${name.replaceAll(" ", "_")}__c`),
    ["Diagnostic_Owner__c", ({ owner }) => owner],
  ],
  pipedrive: [
    ["Person - Name", ({ name, address }) => name ?? address],
    ["Person - Email", ({ address }) => address],
    ["Person - Phone", ({ phone }) => phone],
    ["Organization - Name", ({ firm }) => firm],
    ["Lead - Title", ({ name, firm, address }) => firm ?? name ?? address],
    ["Lead - Owner", ({ owner }) => owner],
    ...ours((name) => `Lead - ${name}`),
  ],
};
