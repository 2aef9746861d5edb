interface Calls {
  callAskedAt: number | null;
  callAnsweredAt: number | null;
}

/** Whether a call was asked for that nobody has answered. */
export function isWaiting<T extends Calls>(standing: T): standing is T & { callAskedAt: number } {
  const { callAskedAt, callAnsweredAt } = standing;
  return callAskedAt !== null && (callAnsweredAt === null || callAnsweredAt < callAskedAt);
}

/** The place of a lead in the inbox: its score, -1 without one, and 1000 more while a call waits for an answer. */
export function rankOf(standing: Calls & { score: number | null }): number {
  return (standing.score ?? -1) + (isWaiting(standing) ? 1000 : 0);
}
