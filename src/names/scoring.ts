/** Names of what scoring concludes. This file imports nothing, so schemas and tables may use it too. */
export const VERDICTS = ["SCENARIO_A", "SCENARIO_B", "NO_SYSTEM", "PROCESS_NO_TOOL", "PARTIAL", "FUNCTIONING"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CLARITIES = ["clear", "leading", "joint", "even", "blind-spot", "none"] as const;
export type Clarity = (typeof CLARITIES)[number];

/** Lowest first, so that "one level down" is one place to the left. */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const TOOLS = ["none", "sheet", "crm"] as const;
export type Tool = (typeof TOOLS)[number];
