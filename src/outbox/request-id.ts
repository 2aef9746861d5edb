import { AsyncLocalStorage } from "node:async_hooks";

const answered = new AsyncLocalStorage<string>();

/** Runs what answers a request, so that every message it puts into the outbox carries the request's id. */
export const withRequestId = <T>(requestId: string, answer: () => T): T => answered.run(requestId, answer);

/** The id of the request that is answered here; null where none is: hourly work, the delivery loop, a command. */
export const currentRequestId = (): string | null => answered.getStore() ?? null;
