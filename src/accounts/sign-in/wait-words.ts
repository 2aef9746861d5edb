/** A wait as a person reads it, at least as long as the seconds given. */
export function inWords(seconds: number): string {
  if (seconds < 5) return "now";
  if (seconds <= 60) return "in a minute";
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
