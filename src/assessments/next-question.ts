/**
 * The number of the question to go to after answering one: the next without an answer, wherever it stands; null when
 * every question has one. The page uses it without script, the island with it.
 */
export function nextQuestion(
  ids: readonly string[],
  answers: Readonly<Record<string, string>>,
  after: number,
): number | null {
  const open = ids.map((id, place) => ({ id, number: place + 1 })).filter(({ id }) => !Object.hasOwn(answers, id));
  return (open.find(({ number }) => number > after) ?? open[0])?.number ?? null;
}
