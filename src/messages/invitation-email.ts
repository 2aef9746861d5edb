import { h } from "preact";
import { render } from "preact-render-to-string";

export interface InvitationEmailSource {
  siteName: string;
  role: "owner" | "member";
  joinUrl: string;
}

/** The message that invites somebody to the desk. It says nothing that a person typed. */
export function invitationEmail({ siteName, role, joinUrl }: InvitationEmailSource) {
  const intro = `You are invited to the desk of ${siteName} as ${role === "owner" ? "an owner" : "a member"}.`;
  const lines = [
    intro,
    "Open the link to choose a password and connect an authenticator app. It works once, within 7 days.",
  ];
  const close = "If you did not expect this, leave it: nothing happens until the link is used.";
  const open = "Join the desk";
  const body = h(
    "body",
    null,
    ...lines.map((line) => h("p", null, line)),
    h("p", null, h("a", { href: joinUrl }, open)),
    h("p", null, close),
  );
  return {
    subject: `Your invitation to the desk of ${siteName}`,
    html: `<!doctype html>${render(h("html", { lang: "en" }, h("head", null, h("title", null, intro)), body))}`,
    text: `${[...lines, `${open}: ${joinUrl}`, close].join("\n\n")}\n`,
  };
}
