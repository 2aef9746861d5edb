import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { loadReading } from "#src/articles/reading.ts";
import { CONTENT, ContentError, readAll, readContent } from "#src/content.ts";
import { INSTRUMENTS, loadBanks, readBank } from "#src/instruments/catalog.ts";
import { publishedFile } from "#src/instruments/checksum.ts";
import { readSample, sampleNames } from "#src/instruments/samples.ts";
import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";
import { letterFaults } from "./letters.ts";
import { faceFaults, pictureFaults } from "./site-files.ts";
import { unwritable } from "./unwritable.ts";

/**
 * All that is at fault in `content/` of the working directory, a sentence each that begins with its file. What takes files
 * together, such as links and messages, is looked at once every file can be read.
 */
export async function contentFaults(): Promise<string[]> {
  const alone = [
    ...faultsOf("", loadSite),
    ...faultsOf("", loadWords),
    ...faultsOf("instruments/", loadBanks),
    ...drafts().flatMap((version) => faultsOf(`instruments/${version}/`, () => readBank(join(INSTRUMENTS, version)))),
    ...faultsOf("samples/", () => readAll(sampleNames().map((name) => () => readSample(name)))),
    ...letterFaults(CONTENT),
  ];
  if (alone.length > 0) return alone;
  const site = loadSite();
  const reading = faultsOf("", loadReading);
  return [...pictureFaults(site), ...faceFaults(site), ...reading, ...(await unwritable())];
}

/** What a loader says, each with the folder that its file lies in. */
function faultsOf(folder: string, load: () => unknown): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ContentError) return error.faults.map((fault) => `${folder}${fault}`);
    throw error;
  }
}

const readPublished = () => readContent(INSTRUMENTS, "published.json", publishedFile);

/** Versions of the bank that are written and not published yet. */
function drafts(): string[] {
  // What is wrong with that file is said where the banks are read.
  if (faultsOf("", readPublished).length > 0) return [];
  const published = readPublished();
  return readdirSync(INSTRUMENTS).filter(
    (version) => !(version in published) && existsSync(join(INSTRUMENTS, version, "bank.yaml")),
  );
}
