/** What a Slack message about a lead says, in plain values. */
export interface SlackLead {
  kind: "call" | "strong-lead";
  /** Name, firm or address, whatever is known best. */
  who: string;
  contact: string[];
  /** What a caller wrote about when; null for other messages. */
  when: string | null;
  verdict: string;
  overall: number;
  /** Score and grade; null where the lead has none. */
  score: { score: number; grade: string } | null;
  deskUrl: string;
}

const OPENINGS = { call: "*A call was asked for*", "strong-lead": "*A new lead of grade A*" } as const;

/** Slack's own markup needs these three escaped, and no others; after that no mention and no link can be made up. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The text of a Slack message: who, what came out, and a link to the desk. */
export function slackText({ kind, who, contact, when, verdict, overall, score, deskUrl }: SlackLead): string {
  const lines = [
    `${OPENINGS[kind]}: ${escapeMrkdwn([who, ...contact].join(", "))}`,
    ...(when ? [`When: ${escapeMrkdwn(when)}`] : []),
    `${escapeMrkdwn(verdict)} Overall ${overall} of 100.${score ? ` Lead score ${score.score}, grade ${score.grade}.` : ""}`,
    `<${deskUrl}|Open the lead>`,
  ];
  return lines.join("\n");
}

/** The request body that Slack's incoming webhooks take; links in it are not unfolded. */
export function slackBody(text: string): string {
  return JSON.stringify({ text, unfurl_links: false, unfurl_media: false });
}
