import type { HookMessage } from "#db/schema/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { verdictName } from "#src/report/parts/verdict.ts";
import type { Words } from "#src/words/load.ts";
import { capital } from "#src/words/numbers.ts";
import type { LeadNews } from "./lead-webhook.ts";

/** What Slack is told of a lead, and what a caller wrote about when. */
type SlackLead = LeadNews & { when: string | null };

const CALL = "*A call was asked for*";
const STRONG_LEAD = "*A new lead of grade A*";

/** The Slack line of a call: who, when, what came out, and a link to the desk. */
export function composeSlackCall(news: SlackLead, _: Delivery, words: Pick<Words, "report">): HookMessage {
  const when = news.when ? [`When: ${escapeMrkdwn(news.when)}`] : [];
  return aboutLead(news, [`${CALL}: ${whoOf(news)}`, ...when, ...findingOf(news, words)]);
}

/** The Slack line of a lead's first grade A. @throws where the lead may not be written to any more. */
export function composeSlackStrongLead(news: SlackLead, _: Delivery, words: Pick<Words, "report">): HookMessage {
  if (news.standing.outreach !== "allowed" || news.standing.score === null)
    throw new Error("This lead may not be written to any more, so it has no score.");
  return aboutLead(news, [`${STRONG_LEAD}: ${whoOf(news)}`, ...findingOf(news, words)]);
}

const aboutLead = ({ standing }: LeadNews, lines: string[]): HookMessage => ({
  ...slackBody(lines.join("\n")),
  outreach: standing.outreach,
});

/** Name, firm or address, whatever is known best, then the ways to reach them. */
function whoOf({ lead: { name, firm, address, phone } }: LeadNews): string {
  const contact = [name && firm, (name ?? firm) && address, phone].flatMap((one) => one ?? []);
  return escapeMrkdwn([name ?? firm ?? address, ...contact].join(", "));
}

function findingOf({ standing, completed: { result }, deskUrl }: LeadNews, words: Pick<Words, "report">): string[] {
  const { outreach, score, grade } = standing;
  const scored = outreach === "allowed" && score !== null ? ` Lead score ${score}, grade ${grade}.` : "";
  const verdict = escapeMrkdwn(capital(verdictName(words.report, result)));
  return [`${verdict}. Overall ${result.overall} of 100.${scored}`, `<${deskUrl}|Open the lead>`];
}

/** Slack's own markup needs these three escaped, and no others; after that no mention and no link can be made up. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What Slack's incoming webhooks take; links in it are not unfolded. */
export function slackBody(text: string): HookMessage {
  return { body: JSON.stringify({ text, unfurl_links: false, unfurl_media: false }) };
}
