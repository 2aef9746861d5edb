import { paths } from "#src/paths.ts";
import type { Kind } from "./kinds.ts";

/** Pages that are the same for everybody, and the desk to those who are not signed in. */
export const SITE: readonly Kind[] = [
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
  { name: "privacy", address: () => paths.privacy },
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
  { name: "no such page", address: () => "/nothing-here", status: 404 },
  { name: "problem", address: () => "/an%2fencoded-slash", status: 400 },
];
