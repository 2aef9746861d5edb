import { type Banks, majorOf } from "#src/instruments/banks.ts";
import { constants, type MethodWords } from "./method.ts";
import { fill } from "./phrase.ts";

type Published = Pick<Banks, "all" | "newest">;

/** A sentence, and the major version that it is true of where others are published of which it is not. */
export interface MethodLine {
  text: string;
  major: number | null;
}

/** The newest version of each major one, the latest first. */
export function majorsOf({ all }: Pick<Banks, "all">): { major: number; bank: Banks["newest"] }[] {
  const newest = new Map(all.map((bank) => [majorOf(bank.bankVersion), bank]));
  return [...newest].map(([major, bank]) => ({ major, bank })).reverse();
}

/** What each published major version says: once where all say the same, else with the version that says it. */
export function byVersion<T extends string>(
  banks: Published,
  saying: (bank: Banks["newest"], major: number) => readonly T[],
): MethodLine[] {
  const each = majorsOf(banks).map(({ major, bank }) => ({ major, lines: saying(bank, major) }));
  const places = Math.max(...each.map(({ lines }) => lines.length));
  return Array.from({ length: places }, (_, place) => place).flatMap((place): MethodLine[] => {
    const said = each.flatMap(({ major, lines }) => (lines[place] ? [{ major, text: lines[place] as string }] : []));
    const isOne = said.length === each.length && new Set(said.map(({ text }) => text)).size === 1;
    return isOne && said[0] ? [{ text: said[0].text, major: null }] : said;
  });
}

/** The method page with every constant filled in, in the words of each published version. */
export function methodText(banks: Published, method: MethodWords) {
  const published = new Set(banks.all.map(({ bankVersion }) => bankVersion));
  const lineOf = (line: MethodWords["sections"][number]["text"][number]) =>
    byVersion(banks, (bank, major) => {
      if (typeof line === "string") return [fill(line, constants(bank))];
      return line.major === major ? [fill(line.says, constants(bank))] : [];
    });
  return {
    ...method,
    majors: majorsOf(banks).map(({ major }) => major),
    sections: method.sections.map((section) => ({ ...section, text: section.text.flatMap(lineOf) })),
    questions: { ...method.questions, lede: fill(method.questions.lede, constants(banks.newest)) },
    versions: { ...method.versions, list: method.versions.list.filter(({ version }) => published.has(version)) },
  };
}
