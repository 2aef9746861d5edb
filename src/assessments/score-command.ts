import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { z } from "zod";
import { submissionSchema } from "#src/instruments/answers.ts";
import { INSTRUMENTS, loadBanks, readQuestions } from "#src/instruments/catalog.ts";
import type { Questions } from "#src/instruments/instrument.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join(" ");
  if (issue.code === "unrecognized_keys")
    return `${place || "The submission"} has an unknown id: ${issue.keys.join(", ")}.`;
  if (issue.code === "invalid_value") return `${place} must be one of: ${issue.values.join(", ")}.`;
  return `${place || "The submission"}: ${issue.message}.`;
}

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

let input: unknown;
try {
  input = JSON.parse(await text(process.stdin));
} catch {
  refuse('The submission is not JSON. It looks like {"answers": {"V1": "a"}}.');
}

try {
  const bank = questionsOf(version);
  const submission = submissionSchema(bank).safeParse(input);
  if (!submission.success) refuse(submission.error.issues.map(sentence).join("\n"));
  const answers = Object.entries(submission.data.answers).filter((entry): entry is [string, string] => !!entry[1]);
  const given = (numbers: Record<string, number | undefined>) =>
    Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const context = Object.entries(submission.data.context).filter((entry): entry is [string, string] => !!entry[1]);
  const result = score(bank, instrument, {
    ...submission.data,
    answers: Object.fromEntries(answers),
    context: Object.fromEntries(context),
    sizing: Object.fromEntries(given(submission.data.sizing)),
  });
  console.log(JSON.stringify(result, null, 2));
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
