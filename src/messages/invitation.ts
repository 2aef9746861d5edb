import type { Message } from "#db/schema/deliveries.ts";
import { LINK_WORKS } from "#src/accounts/rules.ts";
import { MINUTE } from "#src/time.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface Invitation {
  to: string;
  /** Null where the link is for somebody who has an account. */
  role: "owner" | "member" | null;
  url: string;
}

/** The mail that invites somebody to the desk, or leads back to it. It says nothing that a person typed. */
export function composeInvitation({ to, role, url }: Invitation, head: Letterhead): Message {
  const { site } = head;
  if (role === null) return composeDeskLink(to, url, head);
  return letterTo(head, to, {
    subject: `Your invitation to the desk of ${site.name}`,
    title: `You are invited to the desk of ${site.name} as ${role === "owner" ? "an owner" : "a member"}.`,
    intro: "Open the link to choose a password and connect an authenticator app. It works once, within 7 days.",
    action: { label: "Join the desk", url },
    afterwards: ["If you did not expect this, leave it: nothing happens until the link is used."],
  });
}

function composeDeskLink(to: string, url: string, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.desk.access.linkMail;
  return letterTo(head, to, {
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url },
    afterwards: [fill(words.once, { minutes: LINK_WORKS / MINUTE }), words.ignore],
  });
}
