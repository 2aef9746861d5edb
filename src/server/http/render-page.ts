import type { IncomingMessage, ServerResponse } from "node:http";
import { withRequestId } from "#src/outbox/request-id.ts";
import { replaceFailures } from "./replace-failures.ts";
import type { ShellLocals, ShellOptions } from "./shell-options.ts";

interface Answers {
  fail: (error: unknown) => void;
  refuse: (status: number) => void;
}

/**
 * Hands one request to the inner application. Astro takes `req.body`, a Buffer, in place of the stream, which has been read by now.
 */
export async function renderPage(
  { render, locals, fail, refuse }: Pick<ShellOptions, "render" | "locals"> & Answers,
  req: IncomingMessage & { body: Buffer },
  res: ServerResponse,
  { address, requestId }: { address: string; requestId: string },
): Promise<void> {
  let failure: { error: unknown } | undefined;
  const added: ShellLocals = {
    client: { address },
    requestId,
    failed: (error) => {
      failure ??= { error };
    },
  };
  replaceFailures(res, {
    failed: () => failure !== undefined,
    replace: (status) => (failure ? fail(failure.error) : refuse(status)),
  });
  const next = (error?: unknown) => (error === undefined ? refuse(404) : fail(error));
  await withRequestId(requestId, () => render(req, res, next, { ...locals, ...added }));
}
