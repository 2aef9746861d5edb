import { createHash, randomUUID } from "node:crypto";
import { latest } from "#src/report/lru.ts";

/** A page of a result takes about 110 KB of memory. */
const MOST = 100;

/** What is new each time that a page is sent, by the mark that stands for it in what is kept. */
export type Fresh = Readonly<Record<string, string>>;

export interface KeptPages {
  /** What stands in a page for a value that is new each time. Nobody else can have written it. */
  mark(name: string): string;
  /** The page that was laid out of this content, or null where none is kept. */
  find(content: unknown, fresh: Fresh): Response | null;
  /** Keeps a page as it has been laid out, with its marks, and gives it as it is sent. */
  keep(content: unknown, fresh: Fresh, laidOut: Response): Promise<Response>;
}

interface Kept {
  /** Texts and marks in turns. */
  parts: string[];
  headers: Headers;
  status: number;
}

/**
 * The `most` pages laid out last, so that one which is read again is not laid out again. They are found by all that they
 * are made of and by nothing else: whoever asks has read it anew, so a page never outlives what it shows, nor reaches
 * anybody for whom it was not made.
 */
export function keptPages(most = MOST): KeptPages {
  const pages = latest<Kept>(most);
  const nobodys = randomUUID();
  return {
    mark: (name) => `${name}-${nobodys}`,
    find(content, fresh) {
      const kept = pages.get(nameOf(content));
      return kept ? filled(kept, fresh) : null;
    },
    async keep(content, fresh, laidOut) {
      if (!laidOut.body) return laidOut;
      const { status } = laidOut;
      const headers = new Headers(laidOut.headers);
      headers.delete("content-length");
      const marks = new RegExp(`(${Object.keys(fresh).join("|")})`);
      const kept = { parts: (await laidOut.text()).split(marks), headers, status };
      if (status === 200) pages.set(nameOf(content), kept);
      return filled(kept, fresh);
    },
  };
}

const nameOf = (content: unknown) => createHash("sha256").update(JSON.stringify(content)).digest("base64");

const filled = ({ parts, headers, status }: Kept, fresh: Fresh) =>
  new Response(parts.map((part) => fresh[part] ?? part).join(""), { headers, status });
