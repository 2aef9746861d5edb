import { z } from "zod";
import { CONTENT, readContent } from "#src/content.ts";
import { readSample, type Sample, sampleNames } from "./samples.ts";

/** What must stand beside a version in `content/` before it may be published. */
export interface Around {
  samples: readonly { name: string; sample: Sample }[];
  /** The questions with a conversation for seats that differ on them, by id. */
  conversations: Pick<ReadonlySet<string>, "has">;
  /** The versions that the method page has a line of. */
  history: Pick<ReadonlySet<string>, "has">;
}

// The words have schemas of their own, a floor above; here only names are read.
const seats = z.looseObject({ conversations: z.record(z.string(), z.string()) });
const method = z.looseObject({ versions: z.looseObject({ list: z.array(z.looseObject({ version: z.string() })) }) });

export function readAround(): Around {
  const { conversations } = readContent(CONTENT, "words/seats.yaml", seats);
  const { versions } = readContent(CONTENT, "words/method.yaml", method);
  return {
    samples: sampleNames().map((name) => ({ name, sample: readSample(name) })),
    conversations: new Set(Object.keys(conversations)),
    history: new Set(versions.list.map(({ version }) => version)),
  };
}
