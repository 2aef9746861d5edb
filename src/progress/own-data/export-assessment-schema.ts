import { z } from "zod";
import { CLOSERS } from "#src/names/blind-spots.ts";
import { SEAT_SCOPES } from "#src/names/progress.ts";
import { instrument, text, textOrNull, when, whenOrNull, whole } from "./export-fields.ts";

const answer = z.strictObject({
  item: text("The question's id in the bank. Ids are never used again for another question."),
  prompt: textOrNull("The question as the version that was answered asks it."),
  option: text("The id of the answer given; dk is Not sure."),
  label: textOrNull("The answer as the version that was answered words it."),
  first_shown_at: when("When the question was first shown."),
  answered_at: when("When it was answered."),
  milliseconds_on_page: whole("Time spent on the question's page, over all visits."),
  carried: z.boolean().describe("Whether the answer came from an earlier Snapshot."),
});

const closed = z.strictObject({
  item: text("The question's id in the bank."),
  option: text("The id of the answer that came in."),
  label: textOrNull("The answer as the version that was answered words it."),
  by: z.enum(CLOSERS).describe("Whether whoever holds the result answered, or somebody through a link (`colleague`)."),
  closed_at: when("When it came in."),
  revision: whole("The first revision that counts it."),
});

const link = z.strictObject({
  url: text("Its address. It opens these questions and leads to no result."),
  items: z.array(z.string()).describe("The ids of the questions that it opens."),
  asked_at: when("When it was made."),
  ends_at: when("When it ends at the latest."),
  used_at: whenOrNull("When its last answer was given."),
  withdrawn_at: whenOrNull("When it was withdrawn."),
});

const revision = z.strictObject({
  revision: whole("1 comes with completion; numbers given later and answers that come in later make the next ones."),
  scored_at: when("When it was scored."),
  currency: text("The currency of the numbers; blank where none were given."),
  sizing: z.record(z.string(), z.number()).describe("The firm's own numbers, by the id of their question."),
  result: z
    .record(z.string(), z.json())
    .describe(
      "The result as it was scored then, with the keys of /results/<reference>.json. The method page says what they mean.",
    ),
});

/** A sitting as the file has it. */
export const assessment = z.strictObject({
  url: text("Its private address. Anyone who has it can read the result."),
  share_url: textOrNull("The public address of its card, where somebody chose to share it."),
  instrument,
  bank_version: text("Version of the question bank."),
  model_version: text("Version of the scoring method."),
  started_at: when("When it was begun."),
  completed_at: whenOrNull("When it was completed."),
  elapsed_seconds: z.int().nullable().describe("Time on question pages as scored; null until completion."),
  kept_until: when("When it is erased if no address is attached to it."),
  attached_at: whenOrNull("When this address was attached to it."),
  claimed_at: whenOrNull("When the mailbox's owner said that it is theirs."),
  retake: z.boolean().describe("Whether it was begun by somebody who had proved this mailbox."),
  carried_from: textOrNull(
    "The private address of the Snapshot whose answers filled it in, where that is this mailbox's own too.",
  ),
  attribution: z
    .record(z.string(), z.string())
    .describe("How the visit came about: campaign names, a host, the first page."),
  answers: z.array(answer).describe("Every answer, the questions about the firm included."),
  closed_answers: z.array(closed).describe("Answers that came in later, to questions that were Not sure."),
  colleague_links: z.array(link).describe("Links to such questions."),
  revisions: z.array(revision).describe("Every result as scored, oldest first."),
  seats: z
    .strictObject({
      invite_url: text("The address that invites colleagues. It leads to no result."),
      opened_at: when("When the invite was made."),
      closed_at: whenOrNull("When it was closed."),
      others: whole("How many colleagues took a seat. What they answered is theirs and is not in this file."),
    })
    .nullable()
    .describe("The invite to second seats, where there is one."),
  seat: z
    .strictObject({
      number: whole("The number of the seat; 1 is the founder of the other assessment."),
      scope: z.enum(SEAT_SCOPES).describe("What the seat answers."),
      taken_at: when("When it was taken."),
      done_at: whenOrNull("When its last answer was given."),
    })
    .nullable()
    .describe("The seat that this assessment is beside somebody else's, where it is one."),
});
