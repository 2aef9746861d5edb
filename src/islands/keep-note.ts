import { keepInTab, keptInTab } from "./tab-memory.ts";

/** Keeps the note that is being typed until it is saved, so that a sign-in which has ended takes nothing away. */
const field = document.querySelector<HTMLTextAreaElement>("[data-keep-note]");

if (field) {
  const key = `note/${field.dataset.keepNote}`;
  if (field.dataset.saved === undefined) field.value ||= keptInTab(key) ?? "";
  else keepInTab(key, null);
  field.addEventListener("input", () => keepInTab(key, field.value || null));
}
