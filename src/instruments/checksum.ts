import { createHash } from "node:crypto";
import { z } from "zod";
import type { Bank } from "./instrument.ts";

/** `content/instruments/published.json`: for each published version, checksums of all of it, of what is scored and of what is asked. */
export const publishedFile = z.record(
  z.string(),
  z.strictObject({ whole: z.string(), scored: z.string(), asked: z.string() }),
);
export type Published = z.infer<typeof publishedFile>;

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, own]) => own !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, canonical(own)]));
}

function sha256(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(value)))
    .digest("hex");
}

/** Checksums of a bank; the order of keys in the files does not matter. */
export function checksums(bank: Bank): Published[string] {
  const scored = {
    model: bank.model,
    layers: bank.layers.map(({ id, prerequisites }) => ({ id, prerequisites })),
    instruments: Object.values(bank.instruments).map(({ items }) => items),
    items: bank.items.map(({ id, facet, prompt, options, gate, low }) => ({
      ...{ id, facet, prompt, options, gate },
      gapAtMost: low.whenCreditAtMost,
    })),
    contradictions: bank.contradictions.map(({ id, instruments, when }) => ({ id, instruments, when })),
    sizing: bank.sizing.map(({ id, min, max }) => ({ id, min, max })),
  };
  const asked = bank.context.map(({ id, prompt, options }) => ({ id, prompt, options }));
  return { whole: sha256(bank), scored: sha256(scored), asked: sha256(asked) };
}

/** One sentence when the bank differs from what was published under its version; an empty list otherwise (section 9). */
export function frozenFaults(bank: Bank, published: Published): string[] {
  const frozen = Object.hasOwn(published, bank.bankVersion) ? published[bank.bankVersion] : undefined;
  if (!frozen) return [`published.json: version ${bank.bankVersion} has no checksum. Run "npm run publish-bank" once.`];
  const now = checksums(bank);
  if (now.whole === frozen.whole) return [];
  const frozenNow = `bank.yaml: version ${bank.bankVersion} is published and`;
  if (now.scored !== frozen.scored)
    return [
      `${frozenNow} a scored prompt, option, credit or constant has changed. Give the changed item a new id and raise the major version.`,
    ];
  if (now.asked !== frozen.asked) return [`${frozenNow} an unscored question has changed. Raise the minor version.`];
  return [`${frozenNow} its words have changed. Raise the patch version.`];
}
