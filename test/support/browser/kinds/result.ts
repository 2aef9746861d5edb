import { expect } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { completed, hiddenField, post, reportTo } from "../visitor.ts";
import type { Kind } from "./kinds.ts";

const result = async (server: Server, name: Parameters<typeof completed>[1]) =>
  paths.result(await completed(server, name));

/** A result, what is asked for at it, and its end. */
export const RESULT: readonly Kind[] = [
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
  { name: "link that erases", address: eraseLink },
  { name: "link that erases, done", address: eraseLink, send: () => ({}) },
  { name: "not you", address: notYou },
  { name: "not you, done", address: notYou, send: () => ({}) },
  { name: "no such result", address: () => paths.result("abcdefghijklmnopqrstuvwx"), status: 404 },
];

/** A result that this address has been attached to. */
async function attached(server: Server, email: string): Promise<string> {
  const reference = await completed(server, "E1");
  await reportTo(server, reference, email);
  return reference;
}

let mailboxes = 0;
/** A mailbox that nothing was sent to yet: a page that is opened once more is sent its mail once more. */
const newMailbox = () => `kind-${++mailboxes}@firm.example`;

/** The link that confirms an erasure, as a mailbox was sent it. */
async function eraseLink(server: Server): Promise<string> {
  const address = newMailbox();
  const reference = await attached(server, address);
  const form = await (await fetch(server.url + paths.erasure(reference))).text();
  await post(server, paths.erasure(reference), { time: hiddenField(form, "time"), email: address });
  const found = async () =>
    (await mailTo(server, address)).flatMap(({ text }) => /\/erase\/\S+/.exec(text ?? "")?.[0] ?? []);
  await expect.poll(async () => (await found()).length, { timeout: WAIT_LIMIT }).toBe(1);
  return (await found())[0] ?? "";
}

/** The "not you?" link in the report that a mailbox was sent. */
async function notYou(server: Server): Promise<string> {
  const address = newMailbox();
  const reference = await completed(server, "E1");
  await reportTo(server, reference, address);
  const { text } = await theMailTo(server, address);
  return /\/not-you\/\S+/.exec(text)?.[0] ?? "";
}
