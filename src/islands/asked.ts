import { keepInTab, keptInTab } from "./tab-memory.ts";

/**
 * What was asked for at a result is said there to whoever asked, in the tab that it was asked in: whoever else holds the
 * link learns nothing of it.
 */
const keyOf = (what: string | undefined) => `asked/${what}`;

for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-asks]")) keepInTab(keyOf(dataset.asks), "yes");
for (const said of document.querySelectorAll<HTMLElement>("[data-asked]"))
  said.hidden = keptInTab(keyOf(said.dataset.asked)) === null;
