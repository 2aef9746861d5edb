import type { HookMessage, Message } from "#db/schema/deliveries.ts";
import { prepareInvitation } from "#src/accounts/people/prepare-invitation.ts";
import { prepareCompleted } from "#src/assessments/prepare-completed.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { prepareCall } from "#src/leads/prepare/call.ts";
import { prepareColleagueAnswered } from "#src/leads/prepare/colleague-answered.ts";
import { prepareErase } from "#src/leads/prepare/erase.ts";
import { prepareErasedLead } from "#src/leads/prepare/erased-lead.ts";
import { prepareInquiry } from "#src/leads/prepare/inquiry.ts";
import { prepareLead } from "#src/leads/prepare/lead.ts";
import { prepareStrongLead } from "#src/leads/prepare/strong-lead.ts";
import { prepareWasThisYou } from "#src/leads/prepare/was-this-you.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { composeAskAgain } from "#src/messages/ask-again.ts";
import { composeCall } from "#src/messages/call.ts";
import { composeCheckIn } from "#src/messages/check-in.ts";
import { composeColleagueAnswered } from "#src/messages/colleague-answered.ts";
import { composeCompleted } from "#src/messages/completed-webhook.ts";
import { composeConfirmAgain } from "#src/messages/confirm-again.ts";
import { composeConfirmCheckIns } from "#src/messages/confirm-check-ins.ts";
import { composeConfirmReminder } from "#src/messages/confirm-reminder.ts";
import { composeErase } from "#src/messages/erase.ts";
import { composeErasedLead } from "#src/messages/erased-webhook.ts";
import { composeFinishLater } from "#src/messages/finish-later.ts";
import { composeInquiry } from "#src/messages/inquiry.ts";
import { composeInvitation } from "#src/messages/invitation.ts";
import { composeLead } from "#src/messages/lead-webhook.ts";
import type { Letterhead } from "#src/messages/letterhead.ts";
import { composeReminder } from "#src/messages/reminder.ts";
import { composeReport } from "#src/messages/report.ts";
import { composeSignIn } from "#src/messages/sign-in.ts";
import { composeSlackCall, composeSlackStrongLead } from "#src/messages/slack.ts";
import { composeStrongLead } from "#src/messages/strong-lead.ts";
import { composeSlackTest, composeTest } from "#src/messages/test-hook.ts";
import { composeWasThisYou } from "#src/messages/was-this-you.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import type { Delivery, Preparing } from "#src/outbox/delivery.ts";
import { prepareAskAgain } from "#src/progress/prepare/ask-again.ts";
import { prepareCheckIn } from "#src/progress/prepare/check-in.ts";
import { prepareConfirmAgain } from "#src/progress/prepare/confirm-again.ts";
import { prepareConfirmCheckIns } from "#src/progress/prepare/confirm-check-ins.ts";
import { prepareConfirmReminder } from "#src/progress/prepare/confirm-reminder.ts";
import { prepareFinishLater } from "#src/progress/prepare/finish-later.ts";
import { prepareReminder } from "#src/progress/prepare/reminder.ts";
import { prepareReport } from "#src/progress/prepare/report.ts";
import { prepareSignIn } from "#src/progress/prepare/sign-in.ts";
import type { Pdfs } from "#src/report/pdf/cache.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { prepareTest } from "./endpoints/prepare-test.ts";

/** What mails are made from. */
export interface MailSource extends Preparing {
  banks: Banks;
  words: Words;
  site: Site;
  mailFrom: string | undefined;
  /** The keyed hash of an address, as the suppression list keeps it. */
  hashAddress: (address: string) => string;
  pdf: Pdfs;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/** What webhooks and Slack lines are made from. */
export interface HookSource extends StandingDomain {
  publicUrl: string;
  words: Pick<Words, "report">;
}

type Make<Source, Frame extends unknown[], M> = (source: Source, delivery: Delivery, ...frame: Frame) => Promise<M>;

/** A kind: `prepare` reads what its owner knows and makes what must be made, `compose` puts that into words, purely. */
function mail<D>(
  prepare: (source: MailSource, delivery: Delivery) => Promise<D>,
  compose: (data: D, head: Letterhead) => Message,
): Make<MailSource, [head: Letterhead], Message> {
  return async (source, delivery, head) => compose(await prepare(source, delivery), head);
}

function hook<D>(
  prepare: (source: HookSource, delivery: Delivery) => Promise<D>,
  compose: (data: D, delivery: Delivery, words: HookSource["words"]) => HookMessage,
): Make<HookSource, [], HookMessage> {
  return async (source, delivery) => compose(await prepare(source, delivery), delivery, source.words);
}

/** What each channel carries; a kind that is missing there is not sent that way. */
export const KINDS = {
  mail: {
    report: mail(prepareReport, composeReport),
    call: mail(prepareCall, composeCall),
    "strong-lead": mail(prepareStrongLead, composeStrongLead),
    inquiry: mail(prepareInquiry, composeInquiry),
    invitation: mail(prepareInvitation, composeInvitation),
    "sign-in": mail(prepareSignIn, composeSignIn),
    "finish-later": mail(prepareFinishLater, composeFinishLater),
    "confirm-reminder": mail(prepareConfirmReminder, composeConfirmReminder),
    reminder: mail(prepareReminder, composeReminder),
    "confirm-again": mail(prepareConfirmAgain, composeConfirmAgain),
    "ask-again": mail(prepareAskAgain, composeAskAgain),
    "confirm-check-ins": mail(prepareConfirmCheckIns, composeConfirmCheckIns),
    "check-in": mail(prepareCheckIn, composeCheckIn),
    erase: mail(prepareErase, composeErase),
    "was-this-you": mail(prepareWasThisYou, composeWasThisYou),
    "colleague-answered": mail(prepareColleagueAnswered, composeColleagueAnswered),
  },
  webhook: {
    "lead.created": hook(prepareLead, composeLead),
    "lead.updated": hook(prepareLead, composeLead),
    "lead.asked": hook(prepareLead, composeLead),
    "lead.erased": hook(prepareErasedLead, composeErasedLead),
    "assessment.completed": hook(prepareCompleted, composeCompleted),
    test: hook(prepareTest, composeTest),
  },
  slack: {
    call: hook(prepareLead, composeSlackCall),
    "strong-lead": hook(prepareLead, composeSlackStrongLead),
    test: hook(prepareTest, composeSlackTest),
  },
} satisfies Record<string, Partial<Record<DeliveryKind, unknown>>>;
