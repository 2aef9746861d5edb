import { z } from "zod";

/** A mailbox as leads keep it: trimmed, lower-cased, one line, at most 254 characters. */
export const address = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** Providers that are known to deliver to one mailbox whatever dots its name is written with. */
const WITHOUT_DOTS = ["gmail.com", "googlemail.com"];

/**
 * The mailbox behind an address as stored: `ann+crm@firm.example` arrives where `ann@firm.example` does. Only limits look
 * at it; mail goes to the address as it was given.
 */
export function mailboxOf(given: string): string {
  const at = given.lastIndexOf("@");
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  const name = local.replace(/(?<=.)\+.*$/s, "");
  return WITHOUT_DOTS.includes(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
