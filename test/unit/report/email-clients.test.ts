import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { composeConfirmReminder } from "#src/messages/confirm-reminder.ts";
import { composeErase } from "#src/messages/erase.ts";
import { composeFinishLater } from "#src/messages/finish-later.ts";
import { composeInquiry } from "#src/messages/inquiry.ts";
import { composeReminder } from "#src/messages/reminder.ts";
import { composeSignIn } from "#src/messages/sign-in.ts";
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
const to = "ada@firm.example";
const head = { from: "desk@consultancy.example", site, words };
const keptUntil = Date.UTC(2026, 11, 22);

/** Every message that a visitor may be sent, and what a visitor may cause, as HTML. */
const MESSAGES: readonly [name: string, make: () => string][] = [
  ...["software-firm", "studio", "new-coo"].map((name): [string, () => string] => [
    `the report for ${name}`,
    () => message(name),
  ]),
  ["the sign-in link", () => composeSignIn({ to, minutes: 10, signInUrl }, head).html],
  ["the link to finish later", () => composeFinishLater({ to, instrument, keptUntil, attemptUrl }, head).html],
  [
    "the reminder to confirm",
    () =>
      composeConfirmReminder(
        {
          ...{ to, dueAt: keptUntil },
          ...{
            confirmUrl: "https://diagnostic.example/reminders/t",
            notYouUrl: "https://diagnostic.example/not-you/t",
          },
        },
        head,
      ).html,
  ],
  [
    "the reminder",
    () =>
      composeReminder(
        {
          ...{ to, instrument, layer: "Pipeline Integrity", condition: "One.\nTwo." },
          ...{ madeAt: keptUntil, dueAt: keptUntil },
          ...{ retakeUrl: "https://diagnostic.example/retake/t", stopUrl: "https://diagnostic.example/unsubscribe/t" },
        },
        head,
      ).html,
  ],
  [
    "an inquiry, to staff",
    () =>
      composeInquiry(
        {
          to: null,
          inquiry: { address: "ada@firm.example", name: "Ada", firm: "Engines", message: "Two\nlines." },
          deskUrl: "https://diagnostic.example/desk/mail/d",
        },
        head,
      ).html,
  ],
  [
    "the confirmation of an erasure",
    () => composeErase({ to, hours: 24, eraseUrl: "https://diagnostic.example/erase/t" }, head).html,
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
