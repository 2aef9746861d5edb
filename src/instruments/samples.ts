import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CONTENT, readContent } from "#src/content.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { words } from "#src/typeset.ts";
import type { Questions } from "./instrument.ts";

/** One file of `content/samples/`: a fictional firm's submission, for previews, demonstration data and tests. */
export const samplesFile = z.strictObject({
  firm: words,
  about: words,
  instrument: z.enum(INSTRUMENT_IDS),
  /** Credits in bank order, layers split by "|"; "x" is "Not sure". */
  credits: words,
  context: z.record(z.string(), z.string()).default({}),
  sizing: z.record(z.string(), z.number()).default({}),
});

export type Sample = z.infer<typeof samplesFile>;

/**
 * The answers that a sample's credits stand for.
 * @throws {RangeError} when an item has no option with that credit, or the count does not fit the instrument.
 */
export function sampleAnswers(bank: Questions, { credits, instrument }: Sample): Record<string, string> {
  const given = credits.replaceAll("|", " ").trim().split(/\s+/);
  const asked = bank.instruments[instrument].items;
  if (given.length !== asked.length)
    throw new RangeError(`A ${instrument} has ${asked.length} items, not ${given.length}.`);
  return Object.fromEntries(
    asked.map((id, place) => {
      if (given[place] === "x") return [id, "dk"];
      const option = bank.items
        .find((item) => item.id === id)
        ?.options.find(({ credit }) => String(credit) === given[place]);
      if (!option) throw new RangeError(`Item ${id} has no option with credit ${given[place]}.`);
      return [id, option.id];
    }),
  );
}

const FOLDER = join(CONTENT, "samples");

/** Names of the sample firms, without the ending of their files. */
export function sampleNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ""));
}

export function readSample(name: string): Sample {
  return readContent(FOLDER, `${name}.yaml`, samplesFile);
}
