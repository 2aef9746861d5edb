import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/**
 * Puts a page of the shell's own in place of an error answer that the inner application leaves without content: a status
 * of 400 or more without a content type, or any answer at all once `failed()` is true. `replace` writes that page; what
 * the application still writes is dropped. Call it last, so that the application meets these methods first.
 */
export function replaceFailures(
  res: ServerResponse,
  { failed, replace }: { failed: () => boolean; replace: (status: number) => void },
): void {
  const { writeHead, write, end } = res;
  let replaced = false;

  const replacing = (status: number, given?: OutgoingHttpHeaders | null): boolean => {
    if (replaced) return true;
    if (res.headersSent) return false;
    const typed = res.hasHeader("content-type") || (given && "content-type" in given);
    if (!failed() && (status < 400 || typed)) return false;
    replaced = true;
    if (!failed()) for (const [name, value] of Object.entries(given ?? {})) if (value) res.setHeader(name, value);
    // Assigned, not deleted: below these may be the methods of the compression.
    Object.assign(res, { writeHead, write, end });
    res.statusMessage = "";
    replace(status);
    Object.assign(res, { writeHead: () => res, write: () => true, end: () => res });
    return true;
  };

  const pass = (method: unknown, args: unknown[]) => (method as (...all: unknown[]) => unknown).apply(res, args);
  Object.assign(res, {
    writeHead: (...args: unknown[]) => {
      const given = args.find((arg) => typeof arg === "object") as OutgoingHttpHeaders | undefined;
      return replacing(args[0] as number, given) ? res : pass(writeHead, args);
    },
    write: (...args: unknown[]) => (replacing(res.statusCode) ? true : pass(write, args)),
    end: (...args: unknown[]) => (replacing(res.statusCode) ? res : pass(end, args)),
  });
}
