import { join } from "node:path";
import { CONTENT, ContentError, readContent } from "#src/content.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { frozenFaults, publishedFile } from "./checksum.ts";
import { type Bank, bankFile, itemsFile } from "./instrument.ts";
import { lintBank } from "./lint.ts";

/** The bank as its files say, parsed and linted, whether or not its version is published. */
export function readBank(folder: string): Bank {
  const bank = readContent(folder, "bank.yaml", bankFile);
  const items = LAYER_IDS.flatMap((layer) => {
    const file = readContent(folder, `items/${layer}.yaml`, itemsFile);
    if (file.layer !== layer)
      throw new ContentError([`items/${layer}.yaml: says it is the file of layer ${file.layer}.`]);
    return file.items.map((item) => ({ ...item, layer }));
  });
  const faults = lintBank({ ...bank, items });
  if (faults.length > 0) throw new ContentError(faults);
  return { ...bank, items };
}

/**
 * The published bank that instruments, scoring and reports run on. Read once at start.
 * @throws {ContentError} when a file does not parse, does not lint, or differs from what was published.
 */
export function loadBank(folder = join(CONTENT, "instruments")): Bank {
  const bank = readBank(folder);
  const faults = frozenFaults(bank, readContent(folder, "published.json", publishedFile));
  if (faults.length > 0) throw new ContentError(faults);
  return bank;
}
