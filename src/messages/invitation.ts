import type { Message } from "#db/schema/deliveries.ts";
import { letter } from "#src/report/email/letter.ts";
import { addressed, type Letterhead } from "./letterhead.ts";

export interface Invitation {
  to: string;
  role: "owner" | "member";
  joinUrl: string;
}

/** The mail that invites somebody to the desk. It says nothing that a person typed. */
export function composeInvitation({ to, role, joinUrl }: Invitation, head: Letterhead): Message {
  const { site } = head;
  const content = letter({
    site,
    subject: `Your invitation to the desk of ${site.name}`,
    title: `You are invited to the desk of ${site.name} as ${role === "owner" ? "an owner" : "a member"}.`,
    intro: "Open the link to choose a password and connect an authenticator app. It works once, within 7 days.",
    action: { label: "Join the desk", url: joinUrl },
    afterwards: ["If you did not expect this, leave it: nothing happens until the link is used."],
  });
  return addressed(head, to, content);
}
