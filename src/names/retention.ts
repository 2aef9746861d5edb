/** How long things are kept that nobody asked to keep, until staff say otherwise (ours). */
export const KEPT = { unfinishedDays: 30, anonymousDays: 90, leadMonths: 24 } as const;

/** The most that staff may say; the least is one. */
export const KEPT_AT_MOST = { unfinishedDays: 3_650, anonymousDays: 3_650, leadMonths: 120 } as const;
