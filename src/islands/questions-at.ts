import type { QuestionView } from "#src/assessments/question-view.ts";

/** The words of all questions; none where they cannot be had. The page has asked for them before its script ran. */
export async function questionsAt(path: string | null): Promise<readonly QuestionView[]> {
  try {
    const sent = path === null ? null : await fetch(path);
    return sent?.ok ? await sent.json() : [];
  } catch {
    return [];
  }
}
