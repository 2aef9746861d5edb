import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { newestClaimed } from "#src/progress/page/newest-claimed.ts";
import { countAtResult } from "./list-at-result.ts";
import { type HeldCommitment, listCommitments } from "./list-commitments.ts";
import { MOST_COMMITMENTS } from "./terms.ts";

/** What a founder's own page says of commitments. */
export interface OwnCommitments {
  held: HeldCommitment[];
  /** The newest result that the mailbox's owner kept, which a new commitment is kept with. */
  newest: Assessment | null;
  /** Whether the newest result takes another one. */
  room: boolean;
}

/** Reads the commitments of a mailbox whose owner has proved it, and whether there may be another one. */
export async function readCommitments(
  reader: Pick<Domain, "database" | "clock" | "banks">,
  leadId: string,
): Promise<OwnCommitments> {
  const [held, reference] = await Promise.all([listCommitments(reader, leadId), newestClaimed(reader, leadId)]);
  const newest = reference === null ? null : await findAssessment(reader, reference);
  const room = newest !== null && (await countAtResult(reader.database, newest.id)) < MOST_COMMITMENTS;
  return { held, newest, room };
}
