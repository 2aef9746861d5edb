import { headerText } from "#src/messages/headers.ts";
import type { Outcome } from "./channel.ts";

/** A failure as nodemailer's SMTP connection gives it; no `responseCode` where the server did not answer. */
export interface SmtpFailure {
  code?: string | undefined;
  command?: string | undefined;
  responseCode?: number | undefined;
  message: string;
}

/** Commands whose refusal is about this message or its reader. Sender, login and greeting are the operator's to mend. */
const ABOUT_THE_MESSAGE = new Set(["RCPT TO", "DATA"]);
const LONGEST_REASON = 300;
/** Mail servers repeat the reader's address. What a reason says may stay when the address is forgotten. */
const ADDRESS = /[^\s<>@:]+@[^\s<>@]+/g;

/**
 * Sorts a failure of a mail server. A 5xx to the recipient or the message is refused for good; a 4xx, a wrong password, a
 * sender that may not send, a missing TLS and a server that is not there are tried again. Where the message had begun to go
 * and no answer came, nobody knows whether the server has it, and it would not know it again.
 *
 * @param begun whether any of the message was read to be sent
 */
export function smtpOutcome({ code, command = "", responseCode, message }: SmtpFailure, begun: boolean): Outcome {
  const said = message.replace(ADDRESS, "[address]");
  const reason = headerText(`${responseCode ?? "no answer"} ${command || (code ?? "")}: ${said}`, LONGEST_REASON);
  const exchange = { status: responseCode ?? null };
  if (begun && responseCode === undefined) return { status: "unknown", reason, exchange };
  const isForGood = (responseCode ?? 0) >= 500 && ABOUT_THE_MESSAGE.has(command);
  return isForGood ? { status: "refused", reason, exchange } : { status: "again", reason, exchange };
}
