import { policyHash } from "./policy-hash.ts";

/**
 * Runs in a question page once it has been painted: only then are its faces asked for, and the script that takes it over. A
 * face that is on its way doubles the time that its words take to be laid out. A frame out of sight is not painted, and does
 * not wait. Without its script the page stays the form that it is.
 */
export const LATE = `{
const late = () => {
document.documentElement.dataset.painted = "";
const { script } = document.getElementById("sitting").dataset;
if (script) import(script).catch(() => {});
};
requestAnimationFrame(() => setTimeout(late));
setTimeout(late, 1000);
}`;

/** What the page's policy lets it run by. */
export const LATE_HASH = policyHash(LATE);

/**
 * The styles of faces as Astro writes them, with what stands in for each until the page has been painted. Where no script
 * runs, each face is asked for at once, by browsers that know the media feature `scripting`; by others, never.
 * @throws {Error} where Astro writes them in another way
 */
export function lateFaces(styles: string): string {
  const late = styles
    .replaceAll(/<\/?style>/g, "")
    .replaceAll(
      /:root\{(--[\w-]+):([^,;]+),([^;]+);\}/g,
      ":root{$1:$3}:root[data-painted]{$1:$2,$3}@media (scripting:none){:root{$1:$2,$3}}",
    );
  const families = styles.split(":root{").length;
  if (late.split(":root[data-painted]{").length !== families) throw new Error("A face of a question page is not late.");
  return late;
}
