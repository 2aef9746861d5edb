/** Copies what an element holds, or marks it where the browser does not allow that; shares it where the device can. */

const isField = (held: HTMLElement): held is HTMLInputElement | HTMLTextAreaElement =>
  held instanceof HTMLInputElement || held instanceof HTMLTextAreaElement;

const textOf = (held: HTMLElement) => (isField(held) ? held.value : held.innerText).trim();

/** Lays the text out marked, to be copied by hand. */
function mark(held: HTMLElement): void {
  for (let fold = held.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  if (isField(held)) held.select();
  else getSelection()?.selectAllChildren(held);
  held.scrollIntoView({ block: "nearest" });
}

for (const copy of document.querySelectorAll<HTMLElement>("[data-copy]")) {
  const { copied = "", byHand = "" } = copy.dataset;
  const held = document.getElementById(copy.dataset.copy ?? "");
  const said = copy.querySelector("[role=status]");
  if (!held || !said) continue;
  copy.querySelector("button")?.addEventListener("click", async () => {
    const done = await navigator.clipboard?.writeText(textOf(held)).then(
      () => true,
      () => false,
    );
    if (!done) mark(held);
    said.textContent = done ? copied : byHand;
  });
  // What is copied is no longer what stands there once somebody types.
  document.addEventListener("input", () => {
    said.textContent = "";
  });
  copy.querySelector("[data-print]")?.addEventListener("click", () => print());
  const share = copy.querySelector<HTMLElement>("[data-share]");
  if (share && "share" in navigator) {
    share.hidden = false;
    // Whoever closes the share sheet again has changed their mind: nothing to say.
    share.addEventListener("click", () =>
      navigator.share({ title: document.title, [share.dataset.share ?? "text"]: textOf(held) }).catch(() => {}),
    );
  }
  copy.hidden = false;
}
