import { counted } from "#src/words/numbers.ts";
import type { ProgressSource, Reading } from "./source.ts";

/** What the founder called done between two readings; null for nothing. No change is judged by it (method, section 9). */
export function doneBetween({ done = [], words }: ProgressSource, before: Reading, after: Reading) {
  const lines = done
    .filter(({ doneAt }) => doneAt > before.completedAt && doneAt <= after.completedAt)
    .map(({ title }) => title);
  return lines.length > 0 ? { heading: counted(words.progress.opening.done, lines.length), lines } : null;
}
