import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { post } from "#test/support/browser/visitor.ts";
import { first } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";
import { figures, links, run, startOnOldDatabase, stringsIn, textOf } from "#test/support/server/upgrade.ts";

/**
 * Sentences of 1.0.0 that an answer can refute, or that make a fact of "Not sure", as the same results say them now (method
 * 2.0.0, sections 2 to 8). Numbers, questions, answers, codes of verdict and clarity are those that were stored.
 */
const MENDED: Record<string, string> = {
  "There is no system yet, and so nothing to undo.": "No system yet. Build it in order, on paper.",
  "You have a process with nowhere to run it.": "You have a process, and too little that runs it.",
  "Your system runs, with a weak layer.": "Your system runs; three layers stand below 75.",
  "Pipeline Integrity is the lowest; Revenue Visibility is close.":
    "As scored, Pipeline Integrity is the lowest; Revenue Visibility, Velocity and Flow and System Resilience are close.",
  "Learning Loops is the lowest; Velocity and Flow is close.":
    "Learning Loops is the lowest; Velocity and Flow and System Resilience are close.",
  "No single layer stands out: the whole structure sits near this level. Revenue Visibility comes first in the chain.":
    "No single layer stands out: the whole structure sits near this level.",
  ".88  1.00  .88  .75  .88": ".875  1.00  .875  .75  .875",
  ".00  .00  .25  .13  .50": ".00  .00  .25  .125  .50",
  "Gap per layer, in order": "Gap per layer, from Revenue Visibility to System Resilience",
  "25 of 25 answered": "all 25 known",
  "10 of 10 answered": "all 10 known",
  "9 of 10 answered": "9 of 10 known",
  "16 of 25 answered": "16 of 25 known",
};
/** Nine unknown answers leave open which of two verdicts it is. */
const UNSETTLED = ["You have a tool, not yet a system.", "decide between a tool without a system and"] as const;
const nowSaid = (said: string, isSettled: boolean) =>
  said === UNSETTLED[0] && !isSettled
    ? UNSETTLED[1]
    : (MENDED[said] ?? said.replace("of what you win today.", "of today’s."));

test.describe("A database that was made before the bank could change", () => {
  test.describe.configure({ mode: "serial" });
  let server: Server;
  test.beforeAll(async () => {
    server = await startOnOldDatabase();
  });
  test.afterAll(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { redirect: "manual", headers });
  const question = (id: string) => first.items.find((item) => item.id === id)?.prompt ?? id;

  test("shows every result with the numbers, questions, answers, verdict and clarity that it had", async () => {
    for (const [reference, { json, printed }] of Object.entries(figures)) {
      const facts = await (await get(paths.resultFacts(reference))).json();
      expect(Object.fromEntries(Object.keys(json).map((key) => [key, facts[key]]))).toEqual(json);
      expect(facts.verdictSettled).toEqual(expect.any(Boolean));
      expect(facts.checks.fourYes).toHaveLength(4);

      const page = await get(paths.result(reference));
      expect(page.status).toBe(200);
      const text = textOf(await page.text());
      const said = stringsIn(printed).map((one) => nowSaid(one, facts.verdictSettled));
      expect(said.filter((one) => !text.includes(run(one)))).toEqual([]);
    }
  });

  test("makes every PDF and card, and shows what is shared", async () => {
    for (const reference of links.references)
      for (const path of [paths.pdf(reference), paths.card(reference)]) expect((await get(path)).status).toBe(200);
    for (const [reference, share] of Object.entries(links.shares)) {
      const page = textOf(await (await get(paths.shared(share))).text());
      expect(page).toContain(run(`${figures[reference]?.printed.band}`));
    }
  });

  test("sets the founder's readings beside each other: 27, then 46", async () => {
    const page = await get(paths.progress, { cookie: `progress=${links.session}` });
    expect(page.status).toBe(200);
    const text = textOf(await page.text());
    for (const said of ["up nineteen points", "Stage rules"])
      expect(text.toLowerCase()).toContain(run(said).toLowerCase());
  });

  test("lets each attempt go on and end in the version that it began in", async () => {
    const { snapshotUnderWay, diagnosticUnderWay, diagnosticAllAnswered } = links.attempts;
    const at = async (path: string) => (await get(path)).headers.get("location");
    expect(await at(paths.attempt("snapshot", snapshotUnderWay))).toBe(paths.question("snapshot", snapshotUnderWay, 7));
    const open = await (await get(paths.question("snapshot", snapshotUnderWay, 7))).text();
    expect(textOf(open)).toContain(run(question("F2")));
    expect(await at(paths.attempt("diagnostic", diagnosticUnderWay))).toBe(
      paths.question("diagnostic", diagnosticUnderWay, 14),
    );

    const done = await post(server, paths.check("diagnostic", diagnosticAllAnswered));
    expect(done.status).toBe(303);
    const facts = await (await get(paths.resultFacts(diagnosticAllAnswered))).json();
    // Example E6 of the method, section 13.
    expect(facts).toMatchObject({ bankVersion: "1.0.0", overall: 46, dominant: "learning", clarity: "leading" });
  });

  test("asks a seat what its inviter was asked, and ends it there", async () => {
    const { half, done, founder } = links.seats;
    const define = first.items.filter(({ facet }) => facet === "define").map(({ id }) => id);
    const open = await get(paths.seatQuestion(half, 5));
    expect(textOf(await open.text())).toContain(run(question(define[4] ?? "")));
    for (const number of [5, 6, 7, 8])
      expect((await post(server, paths.seatQuestion(half, number), { answer: "b" })).status).toBe(303);
    for (const path of [paths.seat(half), paths.seat(done), paths.seats(founder)])
      expect(textOf(await (await get(path)).text())).toContain(run(question("P1")));
  });

  test("takes a whole seat that is under way on to its next question", async () => {
    const { wholeAttempt } = links.seats;
    const next = await get(paths.attempt("diagnostic", wholeAttempt));
    expect(next.headers.get("location")).toBe(paths.question("diagnostic", wholeAttempt, 10));
  });
});
