import { askWhich, readNumber, type WhichNumber } from "#src/numbers.ts";
import { field, phrase, typed, write } from "./page.ts";
import { atPause } from "./sheet.ts";

/** What stands in a field with its label, as a line of Markdown; no line where it is blank. */
export function lineOf(name: string): string[] {
  const label = document.querySelector(`label[for="${name}"]`)?.textContent;
  return typed(name) ? [`- ${label}: ${typed(name)}`] : [];
}

/** Says under a field what is wrong with it, and lays out the readings to choose from where there are two. */
function showFault(name: string, fault: string, choices: WhichNumber["choices"] = []): void {
  const input = field(name);
  write(`${name}-fault`, fault);
  if (fault) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
  const buttons = choices.map(({ value, label }) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn--quiet btn--sm", textContent: label });
    button.addEventListener("click", () => {
      if (!input) return;
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    return button;
  });
  document.querySelector(`[data-which="${name}"]`)?.replaceChildren(...buttons);
}

/**
 * The number in a field, or null. What is no number is said under the field, and what may be two is asked there, once
 * typing pauses; neither is guessed.
 */
export function numberIn(name: string, most?: number): number | null {
  const read = readNumber(typed(name));
  const number = typeof read === "number" && read >= 0 && read <= (most ?? read) ? read : null;
  atPause(() => {
    if (typeof read === "object") {
      const { question, choices } = askWhich(read, phrase);
      showFault(name, question, choices);
    } else if (typeof read === "number" && number === null) showFault(name, phrase(most ? "outside" : "negative"));
    else showFault(name, read === "nonsense" ? phrase("notNumber") : "");
  });
  return number;
}
