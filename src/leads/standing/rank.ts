/**
 * The place of a lead in the inbox, as SQL over the columns that are named: its score, -1 without one, and 1000 more while
 * a call waits for an answer. In SQL, so that it fits what stands in the row when it is written.
 */
export const rankOf = (score: string, asked: string, answered: string) =>
  `coalesce(${score}, -1) + CASE WHEN ${asked} IS NOT NULL AND (${answered} IS NULL OR ${answered} < ${asked})
    THEN 1000 ELSE 0 END`;
