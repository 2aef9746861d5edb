import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { answersOf, bank, EXAMPLES } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";

export type Answers = Readonly<Record<string, string>>;

/** Sends a form as a browser that knows no Sec-Fetch-Site would, and follows no redirect. */
export function post(server: Server, path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  const headers = { origin: server.url };
  const body = new URLSearchParams(fields);
  return fetch(server.url + path, { method: "POST", headers, body, redirect: "manual" });
}

/** The question pages of an instrument in order. */
export function questionsOf(instrument: InstrumentId): string[] {
  return [...bank.instruments[instrument].context, ...bank.instruments[instrument].items];
}

/** What a question page says in its heading. */
export function promptOf(id: string): string {
  const question = bank.items.find((item) => item.id === id) ?? bank.context.find((item) => item.id === id);
  if (!question) throw new Error(`The bank has no question ${id}.`);
  return question.prompt;
}

/** "Not sure" to every scored question. */
function unknownAnswers(instrument: InstrumentId): Answers {
  const ids = bank.instruments[instrument].items;
  return { c_tool: "crm", ...Object.fromEntries(ids.map((id) => [id, "dk"])) };
}

/** Starts an attempt and returns its reference. */
export async function startAttempt(server: Server, instrument: InstrumentId): Promise<string> {
  const { headers } = await post(server, paths.start(instrument));
  const reference = headers.get("location")?.split("/").at(2);
  if (!reference) throw new Error("The start did not lead to an attempt.");
  return reference;
}

/** Sends answers the way the island does, all given at one moment. */
export async function sendAnswers(
  server: Server,
  instrument: InstrumentId,
  reference: string,
  answers: Answers,
  now = Date.now(),
): Promise<Response> {
  const list = Object.entries(answers).map(([item, option]) => ({ item, option, shown: now, answered: now }));
  return fetch(server.url + paths.answers(instrument, reference), {
    method: "POST",
    headers: { origin: server.url, "content-type": "application/json" },
    body: JSON.stringify({ answers: list }),
  });
}

/** An attempt whose questions are all answered, and which is not completed yet. */
export async function answered(server: Server, instrument: InstrumentId, answers: Answers): Promise<string> {
  const reference = await startAttempt(server, instrument);
  await sendAnswers(server, instrument, reference, answers);
  return reference;
}

/** The last form of an instrument: the Snapshot's last answer, the Diagnostic's check page. */
export function finish(
  server: Server,
  instrument: InstrumentId,
  reference: string,
  answers: Answers,
): Promise<Response> {
  if (instrument === "diagnostic") return post(server, paths.check(instrument, reference));
  const questions = questionsOf(instrument);
  const last = questions.at(-1) ?? "";
  return post(server, paths.question(instrument, reference, questions.length), { answer: answers[last] ?? "" });
}

/** A completed sitting, taken without a browser; returns its reference. */
export async function completed(server: Server, name: "E1" | "E2" | "E4" | "E5" | "all unknown"): Promise<string> {
  const instrument = name === "all unknown" ? "diagnostic" : EXAMPLES[name].instrument;
  const answers = name === "all unknown" ? unknownAnswers(instrument) : answersOf(name);
  const reference = await answered(server, instrument, answers);
  const { status } = await finish(server, instrument, reference, answers);
  if (status !== 303) throw new Error(`Completing answered with ${status}.`);
  return reference;
}

/** The value of a hidden field on a page. */
export function hiddenField(html: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (value === undefined) throw new Error(`The page has no hidden field ${name}.`);
  return value;
}

/** A form's signed time, taken from the result page as a visitor's browser does. */
export async function formTime(server: Server, reference: string): Promise<string> {
  const page = await fetch(server.url + paths.result(reference));
  return hiddenField(await page.text(), "time");
}

/** Asks for the report of a result, as the form on its page does. */
export async function reportTo(
  server: Server,
  reference: string,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return post(server, paths.report(reference), { time: await formTime(server, reference), email, ...more });
}
