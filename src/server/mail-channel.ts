import type { Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import { createSmtpChannel } from "#src/delivery/channels/smtp.ts";
import { isOfThisMachine } from "#src/delivery/channels/smtp-address.ts";
import type { Environment } from "./env.ts";

type MailVariables = Pick<Environment, "smtp" | "resendApiKey" | "resendBaseUrl" | "mailboxDir">;

/** Who carries mail to its reader beside us, for the privacy page: a provider, a server of this machine, or nobody. */
export type MailBy = { by: "provider"; name: string } | { by: "machine" | "folder" };

/** The way out for mail that the environment names; a folder where it names none. */
export function mailChannel(env: MailVariables, clock: () => number): Channel<Message> {
  if (env.smtp) return createSmtpChannel({ server: env.smtp, clock });
  if (env.resendApiKey) return createResendChannel({ apiKey: env.resendApiKey, baseUrl: env.resendBaseUrl, clock });
  return createMailbox({ folder: env.mailboxDir, clock });
}

export function mailBy({ smtp, resendApiKey }: Pick<MailVariables, "smtp" | "resendApiKey">): MailBy {
  if (smtp) return isOfThisMachine(smtp) ? { by: "machine" } : { by: "provider", name: smtp.host };
  return resendApiKey === undefined ? { by: "folder" } : { by: "provider", name: "Resend" };
}
