import type { Banks } from "./banks.ts";

/** The question that the newest version asks where this one was asked: itself, or what took its place since, version by version. */
export function askedNow({ all }: Pick<Banks, "all">, item: string): string {
  return all.reduce((own, { items }) => items.find(({ replaces }) => replaces === own)?.id ?? own, item);
}
