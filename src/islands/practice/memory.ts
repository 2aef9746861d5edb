import { keepInTab, keptInTab } from "#src/islands/tab-memory.ts";
import { root } from "./page.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Everything that can be written on the sheet. */
const fields = () => [...(root?.querySelectorAll<Field>("input, textarea:not([readonly])") ?? [])];
const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox";

/** Keeps what is written on the sheet for a reload of this tab. */
export function remember(): void {
  const written = fields().flatMap((field): [string, string][] => {
    const value = isTick(field) ? (field.checked ? "on" : "") : field.value;
    return value ? [[field.name, value]] : [];
  });
  keepInTab(location.pathname, written.length > 0 ? JSON.stringify(Object.fromEntries(written)) : null);
}

function fillIn(values: Record<string, unknown>): void {
  for (const field of fields()) {
    const value = values[field.name];
    if (isTick(field)) field.checked = value === "on";
    else field.value = typeof value === "string" ? value : "";
  }
}

/** Puts what was written before a reload back. */
export function recall(): void {
  const kept = keptInTab(location.pathname);
  if (!kept) return;
  try {
    fillIn(JSON.parse(kept));
  } catch {}
}

export const clear = () => fillIn({});
