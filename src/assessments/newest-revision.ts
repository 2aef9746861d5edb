import { type SQL, sql } from "drizzle-orm";
import { results } from "#db/schema/assessments.ts";

/** True of the newest revision of an assessment: the others, up to twenty, are read by none but the export. */
export const isNewest: SQL = sql`${results.revision} = (
  SELECT max(revision) FROM results AS others WHERE others.assessment_id = ${results.assessmentId})`;
