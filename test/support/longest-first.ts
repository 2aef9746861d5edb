import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, though some are short to read: begun last, they would leave the other workers idle. */
const LONG = [
  ...["second-brand", "faults/runs", "walker", "parameters", "hostile", "commands/", "check-content", "own-data"],
  ...["withdrawing", "leads/", "db/accounts", "pdf", "client/", "faults/"],
];

/** Vitest's own order, which knows no durations in a fresh copy, with the longest files in front. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.includes(name));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
