import type { IncomingMessage, ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";

/** Makes a function that lets a response to a page compress itself (brotli or gzip) from 1 KB up. */
export function pageCompression(): (req: IncomingMessage, res: ServerResponse) => void {
  const middleware = compression({
    threshold: 1024,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  }) as unknown as (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
  return (req, res) => middleware(req, res, () => {});
}
