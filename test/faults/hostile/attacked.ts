import { afterAll, beforeAll, expect } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { finish, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { type Server, startServer } from "#test/support/server/server.ts";
import { type Answer, FORM, send, signsOfFailure } from "../runs/exchange.ts";

/**
 * The server that the tests of one file attack: what one attack leaves behind, the next meets. `on` holds it.
 */
export function attacked() {
  const on = {} as { server: Server };
  beforeAll(async () => {
    on.server = await startServer({ LIMIT_ADDRESSES_PER_ASSESSMENT: "1000000" });
  });
  afterAll(() => on.server.stop());
  return on;
}

export const sendForm = (server: Server, path: string, fields: Record<string, string>) =>
  send(server, path, { type: FORM, body: new URLSearchParams(fields).toString() });

export const sendJson = (server: Server, path: string, body: string) =>
  send(server, path, { type: "application/json", body });

/** No failure of ours, no stack, no path of this machine; and nothing that was sent is markup in the answer. */
export function expectComposed(answer: Answer, what: string, sent = ""): void {
  expect(signsOfFailure(answer, sent), what).toEqual([]);
}

/** Nothing failed behind the answers, and the attempt and the whole site go on as before. */
export async function expectUnharmed(server: Server, instrument: InstrumentId, reference: string): Promise<void> {
  expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
  const answers = answersOf(instrument === "snapshot" ? "E1" : "E2");
  const kept = await sendAnswers(server, instrument, reference, answers);
  expect(kept.status).toBe(200);
  expect((await finish(server, instrument, reference, answers)).status).toBe(303);
  const facts = await (await fetch(server.url + paths.resultFacts(reference))).json();
  expect(facts.overall).toBe(instrument === "snapshot" ? 9 : 27);
}
