import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { assessments } from "#db/schema/assessments.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answer, answerAboutFirm } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { afterSteps, steps } from "#src/assessments/journey.ts";
import { start } from "#src/assessments/start.ts";
import { CONTENT, readContent } from "#src/content.ts";
import { type Sample, sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { paths } from "#src/paths.ts";
import { buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { readSecret } from "#src/server/secret.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { longDate } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

/** How far back the oldest result lies. */
const SPAN = 60 * DAY;
const QUARTER = 15 * MINUTE;
/** Slow enough not to be taken for haste. */
const PER_QUESTION = 8 * SECOND;
/** What the readers of the samples do next, in turn: each kind of lead that the desk knows comes up, and one stays anonymous. */
const READERS = ["may-be-contacted", "may-be-contacted", "report-only", "anonymous"] as const;

export type SeedDomain = LeadDomain & { site: Site };
export type Seeded = { firm: string; reference: string; completedAt: number };
export type Outcome = { status: "refused"; found: number } | { status: "seeded"; results: Seeded[]; leads: number };

/** Every sample of `content/samples/`, in the order of the files' names. */
export function readSamples(folder = join(CONTENT, "samples")): Sample[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => readContent(folder, file, samplesFile));
}

/**
 * Fills a demonstration database through the domain's own verbs: each sample is started, answered, completed and given
 * its sizing numbers at a time of its own in the 60 days before `domain.clock()`. Most readers ask for their report, the
 * newest asks for a call. It sends nothing itself. A database that holds assessments is left alone unless `again` is true.
 */
export async function seed(domain: SeedDomain, samples: readonly Sample[], again = false): Promise<Outcome> {
  const found = await domain.database.query.$count(assessments);
  if (found > 0 && !again) return { status: "refused", found };

  const now = domain.clock();
  const newest = now - HOUR;
  const step = samples.length > 1 ? (newest - (now - SPAN)) / (samples.length - 1) : 0;
  const results: Seeded[] = [];
  for (const [place, sample] of samples.entries())
    results.push(await sit(domain, sample, Math.round(newest - (samples.length - 1 - place) * step)));

  let leads = 0;
  for (const [place, made] of results.entries()) leads += await contact(domain, place, results.length, made);
  return { status: "seeded", results, leads };
}

/** Lets the reader at this place do what is their part, a quarter of an hour after the result. Returns 1 for a lead, else 0. */
async function contact(given: SeedDomain, place: number, places: number, made: Seeded): Promise<0 | 1> {
  const { firm, reference, completedAt } = made;
  const newest = place === places - 1;
  const reader = READERS[place % READERS.length];
  if (reader === "anonymous" && !newest) return 0;
  const assessment = await findAssessment(given, reference);
  if (!assessment) throw new Error(`${firm} was not found again.`);
  const domain = { ...given, clock: () => completedAt + QUARTER };
  // A reserved name: no mailbox of anybody.
  const who = { assessment, address: `founder-${place + 1}@example.com`, clientHash: null };
  const asked = newest
    ? askForCall(domain, { ...who, when: "Tuesday morning", phone: null })
    : askForReport(domain, { ...who, name: `Example Founder ${place + 1}`, firm, followUp: reader !== "report-only" });
  return (await asked).status === "queued" ? 1 : 0;
}

/** One sitting from its start to its sizing numbers, with the clock standing where the sitting is. */
async function sit(given: SeedDomain, sample: Sample, startedAt: number): Promise<Seeded> {
  let time = startedAt;
  const domain = { ...given, clock: () => time };
  const { instrument, context, sizing, firm } = sample;
  const answers: Record<string, string> = { ...context, ...sampleAnswers(domain.banks.newest, sample) };
  const turn = (item: string) => {
    const shownAt = time;
    time += PER_QUESTION;
    return { item, option: answers[item] ?? "", shownAt, answeredAt: time };
  };
  const answered = ({ id }: { id: string }) => Object.hasOwn(answers, id);

  const attribution = { utm_source: "demo", landing_path: paths.start(instrument) };
  const { reference } = await start(domain, { instrument, attribution });
  const all = steps(domain.banks.newest, instrument).filter(answered);
  await answer(
    domain,
    reference,
    all.map(({ id }) => turn(id)),
  );
  const completedAt = time;
  const { status } = await complete(domain, reference, null);
  if (status !== "completed") throw new Error(`${firm} could not be completed: it is ${status}.`);
  for (const { id } of afterSteps(domain.banks.newest, instrument).filter(answered))
    await answerAboutFirm(domain, reference, turn(id));
  time += MINUTE;
  if (Object.keys(sizing).length > 0) await addSizing(domain, reference, sizing, domain.site.currency);
  return { firm, reference, completedAt };
}

async function command(options: readonly string[]): Promise<number> {
  if (options.some((option) => option !== "--again")) {
    console.error("Usage: npm run seed [-- --again]");
    return 2;
  }
  const env = readEnvironment(process.env);
  const database = openDatabase(env.databaseUrl, { authToken: env.databaseAuthToken });
  try {
    await migrate(database);
    const clock = Date.now;
    const log = createLog({ clock, out: process.stderr });
    // The server's own: by it a mailbox of the samples counts as the one that it is once the server runs.
    const secret = await readSecret(env.secret);
    const app = buildApp({ env, database, clock, log, secret, wakeDelivery: () => undefined });
    const outcome = await seed(app, readSamples(), options.includes("--again"));
    if (outcome.status === "refused") {
      const many = `${outcome.found} ${outcome.found === 1 ? "assessment" : "assessments"}`;
      console.error(`${env.databaseUrl} already holds ${many}; nothing was changed.`);
      console.error("To add the samples all the same: npm run seed -- --again");
      return 1;
    }
    const { results, leads } = outcome;
    console.log(`Made ${results.length} results in ${env.databaseUrl}:`);
    for (const { firm, reference, completedAt } of results) {
      const link = paths.absolute(env.publicUrl, paths.result(reference));
      console.log(`  ${longDate(completedAt, app.site.language)}  ${firm}\n    ${link}`);
    }
    console.log(`${leads} of them have a reader at example.com. The server sends their messages when it runs.`);
    return 0;
  } finally {
    await database.close();
  }
}

// The name is compared too, because in a bundle every module believes it is the entry.
if (import.meta.main && import.meta.filename.endsWith("seed.ts")) {
  process.exitCode = await command(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
