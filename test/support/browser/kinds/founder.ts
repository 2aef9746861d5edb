import { paths } from "#src/paths.ts";
import { askedAgain, confirmedAgain } from "../asking-again.ts";
import { picked, pickedAndConfirmed } from "../checking-in.ts";
import { commit, committed, confirmed } from "../committing.ts";
import { invite, shortSeat, withInvite } from "../seating.ts";
import { completed, post } from "../visitor.ts";
import type { Kind } from "./kinds.ts";

/** What a founder comes back to: commitments, mails that ask, seats and the own page. */
export const FOUNDER: readonly Kind[] = [
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
];
