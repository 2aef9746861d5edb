import { h, hydrate, options } from "preact";
import type { QuestionView, TakeView } from "#src/assessments/question-view.ts";
import { Take } from "./Take.tsx";

/** The words of all questions; none where they cannot be had. The page has asked for them before its script ran. */
async function questionsAt(path: string | null): Promise<readonly QuestionView[]> {
  try {
    const sent = path === null ? null : await fetch(path);
    return sent?.ok ? await sent.json() : [];
  } catch {
    return [];
  }
}

// Astro's own islands bring signals, a loader in every page and a second spelling of the props.
const sitting = document.getElementById("sitting");
const written = document.getElementById("view")?.textContent;
if (sitting && written) {
  const view: TakeView = JSON.parse(written);
  // Asked for first: they come while the page is taken over.
  const words = questionsAt(view.questionsPath);
  // What a tap leads to stands there when the tap is over, a frame sooner than behind it.
  options.debounceRendering = (render) => render();
  hydrate(h(Take, { view, words }), sitting);
  sitting.dataset.live = "";
}
