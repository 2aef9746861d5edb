import { readNumber } from "#src/practice/read-number.ts";
import { say, typed, write } from "./sheet.ts";

/** What stands in a field with its label, as a line of Markdown; no line where it is blank. */
export function lineOf(name: string): string[] {
  const label = document.querySelector(`label[for="${name}"]`)?.textContent;
  return typed(name) ? [`- ${label}: ${typed(name)}`] : [];
}

/** The number in a field, or null. What is no number is said under the field and never guessed. */
export function numberIn(name: string, check: (value: number) => boolean = () => true): number | null {
  const read = readNumber(typed(name));
  const wrong = read === "nonsense" ? "notNumber" : read !== "blank" && !check(read) ? "outside" : null;
  write(`${name}-fault`, wrong ? say(wrong) : "");
  const field = document.querySelector(`[name="${name}"]`);
  if (wrong) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
  return typeof read === "number" && !wrong ? read : null;
}
