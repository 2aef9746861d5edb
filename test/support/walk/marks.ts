import type { Bank } from "#src/instruments/instrument.ts";
import type { Text } from "#src/instruments/item-words.ts";
import type { ReportWords } from "#src/words/report.ts";

/** Stands before a sentence and says which one it is, so that what a report shows can be traced back to its words. */
const mark = (name: string) => `⟦${name}⟧`;
const MARK = /⟦([^⟧]*)⟧/g;

export const marksIn = (text: string): string[] => [...text.matchAll(MARK)].map(([, name = ""]) => name);
export const unmarked = (text: string): string => text.replace(MARK, "");

/** The words of a report, each behind its own path, such as `which.headlines.3.text`. What they need stays as it is. */
export function markedWords(words: ReportWords): ReportWords {
  const marked = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return mark(`words:${path}`) + value;
    if (Array.isArray(value)) return value.map((one, place) => marked(one, `${path}.${place}`));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, own]) => [
        key,
        key === "needs" ? own : marked(own, path ? `${path}.${key}` : key),
      ]),
    );
  };
  return marked(words, "") as ReportWords;
}

const markedText = (text: Text, name: string): Text =>
  typeof text === "string"
    ? mark(name) + text
    : text.map((one, place) => ({ ...one, text: mark(`${name}:${place}`) + one.text }));

/** A version whose words each stand behind what they are of: `finding:V1:a`, `fix:V1:merge-lists:title`, `prompt:V1`. */
export function markedBank(bank: Bank): Bank {
  return {
    ...bank,
    contradictions: bank.contradictions.map((one) => ({ ...one, question: mark(`question:${one.id}`) + one.question })),
    items: bank.items.map((item) => ({
      ...item,
      prompt: mark(`prompt:${item.id}`) + item.prompt,
      topic: mark(`topic:${item.id}`) + item.topic,
      ...(item.statement && { statement: mark(`statement:${item.id}`) + item.statement }),
      options: item.options.map((one) => ({ ...one, label: mark(`label:${item.id}:${one.id}`) + one.label })),
      dontKnow: { label: mark(`label:${item.id}:dk`) + item.dontKnow.label },
      findings: item.findings.map((one) => ({
        ...one,
        finding: markedText(one.finding, `finding:${item.id}:${one.id}`),
      })),
      unknown: {
        finding: markedText(item.unknown.finding, `unknown:${item.id}:finding`),
        title: markedText(item.unknown.title, `unknown:${item.id}:title`),
        lookUp: markedText(item.unknown.lookUp, `unknown:${item.id}:lookUp`),
      },
      proof: markedText(item.proof, `proof:${item.id}`),
      fixes: Object.fromEntries(
        Object.entries(item.fixes).map(([key, fix]) => [
          key,
          {
            ...fix,
            title: markedText(fix.title, `fix:${item.id}:${key}:title`),
            body: markedText(fix.body, `fix:${item.id}:${key}:body`),
            ...(fix.proof && { proof: markedText(fix.proof, `fix:${item.id}:${key}:proof`) }),
          },
        ]),
      ),
    })),
  };
}

/** Every string of a value, however deep. */
export function stringsOf(value: unknown, found: string[] = []): string[] {
  if (typeof value === "string") found.push(value);
  else if (Array.isArray(value)) for (const one of value) stringsOf(one, found);
  else if (value !== null && typeof value === "object") for (const one of Object.values(value)) stringsOf(one, found);
  return found;
}
