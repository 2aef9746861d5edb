import { readdirSync } from "node:fs";
import { join } from "node:path";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answer, describe as describeFirm } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/assessments/domain.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { afterSteps, steps } from "#src/assessments/journey.ts";
import { start } from "#src/assessments/start.ts";
import { CONTENT, readContent } from "#src/instruments/catalog.ts";
import { type Sample, sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import { askForReport } from "#src/leads/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture.ts";
import { paths } from "#src/paths.ts";
import { longDate } from "#src/report/phrase.ts";
import type { Site } from "#src/report/site.ts";
import { buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { openDatabase } from "./client.ts";
import { migrate } from "./migrate.ts";
import { assessments } from "./schema.ts";

/** How far back the oldest result lies. */
const SPAN = 60 * DAY;
/** Slow enough not to be taken for haste. */
const PER_QUESTION = 8 * SECOND;
/** A reserved name: no mailbox of anybody. */
const READER = "founder@example.com";

export type SeedDomain = LeadDomain & { site: Site };
export type Seeded = { firm: string; reference: string; completedAt: number };
export type Outcome =
  | { status: "refused"; found: number }
  | { status: "seeded"; results: Seeded[]; report: { to: string; reference: string; status: string } };

/** Every sample of `content/samples/`, in the order of the files' names. */
export function readSamples(folder = join(CONTENT, "samples")): Sample[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => readContent(folder, file, samplesFile));
}

/**
 * Fills a demonstration database through the domain's own verbs: each sample is started, answered, completed and given
 * its sizing numbers at a time of its own in the 60 days before `domain.clock()`, and one report is asked for. It sends
 * nothing. A database that holds assessments is left alone unless `again` is true.
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

  const shown = samples.findLastIndex(({ sizing }) => Object.keys(sizing).length > 0);
  const { firm, reference } = results[Math.max(0, shown)] as Seeded;
  const assessment = await findAssessment(domain, reference);
  if (!assessment) throw new Error(`${firm} was not found again.`);
  const request = { assessment, address: READER, name: "Example Founder", firm, followUp: true, clientHash: null };
  const { status } = await askForReport(domain, request);
  return { status: "seeded", results, report: { to: READER, reference, status } };
}

/** One sitting from its start to its sizing numbers, with the clock standing where the sitting is. */
async function sit(given: SeedDomain, sample: Sample, startedAt: number): Promise<Seeded> {
  let time = startedAt;
  const domain = { ...given, clock: () => time };
  const { instrument, context, sizing, firm } = sample;
  const answers: Record<string, string> = { ...context, ...sampleAnswers(domain.bank, sample) };
  const turn = (item: string) => {
    const shownAt = time;
    time += PER_QUESTION;
    return { item, option: answers[item] ?? "", shownAt, answeredAt: time };
  };
  const answered = ({ id }: { id: string }) => Object.hasOwn(answers, id);

  const attribution = { utm_source: "demo", landing_path: paths.start(instrument) };
  const { reference } = await start(domain, { instrument, attribution });
  const all = steps(domain.bank, instrument).filter(answered);
  await answer(
    domain,
    reference,
    all.map(({ id }) => turn(id)),
  );
  const completedAt = time;
  const { status } = await complete(domain, reference, null);
  if (status !== "completed") throw new Error(`${firm} could not be completed: it is ${status}.`);
  for (const { id } of afterSteps(domain.bank, instrument).filter(answered))
    await describeFirm(domain, reference, turn(id));
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
    // Nothing made here is signed or keyed, so the server's secret is not needed and none is made.
    const app = buildApp({ env, database, clock, log, secret: "", wakeDelivery: () => undefined });
    const outcome = await seed(app, readSamples(), options.includes("--again"));
    if (outcome.status === "refused") {
      const many = `${outcome.found} ${outcome.found === 1 ? "assessment" : "assessments"}`;
      console.error(`${env.databaseUrl} already holds ${many}; nothing was changed.`);
      console.error("To add the samples all the same: npm run seed -- --again");
      return 1;
    }
    const { results, report } = outcome;
    const link = (reference: string) => paths.absolute(env.publicUrl, paths.result(reference));
    console.log(`Made ${results.length} results in ${env.databaseUrl}:`);
    for (const { firm, reference, completedAt } of results)
      console.log(`  ${longDate(completedAt, app.site.language)}  ${firm}\n    ${link(reference)}`);
    console.log(
      report.status === "queued"
        ? `The report of ${link(report.reference)} waits for ${report.to}. The server sends it when it runs.`
        : "No report was asked for: the limits of this database allow no more today.",
    );
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
