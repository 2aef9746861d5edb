import { policyHash } from "./policy-hash.ts";

/**
 * Runs in a question page once it has been painted: only then is the script asked for that takes it over, since each request
 * costs a slow phone some milliseconds before. A frame out of sight is not painted, and does not wait. Without its script the
 * page stays the form that it is.
 */
export const LATE = `{
const late = () => import(document.getElementById("sitting").dataset.script).catch(() => {});
requestAnimationFrame(() => setTimeout(late));
setTimeout(late, 1000);
}`;

/** What the page's policy lets it run by. */
export const LATE_HASH = policyHash(LATE);
