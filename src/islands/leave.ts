/**
 * Goes on to where a completed sitting leads, in the place of its first page: the browser's Back then leaves in one
 * press, and not through every question. `base` is the sitting's address, from which the server leads to the result.
 */
export async function leave(base: string): Promise<void> {
  // A browser that keeps no list of its pages goes on in the place of the last one.
  const entries = "navigation" in window ? navigation.entries() : [];
  const isQuestion = ({ url }: NavigationHistoryEntry) => /^\/(\d+|check)$/.test(pathOf(url).replace(base, ""));
  const first = entries.find(isQuestion);
  // A page of another document is asked for again and becomes the result; this one is gone then.
  if (first) await navigation.traverseTo(first.key).finished?.catch(() => {});
  location.replace(base);
}

const pathOf = (url: string | null) => (url ? new URL(url).pathname : "");

/** Sends the form that ends a sitting and leaves. What is answered with anything but a redirect is for the visitor to see. */
export async function finish(form: HTMLFormElement, base: string): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const sent = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (sent?.type === "opaqueredirect") await leave(base);
  else form.submit();
}

/** Gives a form the value of the button that it was sent with, which it has only in its own submission. */
export function choose(form: HTMLFormElement, { name, value }: { name: string; value: string }): void {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}
