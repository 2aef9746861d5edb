import { hash, randomUUID } from "node:crypto";
import type { Answer } from "#src/forms/pages/answer.ts";
import { latest } from "#src/lru.ts";
import { type Deflated, deflated, gzipOf, stored, takesGzip } from "./gzip.ts";

/** A page of a result takes about 80 KB of memory. */
const MOST = 100;

/** What is new each time that a page is sent, by the mark that stands for it in what is kept. */
export type Fresh = Readonly<Record<string, string>>;

/** Who asks, of whom only the codings that are taken matter. */
type Asking = { headers: Pick<Headers, "get"> };

export interface KeptPages {
  /** What stands in a page for a value that is new each time. Nobody else can have written it. */
  mark(name: string): string;
  /** The page that was laid out of this content, or null where none is kept. */
  find(content: unknown, fresh: Fresh, asking: Asking): Answer | null;
  /** Keeps a page as it has been laid out, with its marks, and gives it as it is sent. */
  keep(content: unknown, fresh: Fresh, asking: Asking, laidOut: Response): Promise<Response>;
}

interface Kept {
  /** Texts, and marks by their names. */
  parts: (Deflated | string)[];
  headers: Answer["headers"];
  status: number;
}

/**
 * The `most` pages laid out last, so that one which is read again is neither laid out nor deflated again. They are found by
 * all that they are made of and by nothing else: whoever asks has read it anew, so a page never outlives what it shows, nor
 * reaches anybody for whom it was not made.
 */
export function keptPages(most = MOST): KeptPages {
  const pages = latest<Kept>(most);
  const nobodys = randomUUID();
  return {
    mark: (name) => `${name}-${nobodys}`,
    find(content, fresh, asking) {
      const kept = pages.get(nameOf(content));
      return kept ? filled(kept, fresh, asking) : null;
    },
    async keep(content, fresh, asking, laidOut) {
      // A cookie is one visitor's.
      if (!laidOut.body || laidOut.headers.has("set-cookie")) return laidOut;
      const { status } = laidOut;
      const { "content-length": _, ...headers } = Object.fromEntries(laidOut.headers);
      const marks = new RegExp(`(${Object.keys(fresh).join("|")})`);
      const parts = (await laidOut.text())
        .split(marks)
        .map((part) => (Object.hasOwn(fresh, part) ? part : deflated(part)));
      const kept = { parts, headers, status };
      if (status === 200) pages.set(nameOf(content), kept);
      const answer = filled(kept, fresh, asking);
      return new Response(answer.body, answer);
    },
  };
}

const nameOf = (content: unknown) => hash("sha256", JSON.stringify(content), "base64");

function filled({ parts, headers, status }: Kept, fresh: Fresh, asking: Asking): Answer {
  const whole = parts.map((part) => (typeof part === "string" ? stored(fresh[part] ?? part) : part));
  return takesGzip(asking)
    ? { status, headers: { ...headers, "content-encoding": "gzip" }, body: gzipOf(whole) }
    : { status, headers, body: Buffer.concat(whole.map(({ bytes }) => bytes)) };
}
