import { h, hydrate, options } from "preact";
import type { TakeView } from "#src/assessments/question-view.ts";
import { questionsAt } from "./questions-at.ts";
import { Take } from "./Take.tsx";

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
