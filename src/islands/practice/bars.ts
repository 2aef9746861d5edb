import type { Bar } from "#src/practice/bar.ts";

/** Draws one bar of a picture, by attributes alone: the page's policy allows no style. Without a bar it is gone. */
export function draw(name: string, bar: Bar | null, full: number): void {
  const picture = document.querySelector(`[data-bar="${name}"]`);
  if (!picture) return;
  picture.toggleAttribute("hidden", !bar || full <= 0);
  const [pale, solid] = picture.querySelectorAll("rect");
  const place = (rect: Element | undefined, [from, to]: readonly [number, number]) => {
    rect?.setAttribute("x", `${(100 * from) / full}%`);
    rect?.setAttribute("width", `${(100 * (to - from)) / full}%`);
  };
  if (!bar || full <= 0) return;
  place(solid, bar.solid);
  place(pale, bar.pale ?? [0, 0]);
}
