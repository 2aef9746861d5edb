import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { CONTENT, ContentError, readContent } from "#src/content.ts";
import { LAYER_IDS, type LayerId } from "#src/names/instruments.ts";
import { type Banks, catalogueOf } from "./banks.ts";
import { checksumOf, publishedFile } from "./checksum.ts";
import { readFirstFormat } from "./first-format.ts";
import { type Bank, bankFile, type Questions } from "./instrument.ts";
import { firstItemsFile, itemsFile } from "./item.ts";
import { type ItemWords, itemWordsFile } from "./item-words.ts";
import { lintQuestions } from "./lint.ts";
import { lintWords } from "./lint-words.ts";

/** Where every version has a folder of its own. */
export const INSTRUMENTS = join(CONTENT, "instruments");

function readLayers<T extends { layer: LayerId }>(folder: string, name: "items" | "words", schema: z.ZodType<T>): T[] {
  return LAYER_IDS.map((layer) => {
    const file = readContent(folder, `${name}/${layer}.yaml`, schema);
    if (file.layer !== layer)
      throw new ContentError([`${name}/${layer}.yaml: says it is the file of layer ${file.layer}.`]);
    return file;
  });
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new ContentError(faults);
}

/** What a version asks and how it scores, published or not, and with or without words. */
export function readQuestions(folder: string): Questions {
  const bank = readContent(folder, "bank.yaml", bankFile);
  if (bank.format !== 2) return readBank(folder);
  const items = readLayers(folder, "items", itemsFile).flatMap(({ layer, items }) =>
    items.map((item) => ({ ...item, layer })),
  );
  refuse(lintQuestions({ ...bank, items }));
  return { ...bank, items };
}

/** A version whole, as its files say, parsed and linted, published or not. */
export function readBank(folder: string): Bank {
  const bank = readContent(folder, "bank.yaml", bankFile);
  if (bank.format !== 2) {
    const items = readLayers(folder, "items", firstItemsFile).flatMap(({ layer, items }) =>
      items.map((item) => ({ ...readFirstFormat(item), layer })),
    );
    refuse(lintQuestions({ ...bank, items }));
    return { ...bank, items };
  }
  const questions = readQuestions(folder);
  const words = readLayers(folder, "words", itemWordsFile);
  refuse(lintWords(questions, words));
  const wordsOf = new Map(words.flatMap(({ items }) => items).map((entry) => [entry.item, entry]));
  const items = questions.items.map((question) => {
    const {
      item: _,
      options: findings,
      ...rest
    } = wordsOf.get(question.id) as NonNullable<ReturnType<typeof wordsOf.get>>;
    return { ...question, ...rest, findings } satisfies ItemWords;
  });
  return { ...questions, items };
}

/**
 * Every published version, read once at start.
 * @throws {ContentError} when a file does not parse, does not lint, or is not what was published
 */
export function loadBanks(folder = INSTRUMENTS): Banks {
  const published = readContent(folder, "published.json", publishedFile);
  return catalogueOf(
    Object.entries(published).map(([version, checksum]) => {
      const own = join(folder, version);
      if (!existsSync(own)) throw new ContentError([`${version}: the folder of this published version is missing.`]);
      if (checksumOf(own) !== checksum)
        throw new ContentError([
          `${version}: a file of this published version has changed. Put it back; a change is a new version.`,
        ]);
      const bank = readBank(own);
      if (bank.bankVersion !== version)
        throw new ContentError([`${version}/bank.yaml: says it is version ${bank.bankVersion}.`]);
      return bank;
    }),
  );
}
