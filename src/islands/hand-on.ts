/** Lets a link be copied, or shared where the device can; without script it stands there to be copied by hand. */
for (const link of document.querySelectorAll<HTMLElement>("[data-link]")) {
  const { link: url = "", copied = "", byHand = "" } = link.dataset;
  const button = (name: string) => link.querySelector<HTMLButtonElement>(`[data-${name}]`);
  const status = link.querySelector("[role=status]");
  const [copy, share] = [button("copy"), button("share")];
  if (copy) copy.hidden = false;
  if (share) share.hidden = !("share" in navigator);
  copy?.addEventListener("click", async () => {
    const done = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    if (!done) link.querySelector("input")?.select();
    if (status) status.textContent = done ? copied : byHand;
  });
  // Whoever closes the share sheet again has changed their mind: nothing to say.
  share?.addEventListener("click", () => navigator.share({ url }).catch(() => {}));
}
