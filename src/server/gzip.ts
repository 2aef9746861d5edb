import { constants, crc32, deflateRawSync } from "node:zlib";
import Negotiator from "negotiator";

/** Bytes and the same deflated, ending on a byte, so that it may stand before and after others (RFC 1951, section 3.2.4). */
export interface Deflated {
  bytes: Buffer;
  deflated: Buffer;
}

/** A gzip member's head without name or time, and the empty block that ends its last part (RFC 1952, section 2.3). */
const [HEAD, LAST] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]), Buffer.from([3, 0])];
const LONGEST_STORED = 0xffff;

/** A text that is sent many times, deflated once somebody takes that. */
export function deflated(text: string): Deflated {
  const bytes = Buffer.from(text);
  let made: Buffer | undefined;
  return {
    bytes,
    get deflated() {
      made ??= deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      return made;
    },
  };
}

/** A short text as it is, for what is sent once. @throws RangeError over 65,535 bytes */
export function stored(text: string): Deflated {
  const bytes = Buffer.from(text);
  if (bytes.length > LONGEST_STORED) throw new RangeError("A stored block holds at most 65,535 bytes.");
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(LONGEST_STORED - bytes.length, 3);
  return { bytes, deflated: Buffer.concat([head, bytes]) };
}

/** One gzip file of these parts in turn. */
export function gzipOf(parts: readonly Deflated[]): Buffer<ArrayBuffer> {
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(parts.reduce((sum, { bytes }) => crc32(bytes, sum), 0));
  tail.writeUInt32LE(
    parts.reduce((length, { bytes }) => length + bytes.length, 0),
    4,
  );
  return Buffer.concat([HEAD, ...parts.map((part) => part.deflated), LAST, tail]);
}

/** Whether whoever asks takes gzip (RFC 9110, section 12.5.3). */
export function takesGzip({ headers }: { headers: Pick<Headers, "get"> }): boolean {
  const asked = { headers: { "accept-encoding": headers.get("accept-encoding") ?? "" } };
  return new Negotiator(asked).encoding(["gzip", "identity"]) === "gzip";
}
