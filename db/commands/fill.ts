import { parseArgs } from "node:util";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { assessments } from "#db/schema/assessments.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { rollUpStale } from "#src/funnel/roll-up.ts";
import { buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { type LeadSettings, leadStatements, makeLead } from "./fill-leads.ts";
import { makeProfiles } from "./fill-profiles.ts";
import { randomFrom } from "./fill-random.ts";
import { clearScratch, completedOf, makeSitting, sittingStatements, writeScratch } from "./fill-sittings.ts";

const SPAN = 365 * DAY;
/** Ways to answer that are scored for real; more would say nothing new and take longer. */
const PROFILES = 2_000;
/** Sittings in one transaction: large enough to be quick, small enough to keep the write-ahead log short. */
const AT_ONCE = 4_000;
const SEED = 20_261_122;

type FillDomain = Pick<Domain, "database" | "clock" | "ids" | "banks"> & { site: Site };
type Filled = { status: "refused"; found: number } | { status: "filled"; days: number };

/**
 * Fills a database with made-up sittings of the last year and their leads, always the same ones for the same numbers,
 * clock and bank, and rolls them up. It sends nothing. A database that holds assessments is left alone unless `force`.
 *
 * @param leads at most three in five of the assessments, since only completed ones have any.
 * @throws {RangeError} for more leads than that.
 */
export async function fill(
  domain: FillDomain,
  { count, leads, force = false }: { count: number; leads: number; force?: boolean },
  tell: (done: number) => void = () => undefined,
): Promise<Filled> {
  const { database, site } = domain;
  const bank = domain.banks.newest;
  if (leads > completedOf(count)) throw new RangeError(`At most ${completedOf(count)} leads fit ${count} assessments.`);
  const found = await database.query.$count(assessments);
  if (found > 0 && !force) return { status: "refused", found };

  const now = domain.clock();
  const random = randomFrom(SEED + found);
  const profiles = makeProfiles(bank, random, Math.min(PROFILES, count));
  const { report, followUp, call } = site.consent;
  const settings: LeadSettings = {
    now,
    fee: (await readSettings(domain)).settings.fee,
    currency: site.currency,
    versions: { report: report.version, followUp: followUp.version, call: call.version },
  };
  const [highest] = await database.query.values<[number | null]>("SELECT max(id) FROM assessments");
  const place = { count, from: now - SPAN, to: now - DAY / 24, firstId: (highest?.[0] ?? 0) + 1 };
  let [leadsLeft, completedLeft] = [leads, completedOf(count)];
  await writeScratch(database, profiles);
  for (let start = 0; start < count; start += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - start);
    const sittings = Array.from({ length }, (_, each) =>
      makeSitting(profiles, random, { ...place, place: start + each }),
    );
    const people = [];
    for (const sitting of sittings.filter(({ completedAt }) => completedAt !== null)) {
      const profile = profiles[sitting.profile];
      if (profile && random.chance(leadsLeft / completedLeft)) {
        const lead = makeLead({ profile, sitting, number: found + leadsLeft }, random, settings);
        if (lead) people.push(lead);
        leadsLeft -= 1;
      }
      completedLeft -= 1;
    }
    await database.write([
      ...sittingStatements(bank, profiles, sittings, site.currency),
      ...leadStatements(people, settings),
    ]);
    tell(start + length);
  }
  await clearScratch(database);
  return { status: "filled", days: await rollUpStale(domain) };
}

async function command(options: readonly string[]): Promise<number> {
  const wanted = { assessments: { type: "string" }, leads: { type: "string" }, force: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: [...options], options: wanted });
  const [count, leads] = [Number(values.assessments), Number(values.leads)];
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(leads) || count < 1 || leads < 0) {
    console.error("Usage: npm run fill -- --assessments 1000000 --leads 200000 [--force]");
    return 2;
  }
  const env = readEnvironment(process.env);
  const database = openDatabase(env.databaseUrl, { authToken: env.databaseAuthToken, requestTimeout: 120_000 });
  try {
    await migrate(database);
    const clock = Date.now;
    const log = createLog({ clock, out: process.stderr });
    // Nothing made here is signed or keyed, so the server's secret is not needed and none is made.
    const app = buildApp({ env, database, clock, log, secret: "", wakeDelivery: () => undefined });
    const tell = (done: number) => {
      if (done % 100_000 === 0) console.error(`${done} of ${count} assessments`);
    };
    const outcome = await fill(app, { count, leads, force: values.force ?? false }, tell);
    if (outcome.status === "refused") {
      console.error(`${env.databaseUrl} already holds ${outcome.found} assessments; nothing was changed.`);
      console.error("To fill it all the same, add --force.");
      return 1;
    }
    console.log(`Made ${count} assessments and ${leads} leads in ${env.databaseUrl}; ${outcome.days} days rolled up.`);
    return 0;
  } finally {
    await database.close();
  }
}

// The name is compared too, because in a bundle every module believes it is the entry.
if (import.meta.main && import.meta.filename.endsWith("fill.ts")) {
  process.exitCode = await command(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
