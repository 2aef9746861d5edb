/** The inbox by keyboard: j and k move between leads, x ticks one. Enter is the browser's own: it follows the link. */
const rows = [...document.querySelectorAll<HTMLTableRowElement>("tr[data-lead]")];
const shown = rows.findIndex((row) => row.classList.contains("leads__shown"));

/** The row that has the focus; before there is one, the row that is shown beside the table. */
function current(): number {
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  return focused >= 0 ? focused : shown;
}

/** A row has one link for each layout, of which one is visible. */
function focusRow(place: number): void {
  const links = rows[place]?.querySelectorAll<HTMLAnchorElement>("a") ?? [];
  [...links].find((link) => link.checkVisibility())?.focus();
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") focusRow(Math.min(current() + 1, rows.length - 1));
  else if (event.key === "k") focusRow(Math.max(current() - 1, 0));
  else if (event.key === "x") rows[current()]?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
  else return;
  event.preventDefault();
});
