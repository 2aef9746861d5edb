import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const BYTES_A_PIXEL = 4;
const BITS_A_SAMPLE = 8;
const WITH_ALPHA = 6;
const UNFILTERED = 0;

interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  pixels: Buffer;
}

/** A PNG of these pixels (ISO 15948), packed as fast as zlib can, which flat colours need no more than. */
export async function png({ width, height, pixels }: Pixels): Promise<Buffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([BITS_A_SAMPLE, WITH_ALPHA], 8);
  const packed = await promisify(deflate)(rowsOf(pixels, width * BYTES_A_PIXEL), { level: 1 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))]);
}

/** Each row of so many bytes behind the name of its filter. */
function rowsOf(pixels: Buffer, length: number): Buffer {
  const rows = Buffer.alloc((pixels.length / length) * (length + 1), UNFILTERED);
  for (let from = 0, to = 1; from < pixels.length; from += length, to += length + 1)
    pixels.copy(rows, to, from, from + length);
  return rows;
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
