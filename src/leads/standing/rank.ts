interface Ranked {
  score: number | null;
  callAskedAt: number | null;
  callAnsweredAt: number | null;
}

/** The place of a lead in the inbox: its score, -1 without one, and 1000 more while a call waits for an answer. */
export function rankOf({ score, callAskedAt, callAnsweredAt }: Ranked): number {
  const waits = callAskedAt !== null && (callAnsweredAt === null || callAnsweredAt < callAskedAt);
  return (score ?? -1) + (waits ? 1000 : 0);
}
