import type { Message } from "#db/schema/deliveries.ts";
import { composeAskAgain } from "#src/messages/ask-again.ts";
import { composeCall } from "#src/messages/call.ts";
import { composeCheckIn } from "#src/messages/check-in.ts";
import { composeColleagueAnswered } from "#src/messages/colleague-answered.ts";
import { composeConfirmAgain } from "#src/messages/confirm-again.ts";
import { composeConfirmCheckIns } from "#src/messages/confirm-check-ins.ts";
import { composeConfirmReminder } from "#src/messages/confirm-reminder.ts";
import { composeErase } from "#src/messages/erase.ts";
import { composeFinishLater } from "#src/messages/finish-later.ts";
import { composeInquiry } from "#src/messages/inquiry.ts";
import { composeInvitation } from "#src/messages/invitation.ts";
import { composeReminder } from "#src/messages/reminder.ts";
import { composeReport } from "#src/messages/report.ts";
import { composeSignIn } from "#src/messages/sign-in.ts";
import { composeStrongLead } from "#src/messages/strong-lead.ts";
import { composeWasThisYou } from "#src/messages/was-this-you.ts";
import type { DELIVERY_KINDS, WEBHOOK_EVENTS } from "#src/names/deliveries.ts";
import { leadScore } from "#src/scoring/lead-score.ts";
import { score } from "#src/scoring/score.ts";
import { bank, EXAMPLES } from "./factories.ts";
import { SAMPLES, sampleSource } from "./sample-reports.ts";
import { site, words } from "./words.ts";

type MailKind = Exclude<(typeof DELIVERY_KINDS)[number], (typeof WEBHOOK_EVENTS)[number] | "test" | "report">;

const to = "ada@firm.example";
const at = (path: string) => `https://diagnostic.example/${path}`;
const head = { from: "desk@consultancy.example", site, words };
const dueAt = Date.UTC(2026, 11, 22);
const { report } = sampleSource("software-firm");
const { submission } = EXAMPLES.E2;
/** The first example of the method, section 14: grade A. */
const STRONG = leadScore(
  {
    ...{ result: score(bank, "diagnostic", submission), sizing: submission.sizing ?? {}, currency: "GBP" },
    ...{ context: { c_team: "5-50", c_role: "founder" }, fee: { amount: 20_000, currency: "GBP" }, excluded: false },
    signals: (["trigger", "diagnostic", "sizing", "report"] as const).map((kind) => ({ kind, at: dueAt })),
  },
  dueAt,
);

/** One message of every kind that the site sends by mail, beside the reports. */
const ONE_EACH: Record<MailKind, () => Message> = {
  call: () =>
    composeCall(
      {
        ...{ to, report, address: "cleo@firm.example", name: "Cleo", firm: "Engines", phone: "+44 20 7946 0958" },
        ...{ when: "Tuesday morning", leadUrl: at("desk/leads/l"), resultUrl: at("results/r") },
      },
      head,
    ),
  "strong-lead": () =>
    composeStrongLead({ to, report, score: STRONG, who: "Cleo, Engines", leadUrl: at("desk/leads/l") }, head),
  inquiry: () =>
    composeInquiry(
      {
        to: null,
        inquiry: { address: "cleo@firm.example", name: "Cleo", firm: "Engines", message: "Two\nlines." },
        deskUrl: at("desk/mail/d"),
      },
      head,
    ),
  invitation: () => composeInvitation({ to, role: "member", url: at("desk/join/t") }, head),
  "sign-in": () => composeSignIn({ to, minutes: 10, signInUrl: at(`progress/sign-in/${"a".repeat(43)}`) }, head),
  "finish-later": () =>
    composeFinishLater({ to, instrument: report.instrument, keptUntil: dueAt, attemptUrl: at("diagnostic/r") }, head),
  "confirm-reminder": () =>
    composeConfirmReminder({ to, dueAt, confirmUrl: at("reminders/t"), notYouUrl: at("not-you/t") }, head),
  reminder: () =>
    composeReminder(
      {
        ...{ to, instrument: report.instrument, layer: "Pipeline Integrity", condition: "One.\nTwo.", dueAt },
        ...{ madeAt: dueAt, retakeUrl: at("retake/t"), stopUrl: at("unsubscribe/t") },
      },
      head,
    ),
  "confirm-again": () =>
    composeConfirmAgain(
      {
        ...{ to, instrument: report.instrument, days: 90, askedAgainAt: dueAt },
        ...{ confirmUrl: at("ask-again/t"), notYouUrl: at("not-you/t") },
      },
      head,
    ),
  "ask-again": () =>
    composeAskAgain(
      {
        ...{ to, days: 90, readAt: dueAt, taken: report.instrument, instrument: report.instrument },
        ...{ headline: report.dominant.headline, firstFix: report.fixes.list[0]?.title ?? null },
        ...{ retakeUrl: at("ask-again/t/retake"), stopUrl: at("ask-again/t/stop") },
      },
      head,
    ),
  "confirm-check-ins": () =>
    composeConfirmCheckIns(
      { to, dates: 2, firstAt: dueAt, confirmUrl: at("check-ins/t"), notYouUrl: at("not-you/t") },
      head,
    ),
  "check-in": () =>
    composeCheckIn(
      {
        ...{ to, dueAt, stopUrl: at("check-ins/t/stop") },
        fixes: report.fixes.list.slice(0, 2).map(({ title, proof }, place) => ({
          ...{ title, proof, doneUrl: at(`check-ins/${place}/done`), laterUrl: at(`check-ins/${place}/later`) },
        })),
      },
      head,
    ),
  erase: () => composeErase({ to, hours: 24, eraseUrl: at("erase/t") }, head),
  "colleague-answered": () =>
    composeColleagueAnswered(
      { to, closed: 2, instrument: report.instrument, completedAt: dueAt, resultUrl: at("results/r") },
      head,
    ),
  "was-this-you": () => composeWasThisYou({ to, hours: 24, liftUrl: at("was-this-you/t") }, head),
};

/** Every kind of mail by what it is called, and the report of every sample firm. */
export const MESSAGES: readonly [name: string, make: () => Message][] = [
  ...SAMPLES.map((name): [string, () => Message] => [
    `report of ${name}`,
    () =>
      composeReport(
        {
          ...{ to, report: sampleSource(name).report, resultUrl: at("results/r"), callUrl: at("results/r/call") },
          ...{ notYouUrl: at("not-you/t"), isLate: false, file: null },
        },
        head,
      ),
  ]),
  ...Object.entries(ONE_EACH),
];
