import { paths } from "#src/paths.ts";
import { theMailTo } from "./mail.ts";
import type { Server } from "./server.ts";
import { answered, answersOf, completed, formTime, post, startAttempt } from "./visitor.ts";

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
      await post(server, paths.report(reference), { time: await formTime(server, reference), email: "k@firm.example" });
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
  { name: "erasure", address: async (server) => paths.erasure(await completed(server, "E1")) },
  {
    name: "erased",
    address: async (server) => paths.erasure(await completed(server, "E1")),
    send: () => ({}),
  },
  {
    name: "erasure refused",
    address: async (server) => {
      const reference = await completed(server, "E1");
      await post(server, paths.report(reference), { time: await formTime(server, reference), email: "k@firm.example" });
      return paths.erasure(reference);
    },
  },
  { name: "not you", address: (server) => notYou(server, "kind-of-page@firm.example") },
  { name: "not you, done", address: (server) => notYou(server, "kind-of-page-done@firm.example"), send: () => ({}) },
  { name: "sign in", address: () => paths.signIn() },
  {
    name: "sign in refused",
    address: () => paths.signIn(),
    send: () => ({ email: "nobody@desk.example", password: "not the right password" }),
    status: 401,
  },
  { name: "desk for nobody", address: () => paths.people, status: 401 },
  { name: "code after the password", address: () => paths.signInCode() },
  { name: "no such result", address: () => paths.result("abcdefghijklmnopqrstuvwx"), status: 404 },
  { name: "no such page", address: () => "/nothing-here", status: 404 },
  { name: "problem", address: () => "/an%2fencoded-slash", status: 400 },
];

/** The "not you?" link in the report that this mailbox was sent. */
async function notYou(server: Server, address: string): Promise<string> {
  const reference = await completed(server, "E1");
  await post(server, paths.report(reference), { time: await formTime(server, reference), email: address });
  const { text } = await theMailTo(server, address);
  return /\/not-you\/\S+/.exec(text)?.[0] ?? "";
}
