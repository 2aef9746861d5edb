import { paths } from "#src/paths.ts";
import { answersOf } from "#test/support/factories.ts";
import { answered, completed, startAttempt } from "../visitor.ts";
import type { Kind } from "./kinds.ts";

/** Pages of a sitting, on the site and in a frame. */
export const TAKING: readonly Kind[] = [
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
  { name: "Snapshot in a frame", address: () => paths.embed },
  {
    name: "question in a frame",
    address: async (server) => paths.embedQuestion(await startAttempt(server, "snapshot"), 1),
  },
  { name: "result in a frame", address: async (server) => paths.embedAttempt(await completed(server, "E1")) },
  { name: "no such Snapshot in a frame", address: () => paths.embedAttempt("abcdefghijklmnopqrstuvwx"), status: 404 },
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
];
