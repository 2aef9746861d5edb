import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { type Address, checkDestination, type Outbound } from "#src/delivery/endpoints/destination.ts";

/** An answer, its body cut; no redirect has been followed. Header names are lower-case. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface Posting {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Milliseconds for everything: name, connection, answer. */
  timeout: number;
}

/** A body is read this far; whoever sends more is cut off. */
export const LONGEST_BODY = 65_536;

/**
 * Sends one POST within the rules of `checkDestination`, connected to an address that was checked.
 * @throws an error with code REFUSED_DESTINATION or NOT_FOUND and a sentence, TIMEOUT, or the network's own error.
 */
export async function post(posting: Posting, outbound: Outbound): Promise<Answer> {
  const clock = AbortSignal.timeout(posting.timeout);
  const tooLong = new Promise<never>((_resolve, reject) => {
    clock.addEventListener("abort", () => reject(fault("TIMEOUT", `No answer within ${posting.timeout / 1000} s.`)));
  });
  tooLong.catch(() => undefined);
  const destination = await Promise.race([checkDestination(posting.url, outbound), tooLong]);
  if ("refused" in destination)
    throw fault(destination.passing ? "NOT_FOUND" : "REFUSED_DESTINATION", destination.refused);
  const response = await Promise.race([ask(destination, posting, clock), tooLong]);
  const body = await readCut(response);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

function ask({ url, addresses }: { url: URL; addresses: Address[] }, posting: Posting, signal: AbortSignal) {
  const body = Buffer.from(posting.body);
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { ...posting.headers, "content-length": body.length };
    const request = send(url, { method: "POST", headers, agent: false, signal, lookup: pinned(addresses) }, resolve);
    // Still listened to after the answer: a connection that breaks then is the body's to notice.
    request.on("error", reject);
    request.end(body);
  });
}

/** A resolver that knows one answer: what was checked. */
function pinned(addresses: Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    callback(null, first?.address ?? "", first?.family);
  };
}

/** The body as far as it came: an answer counts by its status, however its body ends. */
async function readCut(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= LONGEST_BODY) break;
    }
  } catch {
    // What has come is kept.
  }
  response.destroy();
  return Buffer.concat(chunks).subarray(0, LONGEST_BODY).toString();
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
