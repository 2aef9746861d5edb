import { h, hydrate, options } from "preact";
import { Take } from "./Take.tsx";

// Astro's own islands bring signals, a loader in every page and a second spelling of the props.
const sitting = document.getElementById("sitting");
const view = document.getElementById("view")?.textContent;
if (sitting && view) {
  // What a tap leads to stands there when the tap is over, a frame sooner than behind it.
  options.debounceRendering = (render) => render();
  hydrate(h(Take, { view: JSON.parse(view) }), sitting);
  sitting.dataset.live = "";
}
