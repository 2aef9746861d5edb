import { z } from "zod";
import { CHANNELS, DELIVERY_KINDS, DELIVERY_STATES } from "#src/names/deliveries.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { CONSENT_PURPOSES, LEAD_EVENTS } from "#src/names/leads.ts";
import { COMMITMENT_OUTCOMES } from "#src/names/progress.ts";
import { assessment } from "./export-assessment-schema.ts";
import { instrument, text, textOrNull, when, whenOrNull, whole } from "./export-fields.ts";

const commitment = z.strictObject({
  assessment_url: textOrNull(
    "The private address of the result it was made at; null while the commitment is unproved.",
  ),
  layer: z.enum(LAYER_IDS).describe("The layer it is about."),
  condition: textOrNull(
    "What would show that the layer is fixed, in the founder's own words. Null while it is unproved: it came with this address, and nobody confirmed the reminder or said that the result is theirs.",
  ),
  due_at: when("The day it was made for."),
  made_at: when("When it was made."),
  reminded: z.boolean().describe("Whether this mailbox is the one to be reminded."),
  confirmed_at: whenOrNull("When the mailbox said yes to the reminder."),
  stopped_at: whenOrNull("When the mailbox took that back."),
  outcome: z.enum(COMMITMENT_OUTCOMES).nullable().describe("What the founder calls it afterwards."),
  said_at: whenOrNull("When the founder said so."),
  retake_urls: z.array(z.string()).describe("The private addresses of the retakes that opened with it."),
});

const message = z.strictObject({
  kind: z.enum(DELIVERY_KINDS).describe("What the message is."),
  channel: z.enum(CHANNELS).describe("How it goes out."),
  to: z.enum(["you", "consultancy"]).describe("Whom it is for: this mailbox, or the consultancy and its systems."),
  state: z.enum(DELIVERY_STATES).describe("What became of it."),
  reason: textOrNull("Why it was not sent, or not at once."),
  tries: whole("How often it was tried."),
  asked_at: when("When it came about."),
  first_tried_at: whenOrNull("When it was first tried."),
  sent_at: whenOrNull("When it was sent."),
  failed_at: whenOrNull("When it was given up."),
  delivered_at: whenOrNull("When its receiver had it, as the mail provider says."),
  bounced_at: whenOrNull("When it came back."),
  complained_at: whenOrNull("When it was reported as unwanted."),
});

/** The file in which a person takes along everything that is held about a mailbox, but for what it says is left out. */
export const exportFile = z
  .strictObject({
    about: z.strictObject({
      format: z.literal(1).describe("Version of this format."),
      schema: text("Where this schema stands."),
      site: text("Name of the site that the file comes from."),
      made_at: when("When the file was made."),
      contact: text("Where to ask for what is left out, and for anything else."),
      left_out: z.array(z.string()).describe("What is held and not in this file, and why."),
    }),
    mailbox: z.strictObject({
      address: text("The address, in lower case."),
      name: textOrNull("Name, as typed by whoever gave the address."),
      firm: textOrNull("Firm, as typed."),
      phone: textOrNull("Phone number, as typed."),
      since: when("When the address was first given."),
    }),
    consents: z.array(
      z.strictObject({
        purpose: z.enum(CONSENT_PURPOSES).describe("What was agreed to."),
        text_version: text("Version of the text."),
        text: textOrNull("The text, where this version is the one that is shown now."),
        given_at: when("When it was given."),
        withdrawn_at: whenOrNull("When it was withdrawn."),
      }),
    ),
    assessments: z
      .array(assessment)
      .describe("What this mailbox's owner said is theirs, and what they began while signed in."),
    unclaimed: z
      .array(
        z.strictObject({
          instrument,
          completed_at: whenOrNull("When it was completed."),
          attached_at: when("When the address was given."),
        }),
      )
      .describe(
        "What came with this address and nobody confirmed: it may be somebody else's, so only this much is said.",
      ),
    commitments: z.array(commitment),
    ask_again: z
      .array(
        z.strictObject({
          every_days: whole("After how many days this mailbox wanted to be asked again."),
          asked_at: when("When that was asked for, or asked for once more."),
          confirmed_at: whenOrNull("When the mailbox said yes to it."),
          stopped_at: whenOrNull("When the mailbox took that back, or wished it anew at another result."),
        }),
      )
      .describe("Wishes to be asked to take an instrument again."),
    check_ins: z
      .array(
        z.strictObject({
          asked_at: when("When fixes were picked for this mailbox."),
          confirmed_at: whenOrNull("When the mailbox said yes to being asked about them."),
          stopped_at: whenOrNull("When the mailbox took that back, or picked anew."),
          fixes: z.array(
            z.strictObject({
              question: text("The id of the question that the fix is for."),
              due_at: when("The day it is asked about next, or was asked about last."),
              done_at: whenOrNull("When it was called done."),
            }),
          ),
        }),
      )
      .describe("First fixes that were picked, to be asked whether they are done."),
    messages: z.array(message),
    inquiries: z
      .array(
        z.strictObject({
          name: textOrNull("Name, as typed."),
          firm: textOrNull("Firm, as typed."),
          message: text("What was written."),
          sent_at: when("When it was sent."),
        }),
      )
      .describe("What came through the contact form under this address."),
    sign_ins: z.strictObject({
      links: z.array(
        z.strictObject({
          asked_at: when("When a link was asked for."),
          expires_at: when("When it stops working."),
          used_at: whenOrNull("When it was used."),
        }),
      ),
      sessions: z.array(
        z.strictObject({
          began_at: when("When the session began."),
          last_seen_at: when("When it was last used."),
          ends_at: when("When it ends."),
        }),
      ),
    }),
    events: z
      .array(
        z.strictObject({
          kind: z.enum(LEAD_EVENTS).describe("What this mailbox's owner, or somebody with the address, did."),
          at: when("When."),
          detail: textOrNull("What was said with it, such as a time for a call."),
          assessment_url: textOrNull("The private address of the result it was about, where that is claimed."),
        }),
      )
      .describe("What happened under this address, oldest first."),
  })
  .describe("Everything that this site holds about one mailbox, but for what about.left_out names.");

export type ExportFile = z.infer<typeof exportFile>;

export const exportJsonSchema = () => z.toJSONSchema(exportFile);
