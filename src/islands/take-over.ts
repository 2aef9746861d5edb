import { h, hydrate } from "preact";
import { Take } from "./Take.tsx";

// Astro's own islands bring signals, a loader in every page and a second spelling of the props.
const sitting = document.getElementById("sitting");
const view = document.getElementById("view")?.textContent;
if (sitting && view) {
  hydrate(h(Take, { view: JSON.parse(view) }), sitting);
  sitting.dataset.live = "";
}
