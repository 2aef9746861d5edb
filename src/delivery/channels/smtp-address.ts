/** A mail server as SMTP_URL names it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** `whole`: TLS from the first byte. `demanded`: STARTTLS, and no word more without it. `none`: a server of this machine. */
  tls: "whole" | "demanded" | "none";
  login: { user: string; pass: string } | undefined;
}

const PORTS = { "smtp:": 587, "smtps:": 465 } as const;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether mail only goes to a server of this machine, which carries it on. */
export const isOfThisMachine = ({ host }: Pick<SmtpServer, "host">) => LOOPBACK.test(host) || host === "::1";

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`; the ports are 587 and 465 where none is given, and user and
 * password are percent-encoded. Null where it is something else. Pure.
 */
export function smtpServer(address: string): SmtpServer | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(address);
  if (!isSmtp(protocol) || hostname === "" || !/^\/?$/.test(pathname) || search || hash) return null;
  if ((username === "") !== (password === "")) return null;
  const [user, pass] = [decoded(username), decoded(password)];
  if (user === null || pass === null) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || PORTS[protocol],
    tls: protocol === "smtps:" ? "whole" : LOOPBACK.test(hostname) ? "none" : "demanded",
    login: user === "" ? undefined : { user, pass },
  };
}

const isSmtp = (protocol: string): protocol is keyof typeof PORTS => protocol in PORTS;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
