import type { Verdict } from "#src/names/scoring.ts";
import type { Money } from "./result.ts";

/** What a consultancy takes for its work. */
export interface Fee {
  amount: number;
  currency: string;
}

/** What fit reads of one assessment and of the setting for the fee. */
export interface FitInput {
  /** Answers to the optional questions about the firm, by id (`c_team`, `c_role`). */
  context: Readonly<Record<string, string>>;
  sizing: Readonly<Record<string, number>>;
  /** The currency the sizing numbers are in. */
  currency: string;
  money: Pick<Money, "annualNewRevenue"> | null;
  verdict: Verdict;
  fee: Fee | null;
}

/** One row of the table: the band that the value fell into, and what it earned. */
export interface FitRow {
  row: "team" | "money" | "role" | "volume" | "verdict";
  band: string;
  /** New revenue over the fee, or deals a month; null for the other rows and where it is unknown. */
  value: number | null;
  points: number;
}

const UNKNOWN = "unknown";
const TEAM: Record<string, number> = { "5-50": 30, "51-200": 20, "2-4": 12, [UNKNOWN]: 12, "200+": 8, "1": 5 };
const ROLE: Record<string, number> = { founder: 20, sales: 18, ops: 18, marketing: 10, other: 5, [UNKNOWN]: 5 };
const VERDICT: Record<Verdict, number> = {
  SCENARIO_A: 10,
  SCENARIO_B: 10,
  PROCESS_NO_TOOL: 8,
  PARTIAL: 8,
  NO_SYSTEM: 6,
  FUNCTIONING: 2,
};

interface Steps {
  /** From which value on how many points, highest first; the lower end is included. */
  from: [least: number, points: number][];
  under: number;
  unknown: number;
}
const MONEY: Steps = {
  from: [
    [20, 25],
    [8, 18],
    [3, 10],
  ],
  under: 3,
  unknown: 10,
};
const VOLUME: Steps = {
  from: [
    [5, 15],
    [2, 10],
  ],
  under: 5,
  unknown: 6,
};

/** Fit, 0 to 100, as its five rows (method, section 14). An answer that the table does not know counts as unknown. */
export function fitRows({ context, sizing, currency, money, verdict, fee }: FitInput): FitRow[] {
  const times =
    money && fee && fee.amount > 0 && fee.currency === currency ? money.annualNewRevenue / fee.amount : null;
  return [
    { row: "team", value: null, ...known(TEAM, context.c_team) },
    { row: "money", ...stepped(MONEY, times) },
    { row: "role", value: null, ...known(ROLE, context.c_role) },
    { row: "volume", ...stepped(VOLUME, sizing.z_opps ?? null) },
    { row: "verdict", value: null, band: verdict, points: VERDICT[verdict] },
  ];
}

function known(table: Record<string, number>, answer: string | undefined): Pick<FitRow, "band" | "points"> {
  const band = answer !== undefined && Object.hasOwn(table, answer) ? answer : UNKNOWN;
  return { band, points: table[band] as number };
}

function stepped({ from, under, unknown }: Steps, value: number | null): Omit<FitRow, "row"> {
  if (value === null) return { band: UNKNOWN, value, points: unknown };
  const step = from.find(([least]) => value >= least);
  return step ? { band: String(step[0]), value, points: step[1] } : { band: "under", value, points: under };
}
