import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Message } from "#db/schema/deliveries.ts";
import { addressIn } from "#src/messages/headers.ts";
import { SECOND } from "#src/time.ts";
import type { Channel } from "./channel.ts";
import { composeMessage } from "./compose-message.ts";
import type { SmtpServer } from "./smtp-address.ts";
import { type SmtpFailure, smtpOutcome } from "./smtp-failure.ts";

export interface SmtpOptions {
  server: SmtpServer;
  clock: () => number;
  /** Milliseconds for a whole try. Mail servers look through a message before they answer, so it is longer than Resend's. */
  timeout?: number | undefined;
}

/**
 * Sends by SMTP, one connection a message. A mail server knows no idempotency key: the `Message-ID` made of the id is the
 * same for every try, but hardly any server looks at it. Where the server offers DSN (RFC 3461), a failure or a delay is
 * reported to the sender's mailbox.
 */
export function createSmtpChannel({ server, clock, timeout = 30 * SECOND }: SmtpOptions): Channel<Message> {
  return {
    name: "smtp",
    sendsTwice: true,
    async send(id, message) {
      const bytes = await composeMessage(id, message, clock());
      let begun = false;
      const body = new Readable({
        read() {
          begun = true;
          this.push(bytes);
          this.push(null);
        },
      });
      const envelope: SMTPConnection.Envelope = {
        from: addressIn(message.from),
        to: [addressIn(message.to)],
        dsn: { ret: "HDRS", envid: id, notify: ["FAILURE", "DELAY"] },
      };
      try {
        await exchange(await connectionTo(server, timeout), { login: server.login, envelope, body, timeout });
        return { status: "sent", providerId: null };
      } catch (error) {
        return smtpOutcome(error as SmtpFailure, begun);
      }
    },
  };
}

/** Loads nodemailer with the first message, so that a server starts without it. */
async function connectionTo({ host, port, tls }: SmtpServer, timeout: number): Promise<SMTPConnection> {
  const { default: Connection } = await import("nodemailer/lib/smtp-connection");
  return new Connection({
    host,
    port,
    secure: tls === "whole",
    requireTLS: tls === "demanded",
    ignoreTLS: tls === "none",
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    dnsTimeout: timeout,
    socketTimeout: timeout,
  });
}

interface Exchange extends Pick<SmtpServer, "login"> {
  envelope: SMTPConnection.Envelope;
  body: Readable;
  timeout: number;
}

/** One message over one connection; rejects with what stood in its way. */
function exchange(connection: SMTPConnection, { login, envelope, body, timeout }: Exchange): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const sent = new Promise<void>((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`No answer within ${timeout / SECOND} seconds.`)), timeout);
    const orElse = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next());
    const send = () => connection.send(envelope, body, orElse(resolve));
    connection.on("error", reject);
    connection.connect(orElse(() => (login ? connection.login({ credentials: login }, orElse(send)) : send())));
  });
  return sent
    .then(
      () => connection.quit(),
      (error) => {
        connection.close();
        throw error;
      },
    )
    .finally(() => clearTimeout(late));
}
