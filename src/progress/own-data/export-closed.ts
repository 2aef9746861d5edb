import { and, asc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { closedAnswers, closings } from "#db/schema/blind-spots.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { paths } from "#src/paths.ts";
import type { ExportFile } from "./export-schema.ts";
import { iso, isoOrNull } from "./export-time.ts";
import type { OwnAssessment } from "./own-assessments.ts";

type Exported = ExportFile["assessments"][number];

/** Answers of a sitting that came in later, with the words of the version that asked. */
export async function exportClosed(
  { database, banks }: { database: Database; banks: Banks },
  { id, bankVersion }: Pick<OwnAssessment, "id" | "bankVersion">,
): Promise<Exported["closed_answers"]> {
  const { items } = banks.of(bankVersion);
  const rows = await database.query
    .select()
    .from(closedAnswers)
    .where(eq(closedAnswers.assessmentId, id))
    .orderBy(asc(closedAnswers.closedAt), asc(closedAnswers.item));
  return rows.map(({ item, option, by, closedAt, revision }) => {
    const options = items.find((one) => one.id === item)?.options;
    return {
      ...{ item, option, by, revision },
      label: options?.find((one) => one.id === option)?.label ?? null,
      closed_at: iso(closedAt),
    };
  });
}

/** The links that were made for colleagues. What waits in one is the colleague's own until it is sent. */
export async function exportLinks(
  { database, publicUrl }: { database: Database; publicUrl: string },
  id: number,
): Promise<Exported["colleague_links"]> {
  const rows = await database.query
    .select()
    .from(closings)
    .where(and(eq(closings.assessmentId, id), eq(closings.by, "colleague")))
    .orderBy(asc(closings.askedAt), asc(closings.id));
  return rows.map(({ reference, items, askedAt, endsAt, usedAt, withdrawnAt }) => ({
    url: paths.absolute(publicUrl, paths.closing(reference)),
    items,
    asked_at: iso(askedAt),
    ends_at: iso(endsAt),
    used_at: isoOrNull(usedAt),
    withdrawn_at: isoOrNull(withdrawnAt),
  }));
}
