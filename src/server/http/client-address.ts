import { isIP } from "node:net";

/**
 * The client's IP address (H2): the socket's, or with N trusted proxies the Nth entry of X-Forwarded-For from the
 * right. Fewer entries than proxies, or an entry that is no address, falls back to the socket's: a visitor can then
 * choose nothing. IPv4 in IPv6 clothes comes back as IPv4, IPv6 in its shortest form.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const own = normalise(socketAddress ?? "") ?? "unknown";
  if (trustedProxies === 0 || !forwardedFor) return own;
  const entry = forwardedFor.split(",").at(-trustedProxies);
  return (entry && normalise(entry.trim())) || own;
}

function normalise(entry: string): string | undefined {
  const withPort = /^\[(.+)\](?::\d+)?$/.exec(entry) ?? /^([\d.]+):\d+$/.exec(entry);
  const address = (withPort?.[1] ?? entry).replace(/%.*$/, "");
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return undefined;
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest);
  if (!mapped) return shortest;
  return mapped
    .slice(1)
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 255])
    .join(".");
}
