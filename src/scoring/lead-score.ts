import { type FitInput, type FitRow, fitRows } from "./lead-fit.ts";
import { type IntentPart, intentOf, intentParts, type Signal } from "./lead-intent.ts";
import type { StoredResult } from "./result.ts";

export type LeadGrade = "A" | "B" | "C" | "D";

/** What the lead score reads. The result is that of the lead's newest assessment. */
export interface LeadInput extends Omit<FitInput, "money" | "verdict"> {
  result: StoredResult;
  signals: readonly Signal[];
  /** Consumers only, competitor or student, opted out: zero, whatever the parts say. */
  excluded: boolean;
}

/** Need, 0 to 100, and what it came from. Displayed scores are read, not exact ones. */
export interface NeedPart {
  overall: number;
  lowest: number;
  /** The verdict is "functioning", so need counts half. */
  halved: boolean;
}

/** A cap that lowered the grade: too little fit for better than C, too little intent for better than B. */
export type Cap = "fit" | "intent";

export interface LeadScore {
  /** Whole, 0 to 100. */
  score: number;
  need: number;
  fit: number;
  intent: number;
  grade: LeadGrade;
  parts: { need: NeedPart; fit: FitRow[]; result: StoredResult; intent: IntentPart[]; caps: Cap[] };
}

const GRADES: readonly LeadGrade[] = ["A", "B", "C", "D"];
const LEAST = { A: 70, B: 50, C: 30 };
const CAPS: { part: Cap; below: number; most: LeadGrade }[] = [
  { part: "fit", below: 50, most: "C" },
  { part: "intent", below: 20, most: "B" },
];

/** How worthwhile a lead is to the consultancy at `now`, in milliseconds since 1970 (method, section 14). */
export function leadScore(input: LeadInput, now: number): LeadScore {
  const { result, signals, excluded } = input;
  const need = needPart(result);
  const fit = fitRows({ ...input, money: result.money, verdict: result.verdict });
  const intent = intentParts(signals, now);
  const numbers = {
    need: needOf(need),
    fit: fit.reduce((sum, { points }) => sum + points, 0),
    intent: intentOf(intent),
  };
  const { caps, ...graded } = excluded ? { score: 0, grade: "D" as const, caps: [] } : gradeOf(numbers);
  return { ...numbers, ...graded, parts: { need, fit, result, intent, caps } };
}

/** The score of three parts, each 0 to 100, and its grade under the caps. */
export function gradeOf({ need, fit, intent }: Pick<LeadScore, "need" | "fit" | "intent">) {
  const score = Math.round(100 * (need / 100) ** 0.4 * (fit / 100) ** 0.35 * (intent / 100) ** 0.25);
  const parts = { fit, intent };
  let grade: LeadGrade = score >= LEAST.A ? "A" : score >= LEAST.B ? "B" : score >= LEAST.C ? "C" : "D";
  const caps: Cap[] = [];
  for (const { part, below, most } of CAPS) {
    if (parts[part] >= below || GRADES.indexOf(grade) >= GRADES.indexOf(most)) continue;
    grade = most;
    caps.push(part);
  }
  return { score, grade, caps };
}

function needPart({ overall, layers, verdict }: LeadInput["result"]): NeedPart {
  return { overall, lowest: Math.min(...Object.values(layers)), halved: verdict === "FUNCTIONING" };
}

function needOf({ overall, lowest, halved }: NeedPart): number {
  const need = 0.6 * (100 - overall) + 0.4 * (100 - lowest);
  return halved ? need / 2 : need;
}
