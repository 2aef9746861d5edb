import { EventEmitter, once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { SmtpServer } from "#src/delivery/channels/smtp-address.ts";

/**
 * What the server does with one session: takes its message, refuses it with a code at a command, hangs where the answer to
 * the message is due, or takes the message and drops the connection without a word.
 */
export type SmtpBehaviour =
  | "accept"
  | "hang"
  | "drop"
  | { at: "connect" | "sender" | "recipient" | "message"; code: number };

export interface MailServer {
  port: number;
  /** As a channel speaks to it. */
  server: SmtpServer;
  /** Behaviours of the next sessions, in order; "accept" when there is none. */
  script: SmtpBehaviour[];
  /** The messages that would reach a mailbox, and what the envelope asked to be told of. */
  accepted: { from: string; to: string; bytes: string; dsn: unknown }[];
  /** Resolves once a message has been taken. */
  taken(): Promise<unknown>;
  stop(): Promise<void>;
}

/** A mail server on loopback, without TLS and without a login unless `options` say otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const events = new EventEmitter();
  const script: SmtpBehaviour[] = [];
  const accepted: MailServer["accepted"] = [];
  const sessions = new Map<string, SmtpBehaviour>();
  const refusal = (id: string, at: string) => {
    const behaviour = sessions.get(id);
    if (typeof behaviour !== "object" || behaviour.at !== at) return undefined;
    return Object.assign(new Error(`Refused at ${at}: <Ada@Example.com> is not wanted`), {
      responseCode: behaviour.code,
    });
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onConnect({ id }, next) {
      sessions.set(id, script.shift() ?? "accept");
      next(refusal(id, "connect"));
    },
    onMailFrom: (_address, { id }, next) => next(refusal(id, "sender")),
    onRcptTo: (_address, { id }, next) => next(refusal(id, "recipient")),
    async onData(stream, { id, envelope }, next) {
      const bytes = (await buffer(stream)).toString();
      const refused = refusal(id, "message");
      if (refused) return next(refused);
      const behaviour = sessions.get(id);
      if (behaviour === "hang") return;
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      accepted.push({ from, to: envelope.rcptTo[0]?.address ?? "", bytes, dsn: envelope.dsn });
      events.emit("taken");
      if (behaviour !== "drop") return next();
      const [connection] = [...smtp.connections].filter((one) => (one as { id: string }).id === id);
      (connection as { _socket: Socket } | undefined)?._socket.destroy();
    },
    ...options,
  });
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return {
    port,
    server: { host: "127.0.0.1", port, tls: "none", login: undefined },
    script,
    accepted,
    taken: () => once(events, "taken"),
    async stop() {
      for (const connection of smtp.connections) (connection as { _socket: Socket })._socket.destroy();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}
