import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import { openClosing } from "#src/assessments/blind-spots/open-closing.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { makeCommitment } from "#src/progress/commitments/make-commitment.ts";
import { claimResults } from "#src/progress/page/claim-results.ts";
import { sinceLast, sinceLastFor } from "#src/progress/page/since-last.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { answersOf, bank } from "#test/support/factories.ts";
import { leadsOn } from "#test/support/fresh/leads.ts";
import { completeSitting, finishSitting, startedRetake } from "#test/support/sittings.ts";
import { words } from "#test/support/words.ts";

const { headline, opening } = words.progress;

describe.each(databases())("what a retake opens with, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = leadsOn(databases);

  /** A founder whose mailbox is proved, with a Diagnostic in it. */
  const founder = async (address: string, name: "E2" | "E5" = "E2") => {
    const made = await completeSitting(on.domain, name);
    await askForReport(on.domain, {
      assessment: made,
      address,
      name: null,
      firm: null,
      followUp: false,
      clientHash: null,
    });
    const [lead] = await on.database.query.select().from(leads).where(eq(leads.address, address));
    const leadId = lead?.id ?? "";
    await claimResults(on.domain, { leadId, references: [made.reference] });
    return { made, leadId };
  };
  const retake = async (leadId: string, name: "E2" | "E6" = "E6", commitmentId: string | null = null) => {
    on.now += 92 * DAY;
    const reference = await startedRetake(on.domain, {
      ...{ leadId, instrument: "diagnostic", commitmentId },
      startKey: `form ${on.now}`,
    });
    return finishSitting(on.domain, reference, answersOf(name));
  };
  const opens = (result: Assessment, leadId: string | null) =>
    sinceLast(on.domain, result, leadId === null ? null : { leadId });

  once("is the change since the reading before, for its owner: the method's E6, 27 to 46, a clear change", async () => {
    const { leadId } = await founder("ada@example.com");
    const later = await retake(leadId);
    const since = await opens(later, leadId);
    expect(since?.lines).toEqual(["Up nineteen points since 20 November 2026.", headline.clear]);
    expect(since).toMatchObject({ clear: true, fell: null });
    expect(since?.moved).toContain("Eleven answers moved, all upward.");
  });

  once("names first what fell, and calls a fall by its size", async () => {
    const { leadId } = await founder("ada@example.com");
    await retake(leadId);
    const back = await retake(leadId, "E2");
    const since = await opens(back, leadId);
    expect(since?.lines[0]).toMatch(/^Down nineteen points since /);
    expect(since?.fell?.heading).toBe("Eleven answers fell");
    expect(since?.fell?.lines).toHaveLength(11);
    expect(opening.fell.other).toContain("{Count}");
  });

  once("says that an answer of the reading before came in after it", async () => {
    const { made, leadId } = await founder("ada@example.com", "E5");
    const [item = ""] = made.result.unknowns;
    const option = bank.items.find(({ id }) => id === item)?.options[0]?.id ?? "";
    const opened = await openClosing(on.domain, made.reference, { by: "founder", items: [item] });
    if (typeof opened === "string") throw new Error(opened);
    await answerClosing(on.domain, opened.reference, [{ item, option }]);
    await finishClosing(on.domain, opened.reference);
    const since = await opens(await retake(leadId), leadId);
    expect(since?.lede).toContain("One answer of 20 November 2026 came in after that reading.");
  });

  test("is nothing at the first reading, nor for whoever else has the link", async () => {
    const { made, leadId } = await founder("ada@example.com");
    const other = await founder("bob@example.com");
    const later = await retake(leadId);
    expect(await opens(made, leadId)).toBeNull();
    expect(await opens(later, null)).toBeNull();
    expect(await opens(later, other.leadId)).toBeNull();
  });

  once("by the reminder is set against the result that its commitment was made at, without signing in", async () => {
    const { made, leadId } = await founder("ada@example.com");
    const terms = { layer: "integrity", condition: "Proof in writing.", dueAt: on.now + 90 * DAY } as const;
    await makeCommitment(on.domain, { assessmentId: made.id, terms, leadId });
    const [{ id } = { id: "" }] = await on.database.query.select().from(commitments);
    const later = await retake(leadId, "E6", id);
    expect(await opens(later, null)).toBeNull();
    await on.database.query.update(commitments).set({ confirmedAt: on.now });
    expect((await opens(later, null))?.lines[0]).toBe("Up nineteen points since 20 November 2026.");
    expect(await opens((await findAssessment(on.domain, made.reference)) as Assessment, null)).toBeNull();
  });

  once("goes out by mail to the mailbox that took it, and to no other that its report is sent to", async () => {
    const { leadId } = await founder("ada@example.com");
    const other = await founder("bob@example.com");
    const later = await retake(leadId);
    expect((await sinceLastFor(on.domain, later, leadId))?.lines[0]).toMatch(/^Up nineteen points/);
    expect(await sinceLastFor(on.domain, later, other.leadId)).toBeNull();
  });
});
