import { LAYER_IDS } from "#src/names/instruments.ts";
import type { Around } from "./around.ts";
import { compareVersions } from "./banks.ts";
import { CHANGES, type Change, changeBetween, isAskedUnchanged } from "./change.ts";
import type { Bank } from "./instrument.ts";
import { sampleAnswers } from "./samples.ts";

/** Scored questions that a major version keeps, so that occasions on both sides of it have answers in common (section 9). */
const LEAST_KEPT = 10;

export interface Publishing {
  /** The published version that it follows; null for the very first. */
  follows: string | null;
  change: Change | null;
  /** One sentence for each thing that stands in the way; none means that it may be published. */
  faults: string[];
}

/** What kind of change a draft is, and what is missing before it may be published. */
export function judgeDraft(draft: Bank, published: readonly Bank[], around: Around): Publishing {
  const before = followedBy(draft, published);
  const beside = wordFaults(draft, around);
  if (!before) return { follows: null, change: null, faults: [...beside, ...sampleFaults(draft, around)] };
  const change = changeBetween(before, draft);
  return {
    follows: before.bankVersion,
    change,
    faults: [
      ...numberFaults(draft, before, published, change),
      ...(change === "major" ? majorFaults(draft, before, published) : []),
      ...beside,
      ...(isNewest(draft, published) ? sampleFaults(draft, around) : []),
    ],
  };
}

const isNewest = (draft: Bank, published: readonly Bank[]) =>
  published.every(({ bankVersion }) => compareVersions(bankVersion, draft.bankVersion) < 0);

/** The highest published version below the draft. */
function followedBy(draft: Bank, published: readonly Bank[]): Bank | undefined {
  return published
    .filter(({ bankVersion }) => compareVersions(bankVersion, draft.bankVersion) < 0)
    .toSorted((a, b) => compareVersions(a.bankVersion, b.bankVersion))
    .at(-1);
}

/** The number that a change gives to the version after this one. */
function numberAfter(version: string, change: Change): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (change === "major") return `${major + 1}.0.0`;
  return change === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

const WHAT: Record<Change, string> = {
  patch: "Only words have changed",
  minor: "An unscored question has changed",
  major: "A scored question, option, credit, constant or list has changed",
};

function numberFaults(draft: Bank, before: Bank, published: readonly Bank[], change: Change | null): string[] {
  const { bankVersion } = draft;
  if (change === null) return [`${bankVersion}: nothing has changed since ${before.bankVersion}.`];
  const faults: string[] = [];
  const number = numberAfter(before.bankVersion, change);
  if (bankVersion !== number)
    faults.push(
      `${bankVersion}: ${WHAT[change].toLowerCase()} since ${before.bankVersion}. That is a ${change} change: call it ${number}, in its folder's name and in bankVersion.`,
    );
  if (CHANGES.indexOf(change) > 0 && !isNewest(draft, published))
    faults.push(`${bankVersion}: there is a newer version. Below it only words may be mended.`);
  if (draft.modelVersion === before.modelVersion && JSON.stringify(draft.model) !== JSON.stringify(before.model))
    faults.push(`bank.yaml: a constant has changed. Raise modelVersion too.`);
  return faults;
}

function majorFaults(draft: Bank, before: Bank, published: readonly Bank[]): string[] {
  const was = new Set(before.items.map(({ id }) => id));
  const retired = new Set(published.flatMap(({ items }) => items.map(({ id }) => id)).filter((id) => !was.has(id)));
  const kept = draft.items.filter(({ id }) => isAskedUnchanged(before, draft, id));
  return [
    ...draft.items
      .filter(({ id }) => was.has(id) && !isAskedUnchanged(before, draft, id))
      .map(
        ({ id, layer }) =>
          `items/${layer}.yaml: item ${id} has another prompt, option or credit than in ${before.bankVersion}. Give it a new id.`,
      ),
    ...draft.items
      .filter(({ id }) => retired.has(id))
      .map(({ id, layer }) => `items/${layer}.yaml: item ${id} was retired. Ids are never used again.`),
    ...draft.items
      .filter(({ replaces }) => replaces !== undefined && !was.has(replaces))
      .map(
        ({ id, layer, replaces }) =>
          `items/${layer}.yaml: item ${id} replaces ${replaces}, which ${before.bankVersion} does not have.`,
      ),
    ...(kept.length < LEAST_KEPT
      ? [`bank.yaml: ${kept.length} questions are kept unchanged, and a major version keeps at least ${LEAST_KEPT}.`]
      : []),
    ...LAYER_IDS.filter((id) => !kept.some(({ layer }) => layer === id)).map(
      (id) => `items/${id}.yaml: no question of this layer is kept unchanged, and at least one must be.`,
    ),
  ];
}

/** What other words say about the version, and about each of its questions. */
function wordFaults({ bankVersion, items }: Bank, { conversations, history }: Around): string[] {
  return [
    ...(history.has(bankVersion) ? [] : [`words/method.yaml: version ${bankVersion} has no line under versions.`]),
    ...items
      .filter(({ id }) => !conversations.has(id))
      .map(({ id }) => `words/seats.yaml: item ${id} has no conversation for seats that differ on it.`),
  ];
}

function sampleFaults(draft: Bank, { samples }: Around): string[] {
  if (samples.length === 0) return ["samples: there is no sample firm."];
  return samples.flatMap(({ name, sample }) => {
    const at = `samples/${name}.yaml`;
    const faults = Object.entries(sample.context).flatMap(([id, option]) => {
      const offered = draft.context.find((item) => item.id === id)?.options.map((one) => one.id);
      return offered?.includes(option) ? [] : [`${at}: ${id} has no option "${option}".`];
    });
    try {
      sampleAnswers(draft, sample);
    } catch (error) {
      faults.push(`${at}: ${(error as Error).message}`);
    }
    return faults;
  });
}
