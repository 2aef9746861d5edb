import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { readSubmission } from "#src/instruments/answers.ts";
import { INSTRUMENTS, loadBanks, readQuestions } from "#src/instruments/catalog.ts";
import type { Questions } from "#src/instruments/instrument.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";

function refuse(words: string): never {
  console.error(words);
  process.exit(2);
}

const [name, option, version, ...more] = process.argv.slice(2);
const instrument = INSTRUMENT_IDS.find((id) => id === name);
if (!instrument || (option !== undefined && (option !== "--version" || !version || more.length > 0)))
  refuse(`Name an instrument: npm run --silent score -- ${INSTRUMENT_IDS.join("|")} [--version 1.0.0] < answers.json`);

/** The version asked for, published or not, so that a draft can be tried; the newest published one without. */
function questionsOf(asked: string | undefined): Questions {
  if (asked === undefined) return loadBanks().newest;
  if (!/^\d+\.\d+\.\d+$/.test(asked) || !existsSync(join(INSTRUMENTS, asked)))
    refuse(`There is no version "${asked}" in content/instruments.`);
  return readQuestions(join(INSTRUMENTS, asked));
}

try {
  const input = await text(process.stdin);
  const bank = questionsOf(version);
  const submission = readSubmission(bank, input);
  if ("faults" in submission) refuse(submission.faults.join("\n"));
  const answers = Object.entries(submission.answers).filter((entry): entry is [string, string] => !!entry[1]);
  const given = (numbers: Record<string, number | undefined>) =>
    Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const context = Object.entries(submission.context).filter((entry): entry is [string, string] => !!entry[1]);
  const result = score(bank, instrument, {
    ...submission,
    answers: Object.fromEntries(answers),
    context: Object.fromEntries(context),
    sizing: Object.fromEntries(given(submission.sizing)),
  });
  console.log(JSON.stringify(result, null, 2));
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
