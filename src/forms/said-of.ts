/** The sentence for what an address says was done (`?done=`), or undefined for what is no sentence of this page. */
export function saidOf(sentences: Readonly<Record<string, string>>, { searchParams }: URL): string | undefined {
  const done = searchParams.get("done") ?? "";
  return Object.hasOwn(sentences, done) ? sentences[done] : undefined;
}
