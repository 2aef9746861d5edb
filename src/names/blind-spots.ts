/** Who answers a question that could not be answered at first. This file imports nothing, so the database schema may use it too. */
export const CLOSERS = ["founder", "colleague"] as const;
export type Closer = (typeof CLOSERS)[number];
