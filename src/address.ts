import { domainToUnicode } from "node:url";
import { z } from "zod";

/** The domain in letters of its own script as the network knows it (IDNA), by the platform's reader of addresses. */
function withAsciiDomain(typed: string): string {
  const at = typed.lastIndexOf("@") + 1;
  const domain = typed.slice(at);
  if (!/[^\0-\x7f]/.test(domain) || /[\s/:?#@\\%]/.test(domain) || !URL.canParse(`http://${domain}`)) return typed;
  return typed.slice(0, at) + new URL(`http://${domain}`).hostname;
}

/** What a field of type `email` takes (HTML standard), in a domain of two parts and more that is no number. */
const mailbox = z
  .email({ pattern: z.regexes.html5Email })
  .max(254)
  .regex(/\.[a-z\d-]*[a-z][a-z\d-]*$/i);

/** A mailbox as leads keep it: trimmed, lower-cased, its domain in ASCII, one line, at most 254 characters. */
export const address = z.string().trim().toLowerCase().max(254).transform(withAsciiDomain).pipe(mailbox);

/** A link that writes to the mailbox: what stands before its @ may be any mark of an address line. */
export function mailtoOf(kept: string): string {
  const at = kept.lastIndexOf("@");
  return `mailto:${encodeURIComponent(kept.slice(0, at))}${kept.slice(at)}`;
}

/** The mailbox as people write it: its domain in letters of its own script. */
export function writtenAddress(kept: string): string {
  const at = kept.lastIndexOf("@") + 1;
  return kept.slice(0, at) + (domainToUnicode(kept.slice(at)) || kept.slice(at));
}

/** Providers that are known to deliver to one mailbox whatever dots its name is written with. */
const WITHOUT_DOTS = ["gmail.com", "googlemail.com"];

/**
 * The mailbox behind an address as stored: `ann+crm@firm.example` arrives where `ann@firm.example` does. Limits and
 * the suppression list look at it; mail goes to the address as it was given.
 */
export function mailboxOf(given: string): string {
  const at = given.lastIndexOf("@");
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  const name = local.replace(/(?<=.)\+.*$/s, "");
  return WITHOUT_DOTS.includes(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
