import { expect } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { answersOf } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { askedAgain, confirmedAgain } from "./asking-again.ts";
import { picked, pickedAndConfirmed } from "./checking-in.ts";
import { commit, committed, confirmed } from "./committing.ts";
import { invite, shortSeat, withInvite } from "./seating.ts";
import { answered, completed, hiddenField, post, reportTo, startAttempt } from "./visitor.ts";

/** One kind of page: how to come to an address of it, what form to send there if it answers one, and what it needs. */
export interface Kind {
  name: string;
  address: (server: Server) => string | Promise<string>;
  /** Fields that are sent on the page that stands at the address, by its first form. */
  send?: (server: Server) => Record<string, string>;
  status?: number;
}

const result = async (server: Server, name: Parameters<typeof completed>[1]) =>
  paths.result(await completed(server, name));

/** Every kind of page that the site can show. */
export const KINDS: readonly Kind[] = [
  { name: "home", address: () => paths.home },
  { name: "method", address: () => paths.method() },
  { name: "articles", address: () => paths.articles },
  { name: "article", address: () => paths.article("phantom-pipeline") },
  { name: "article with wide tables", address: () => paths.article("replace-or-repair-the-crm") },
  { name: "glossary", address: () => paths.glossary },
  { name: "term", address: () => paths.term("phantom-pipeline") },
  { name: "examples", address: () => paths.examples },
  { name: "example of a Diagnostic", address: () => paths.example("software-firm") },
  { name: "example of a Snapshot", address: () => paths.example("solo-consultant") },
  { name: "services", address: () => paths.services },
  { name: "about", address: () => paths.aboutSite },
  { name: "accessibility statement", address: () => paths.accessibility },
  { name: "contact", address: () => paths.contact },
  {
    name: "contact with an error",
    address: () => paths.contact,
    send: () => ({ message: "A question.", email: "someone@nowhere" }),
    status: 422,
  },
  { name: "contact, sent", address: () => paths.sent(paths.contact) },
  { name: "start of the Snapshot", address: () => `${paths.start("snapshot")}?utm_source=x` },
  { name: "start of the Diagnostic", address: () => paths.start("diagnostic") },
  {
    name: "first question",
    address: async (server) => paths.question("snapshot", await startAttempt(server, "snapshot"), 1),
  },
  {
    name: "answered question",
    address: async (server) => paths.question("diagnostic", await answered(server, "diagnostic", answersOf("E2")), 7),
  },
  {
    name: "check your answers",
    address: async (server) => paths.check("diagnostic", await answered(server, "diagnostic", answersOf("E2"))),
  },
  {
    name: "optional question",
    address: async (server) => paths.about("diagnostic", await completed(server, "E2"), 1),
  },
  { name: "Snapshot result", address: (server) => result(server, "E1") },
  { name: "working system's result", address: (server) => result(server, "E4") },
  { name: "Diagnostic result", address: (server) => result(server, "E2") },
  { name: "result without a cost", address: (server) => result(server, "all unknown") },
  {
    name: "result with sizing",
    address: async (server) => {
      const reference = await completed(server, "E2");
      const numbers = { z_opps: "12", z_acv: "15000", z_win: "22", z_cycle: "60", z_open: "47", z_miss: "25" };
      await post(server, paths.sizing(reference), numbers);
      return paths.result(reference);
    },
  },
  {
    name: "result with an address attached",
    address: async (server) => {
      const reference = await completed(server, "E1");
      await reportTo(server, reference, "k@firm.example");
      return paths.result(reference);
    },
  },
  {
    name: "shared result",
    address: async (server) => {
      const reference = await completed(server, "E2");
      await post(server, paths.sharing(reference));
      const page = await fetch(server.url + paths.result(reference));
      return /\/shared\/[\w-]+/.exec(await page.text())?.[0] ?? "";
    },
  },
  {
    name: "result that is shared",
    address: async (server) => {
      const reference = await completed(server, "E2");
      await post(server, paths.sharing(reference));
      return paths.result(reference);
    },
  },
  { name: "sizing form", address: async (server) => paths.sizing(await completed(server, "E2")) },
  {
    name: "sizing form with errors",
    address: async (server) => paths.sizing(await completed(server, "E2")),
    send: () => ({ z_opps: "abc", z_win: "96", z_acv: "15,000" }),
    status: 422,
  },
  {
    name: "report form with an error",
    address: async (server) => paths.report(await completed(server, "E1")),
    send: () => ({ email: "someone@nowhere" }),
    status: 422,
  },
  { name: "report sent", address: async (server) => paths.sent(paths.report(await completed(server, "E1"))) },
  { name: "call form", address: async (server) => paths.call(await completed(server, "E2")) },
  {
    name: "call form with an error",
    address: async (server) => paths.call(await completed(server, "E2")),
    send: () => ({ email: "someone@nowhere" }),
    status: 422,
  },
  { name: "call asked for", address: async (server) => paths.sent(paths.call(await completed(server, "E2"))) },
  {
    name: "result with a commitment",
    address: async (server) => {
      const reference = await completed(server, "E2");
      await commit(server, reference);
      return paths.result(reference);
    },
  },
  { name: "commitment form", address: async (server) => paths.commitment(await completed(server, "E4")) },
  {
    name: "commitment form with an error",
    address: async (server) => paths.commitment(await completed(server, "E2")),
    send: () => ({ condition: "Every stage has one written proof.", email: "someone@nowhere" }),
    status: 422,
  },
  { name: "commitment kept", address: async (server) => paths.sent(paths.commitment(await completed(server, "E1"))) },
  {
    name: "reminder to confirm",
    address: async (server) => paths.confirmReminder((await committed(server, "kind-of-asked@firm.example")).confirm),
  },
  {
    name: "reminder confirmed",
    address: async (server) => paths.confirmReminder((await committed(server, "kind-of-yes@firm.example")).confirm),
    send: () => ({}),
  },
  {
    name: "reminder to stop",
    address: async (server) => paths.unsubscribe((await confirmed(server, "kind-of-to-stop@firm.example")).unsubscribe),
  },
  {
    name: "reminder stopped",
    address: async (server) => paths.unsubscribe((await confirmed(server, "kind-of-stop@firm.example")).unsubscribe),
    send: () => ({}),
  },
  {
    name: "retake that opens with a commitment",
    address: async (server) => paths.retake((await confirmed(server, "kind-of-retake@firm.example")).retake),
  },
  {
    name: "report sent, and asked again",
    address: async (server) => `${paths.report(await completed(server, "E1"))}?again&sent=1`,
  },
  {
    name: "being asked again, to confirm",
    address: async (server) => (await askedAgain(server, "kind-of-wish@firm.example")).confirm,
  },
  {
    name: "being asked again, confirmed",
    address: async (server) => (await askedAgain(server, "kind-of-wished@firm.example")).confirm,
    send: () => ({}),
  },
  {
    name: "being asked again, to stop",
    address: async (server) => (await confirmedAgain(server, "kind-of-wish-to-stop@firm.example")).stop,
  },
  {
    name: "being asked again, stopped",
    address: async (server) => (await confirmedAgain(server, "kind-of-wish-stopped@firm.example")).stop,
    send: () => ({}),
  },
  {
    name: "retake that a mail asked for",
    address: async (server) => (await confirmedAgain(server, "kind-of-wish-retake@firm.example")).retake,
  },
  { name: "first fixes to pick", address: async (server) => paths.pickFixes(await completed(server, "E2")) },
  {
    name: "first fixes to pick, with an error",
    address: async (server) => paths.pickFixes(await completed(server, "E2")),
    send: () => ({ email: "kind-of-pick@firm.example" }),
    status: 422,
  },
  { name: "first fixes picked", address: async (server) => paths.sent(paths.pickFixes(await completed(server, "E2"))) },
  {
    name: "check-ins to confirm",
    address: async (server) => (await picked(server, "kind-of-picked@firm.example")).confirm,
  },
  {
    name: "check-ins confirmed",
    address: async (server) => (await picked(server, "kind-of-checked@firm.example")).confirm,
    send: () => ({}),
  },
  {
    name: "fix that may be done",
    address: async (server) => (await pickedAndConfirmed(server, "kind-of-done@firm.example")).done,
  },
  {
    name: "fix that is done",
    address: async (server) => (await pickedAndConfirmed(server, "kind-of-called@firm.example")).done,
    send: () => ({}),
  },
  {
    name: "fix that is not done yet",
    address: async (server) => (await pickedAndConfirmed(server, "kind-of-later@firm.example")).later,
  },
  {
    name: "check-ins to stop",
    address: async (server) => (await pickedAndConfirmed(server, "kind-of-check-stop@firm.example")).stop,
  },
  {
    name: "check-ins stopped",
    address: async (server) => (await pickedAndConfirmed(server, "kind-of-check-stopped@firm.example")).stop,
    send: () => ({}),
  },
  { name: "erasure", address: async (server) => paths.erasure(await completed(server, "E1")) },
  {
    name: "erased",
    address: async (server) => paths.erasure(await completed(server, "E1")),
    send: () => ({}),
  },
  {
    name: "erasure of a result with an address",
    address: async (server) => paths.erasure(await attached(server, "k@firm.example")),
  },
  {
    name: "erasure asked for with an error",
    address: async (server) => paths.erasure(await attached(server, "k@firm.example")),
    send: () => ({ email: "someone@nowhere" }),
    status: 422,
  },
  {
    name: "erasure asked for",
    address: async (server) => paths.sent(paths.erasure(await attached(server, "k@firm.example"))),
  },
  { name: "link that erases", address: (server) => eraseLink(server, "kind-of-erasure@firm.example") },
  {
    name: "link that erases, done",
    address: (server) => eraseLink(server, "kind-erased@firm.example"),
    send: () => ({}),
  },
  { name: "Snapshot in a frame", address: () => paths.embed },
  {
    name: "question in a frame",
    address: async (server) => paths.embedQuestion(await startAttempt(server, "snapshot"), 1),
  },
  { name: "result in a frame", address: async (server) => paths.embedAttempt(await completed(server, "E1")) },
  { name: "no such Snapshot in a frame", address: () => paths.embedAttempt("abcdefghijklmnopqrstuvwx"), status: 404 },
  { name: "privacy", address: () => paths.privacy },
  { name: "own data for nobody", address: () => paths.ownData, status: 401 },
  { name: "seats of a result", address: async (server) => paths.seats(await completed(server, "E2")) },
  {
    name: "seats of a result, with agreement",
    address: async (server) => {
      const { founder, invited } = await withInvite(server);
      await shortSeat(server, invited);
      return paths.seats(founder);
    },
  },
  { name: "invitation", address: async (server) => (await withInvite(server)).invited },
  {
    name: "invitation that is closed",
    address: async (server) => {
      const { founder, invited } = await withInvite(server);
      await post(server, paths.seats(founder), { close: "1" });
      return invited;
    },
  },
  {
    name: "question of a seat",
    address: async (server) => {
      const seat = await shortSeat(server, (await withInvite(server)).invited, 7);
      return paths.seatQuestion(seat, 8);
    },
  },
  {
    name: "seat under way",
    address: async (server) => paths.seat(await shortSeat(server, (await withInvite(server)).invited, 2)),
  },
  {
    name: "seat with agreement",
    address: async (server) => {
      const invited = await invite(server, await completed(server, "E2"));
      await shortSeat(server, invited, 8, "dk");
      return paths.seat(await shortSeat(server, invited, 8, "d"));
    },
  },
  { name: "no such seat", address: () => paths.seat("abcdefghijklmnopqrstuvwx"), status: 404 },
  { name: "not you", address: (server) => notYou(server, "kind-of-page@firm.example") },
  { name: "not you, done", address: (server) => notYou(server, "kind-of-page-done@firm.example"), send: () => ({}) },
  { name: "sign-in of founders", address: () => paths.founderSignIn },
  {
    name: "sign-in of founders with an error",
    address: () => paths.founderSignIn,
    send: () => ({ email: "someone@nowhere" }),
    status: 422,
  },
  { name: "sign-in link asked for", address: () => paths.sent(paths.founderSignIn) },
  { name: "sign-in link", address: () => paths.founderLink("a".repeat(43)) },
  {
    name: "sign-in link that is closed",
    address: () => paths.founderLink("a".repeat(43)),
    send: () => ({}),
    status: 410,
  },
  { name: "founder's page for nobody", address: () => paths.progress, status: 401 },
  {
    name: "finish later",
    address: async (server) => paths.finishLater("diagnostic", await startAttempt(server, "diagnostic")),
  },
  {
    name: "finish later with an error",
    address: async (server) => paths.finishLater("diagnostic", await startAttempt(server, "diagnostic")),
    send: () => ({ email: "someone@nowhere" }),
    status: 422,
  },
  {
    name: "finish later, sent",
    address: async (server) => paths.sent(paths.finishLater("diagnostic", await startAttempt(server, "diagnostic"))),
  },
  { name: "sign in", address: () => paths.signIn() },
  {
    name: "sign in refused",
    address: () => paths.signIn(),
    send: () => ({ email: "nobody@desk.example", password: "not the right password" }),
    status: 401,
  },
  { name: "desk for nobody", address: () => paths.people, status: 401 },
  { name: "code after the password", address: () => paths.signInCode() },
  { name: "practice", address: () => paths.practice },
  ...["top-five", "honest-pipeline", "one-lever", "handoffs", "away-a-week"].map((name) => ({
    name: `worksheet ${name}`,
    address: () => paths.practiceSheet(name),
  })),
  { name: "no such result", address: () => paths.result("abcdefghijklmnopqrstuvwx"), status: 404 },
  { name: "no such page", address: () => "/nothing-here", status: 404 },
  { name: "problem", address: () => "/an%2fencoded-slash", status: 400 },
];

/** A result that this address has been attached to. */
async function attached(server: Server, email: string): Promise<string> {
  const reference = await completed(server, "E1");
  await reportTo(server, reference, email);
  return reference;
}

/** The link that confirms an erasure, as this mailbox was sent it. */
async function eraseLink(server: Server, address: string): Promise<string> {
  const reference = await attached(server, address);
  const form = await (await fetch(server.url + paths.erasure(reference))).text();
  await post(server, paths.erasure(reference), { time: hiddenField(form, "time"), email: address });
  const found = async () =>
    (await mailTo(server, address)).flatMap(({ text }) => /\/erase\/\S+/.exec(text ?? "")?.[0] ?? []);
  await expect.poll(async () => (await found()).length, { timeout: WAIT_LIMIT }).toBe(1);
  return (await found())[0] ?? "";
}

/** The "not you?" link in the report that this mailbox was sent. */
async function notYou(server: Server, address: string): Promise<string> {
  const reference = await completed(server, "E1");
  await reportTo(server, reference, address);
  const { text } = await theMailTo(server, address);
  return /\/not-you\/\S+/.exec(text)?.[0] ?? "";
}
