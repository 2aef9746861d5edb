import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { confirmReminderEmail } from "#src/messages/confirm-reminder-email.ts";
import { eraseEmail } from "#src/messages/erase-email.ts";
import { finishLaterEmail } from "#src/messages/finish-later-email.ts";
import { inquiryEmail } from "#src/messages/inquiry-email.ts";
import { reminderEmail } from "#src/messages/reminder-email.ts";
import { signInEmail } from "#src/messages/sign-in-email.ts";
import { reportEmail } from "#src/report/email/email.ts";
import { sampleSource } from "#test/support/sample-reports.ts";
import { site, words } from "#test/support/words.ts";

/** What a mail program may leave out without hurting the message, with the reason. */
const HARMLESS = new Map([
  ["overflow", "hides only the preheader, which display:none hides as well"],
  ["display:none", "a preheader that shows is the first line of the message"],
  ["role attribute", "layout tables are then announced as tables"],
  ["<body> element", "the outer table carries the same background"],
  ["height property", "the bars keep their height from the height attribute"],
  ["text-decoration", "a link that stays underlined is still a link"],
]);

const CLIENTS = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "samsung-email.*", "thunderbird.*", "protonmail.*"];

function message(name: string): string {
  const { report, site } = sampleSource(name);
  const links = {
    resultUrl: "https://diagnostic.example/results/r",
    notYouUrl: "https://diagnostic.example/not-you/t",
  };
  return reportEmail({ report, site, words: words.pages, ...links }).html;
}

const signInUrl = `https://diagnostic.example/progress/sign-in/${"a".repeat(43)}`;
const attemptUrl = "https://diagnostic.example/diagnostic/r";
const instrument = "Revenue Operations Diagnostic";
const keptUntil = Date.UTC(2026, 11, 22);

/** Every message that a visitor may be sent, and what a visitor may cause, as HTML. */
const MESSAGES: readonly [name: string, make: () => string][] = [
  ...["software-firm", "studio", "new-coo"].map((name): [string, () => string] => [
    `the report for ${name}`,
    () => message(name),
  ]),
  ["the sign-in link", () => signInEmail({ site, words: words.access.signInMail, minutes: 10, signInUrl }).html],
  [
    "the link to finish later",
    () => finishLaterEmail({ site, words: words.access.laterMail, instrument, keptUntil, attemptUrl }).html,
  ],
  [
    "the reminder to confirm",
    () =>
      confirmReminderEmail({
        ...{ site, words: words.commitments.confirmMail, dueAt: keptUntil },
        ...{ confirmUrl: "https://diagnostic.example/reminders/t", notYouUrl: "https://diagnostic.example/not-you/t" },
      }).html,
  ],
  [
    "the reminder",
    () =>
      reminderEmail({
        ...{ site, words: words.commitments.mail, instrument, layer: "Pipeline Integrity", condition: "One.\nTwo." },
        ...{ madeAt: keptUntil, dueAt: keptUntil },
        ...{ retakeUrl: "https://diagnostic.example/retake/t", stopUrl: "https://diagnostic.example/unsubscribe/t" },
      }).html,
  ],
  [
    "an inquiry, to staff",
    () =>
      inquiryEmail({
        site,
        words: words.sitePages.inquiryMail,
        inquiry: { address: "ada@firm.example", name: "Ada", firm: "Engines", message: "Two\nlines." },
        deskUrl: "https://diagnostic.example/desk/mail/d",
      }).html,
  ],
  [
    "the confirmation of an erasure",
    () =>
      eraseEmail({ site, words: words.ownData.mail, hours: 24, eraseUrl: "https://diagnostic.example/erase/t" }).html,
  ],
];

test.each(MESSAGES)("%s shows in every mail program that we check", (_name, make) => {
  const html = make().replace(/<style>.*?<\/style>/s, "");
  const { issues } = caniemail({ clients: CLIENTS as never, html });
  const unsupported = [...issues.errors.values()].flat().map(({ title }) => title);
  expect(unsupported.length).toBeGreaterThan(0);
  expect(unsupported.filter((title) => !HARMLESS.has(title))).toEqual([]);
});

test.each(MESSAGES)("dark mode re-inks every colour of %s, and nothing in it depends on that", (_name, make) => {
  const html = make();
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  expect(style.startsWith("@media (prefers-color-scheme:dark){")).toBe(true);
  const body = html.replace(/<style>.*?<\/style>/s, "");
  const inks = new Set([...body.matchAll(/(?:color:|bgcolor=")(#[0-9a-f]{6})/g)].map(([, ink]) => ink));
  expect(inks.size).toBeGreaterThan(4);
  for (const ink of inks) expect(style).toContain(ink);
});
