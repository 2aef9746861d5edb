import { set } from "./nouns.ts";

const BULLET = /^\s*(?:[-*•·–]|\(?\d{1,2}[.)]|[a-z][.)])\s+/;
const INLINE_LIST = /(?:^|\s)\(?1[.)]\s.+\s\(?2[.)]\s/;
const STRUNG = /\s*;\s*|\s+(?:[-–—|/>+→]|[-=]>)\s+|\s*(?:[-=]>|[→—])\s*/;
/** A word or the sign of a time. */
const SAYS = /[\p{L}\ue000-\uf8ff]/u;

export interface Parts {
  /** Each on its own: a line, a sentence, or what stands between semicolons or dashes. */
  parts: string[];
  list: boolean;
  sentences: number;
  question: boolean;
}

/** Cuts what was written at lines, ends of sentences and the marks that string statements together. */
export function partsOf(text: string): Parts {
  const lines = text.split(/\r?\n/).filter((line) => SAYS.test(line));
  const sentences = lines.flatMap((line) =>
    line
      .replace(BULLET, "")
      .split(/(?<=[.!?…])\s+/)
      .filter((sentence) => SAYS.test(sentence)),
  );
  return {
    parts: sentences.flatMap((sentence) => sentence.split(STRUNG)).filter((part) => SAYS.test(part)),
    list: lines.length > 1 || INLINE_LIST.test(text),
    sentences: sentences.length,
    question: /\?\s*$/.test(text),
  };
}

const ENGLISH = set(
  "the a an by to of in on is are was were has have had will and with for from that their our we they at it not be sign signs signed send sends sent",
);
const FOREIGN = set(
  "der die das den dem ein eine und ist wird bis zum für le la les un une des du et est pour el los las por para con una il di che het een van en av som uma os",
);

/** Whether what was written is in a language that the rules do not read. */
export function isForeign(text: string): boolean {
  const found = text.match(/\p{L}+/gu) ?? [];
  const count = (known: ReadonlySet<string>) => found.filter((word) => known.has(word)).length;
  return found.length > 2 && (count(FOREIGN) > count(ENGLISH) || !/[a-z]/.test(text));
}
