import type { Questions } from "./instrument.ts";
import type { Question } from "./item.ts";
import type { FixReference, ItemWordsEntry, Needs, Text } from "./item-words.ts";
import { fixPlace } from "./variants.ts";

interface LayerWords {
  layer: string;
  items: ItemWordsEntry[];
}

const variantsOf = (text: Text): { needs?: Needs | undefined; text: string }[] =>
  typeof text === "string" ? [{ text }] : text;
const referencesOf = (fix: FixReference): { needs?: Needs | undefined; fix: string }[] =>
  typeof fix === "string" ? [{ fix }] : fix;

function optionFaults(at: string, question: Question, words: ItemWordsEntry): string[] {
  const partial = question.options.filter(({ credit }) => credit < 4).map(({ id }) => id);
  const given = words.options.map(({ id }) => id);
  const faults = [
    ...partial.filter((id) => !given.includes(id)).map((id) => `option "${id}" has no finding and no fix.`),
    ...given.filter((id) => !partial.includes(id)).map((id) => `option "${id}" is not an answer below full credit.`),
  ];
  if (faults.length === 0 && given.join() !== partial.join())
    faults.push(`options must stand in the order ${partial.join(", ")}.`);
  for (const [place, { id, finding }] of words.options.entries()) {
    const before = words.options[place - 1];
    const shared = before && sentencesOf(before.finding).find((one) => sentencesOf(finding).includes(one));
    if (shared) faults.push(`options "${before.id}" and "${id}" share the sentence "${shared}"`);
  }
  if ((question.gate?.test === "fourYes") !== (words.statement !== undefined))
    faults.push(
      words.statement ? "has a statement without a four-yes gate." : "needs a statement for its four-yes gate.",
    );
  return faults.map((fault) => `${at}: ${fault}`);
}

function sentencesOf(text: Text): string[] {
  return variantsOf(text).flatMap((one) => one.text.split(/(?<=[.?])\s+/));
}

function needFaults(at: string, questions: Questions, needs: Needs): string[] {
  const named = [...Object.entries(needs.answers ?? {}), ...Object.entries(needs.unless ?? {})];
  return named.flatMap(([id, options]) => {
    const question = questions.items.find((one) => one.id === id);
    if (!question) return [`${at}: needs an answer to ${id}, which is not in the bank.`];
    return options
      .filter((option) => option !== "dk" && !question.options.some((own) => own.id === option))
      .map((option) => `${at}: needs ${id} to be "${option}", which is no option of it.`);
  });
}

function textsOf(words: ItemWordsEntry): Text[] {
  const fixes = Object.values(words.fixes).flatMap(({ title, body, proof }) => [
    title,
    body,
    ...(proof ? [proof] : []),
  ]);
  const { finding, title, lookUp } = words.unknown;
  return [...words.options.map((option) => option.finding), finding, title, lookUp, words.proof, ...fixes];
}

/**
 * What the schema of words cannot see: an item or an option without words, a fix that is not there or not used, a need
 * that no answer can meet. One sentence a fault, naming file, item and fault.
 */
export function lintWords(questions: Questions, layers: readonly LayerWords[]): string[] {
  const all = layers.flatMap(({ layer, items }) =>
    items.map((words) => ({ at: `words/${layer}.yaml: item ${words.item}`, layer, words })),
  );
  const fixes = new Set(all.flatMap(({ words }) => Object.keys(words.fixes).map((key) => `${words.item}.${key}`)));
  const used = new Set<string>();
  const faults: string[] = [];

  for (const { id, layer } of questions.items) {
    const found = all.filter(({ words }) => words.item === id);
    if (found.length === 0) faults.push(`words/${layer}.yaml: item ${id} has no words.`);
    if (found.length > 1) faults.push(`words/${layer}.yaml: item ${id} stands twice.`);
  }
  for (const { at, layer, words } of all) {
    const question = questions.items.find(({ id }) => id === words.item);
    if (question?.layer !== layer) {
      faults.push(`${at}: is not an item of this layer.`);
      continue;
    }
    faults.push(...optionFaults(at, question, words));
    for (const { fix } of words.options.flatMap((option) => referencesOf(option.fix))) {
      const place = fixPlace(words.item, fix);
      const name = `${place.item}.${place.key}`;
      if (!fixes.has(name)) faults.push(`${at}: names the fix "${fix}", which is not there.`);
      used.add(name);
    }
    const needs = [...textsOf(words).flatMap(variantsOf), ...words.options.flatMap(({ fix }) => referencesOf(fix))];
    faults.push(...needs.flatMap((one) => (one.needs ? needFaults(at, questions, one.needs) : [])));
  }
  for (const name of fixes) {
    const { item, key } = fixPlace("", name);
    const home = all.find(({ words }) => words.item === item);
    if (!used.has(name)) faults.push(`${home?.at}: no option names the fix "${key}".`);
  }
  return faults;
}
