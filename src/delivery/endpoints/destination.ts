import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isLoopback, isPublic } from "./public-address.ts";

export interface Address {
  address: string;
  family: 4 | 6;
}

/** Where requests of staff's making may go. */
export interface Outbound {
  /** In development: http, and this machine itself. */
  allowLoopback: boolean;
  /** Every address of a host name. Default: the system's resolver. */
  resolve?: ((hostname: string) => Promise<Address[]>) | undefined;
}

/**
 * A destination that may be asked, with the addresses that were checked, or a sentence that says why not; `passing` where
 * that may be otherwise in a while.
 */
export type Destination = { url: URL; addresses: Address[] } | { refused: string; passing?: true };

const systemResolver = async (hostname: string): Promise<Address[]> =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/**
 * Checks an address before anything is sent there: https, no user and password in it, and a host whose every address is
 * public. The name is resolved here and the caller must connect to what came out, so that a name that changes its
 * meaning between check and request gains nothing.
 */
export async function checkDestination(address: string, outbound: Outbound): Promise<Destination> {
  const { allowLoopback, resolve = systemResolver } = outbound;
  const url = URL.canParse(address) ? new URL(address) : null;
  const secure = url?.protocol === "https:" || (allowLoopback && url?.protocol === "http:");
  if (!url || !secure) return { refused: "The address must begin with https://." };
  if (url.username || url.password) return { refused: "The address must hold no user name and no password." };
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = await addressesOf(host, resolve);
  if (addresses.length === 0) return { refused: "The host of the address was not found.", passing: true };
  const allowed = (one: string) => isPublic(one) || (allowLoopback && isLoopback(one));
  if (!addresses.every((one) => allowed(one.address)))
    return { refused: "The host of the address is not on the public internet." };
  return { url, addresses };
}

async function addressesOf(host: string, resolve: (host: string) => Promise<Address[]>): Promise<Address[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  return resolve(host).catch(() => []);
}
