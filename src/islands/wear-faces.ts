/** Fetches the faces of a question page behind its paint; the next question that is shown is the first to wear them. */
export async function wearFaces(): Promise<void> {
  const held = document.createElement("template");
  held.innerHTML = document.querySelector("head > noscript")?.textContent ?? "";
  const [files, worn] = held.content.children;
  if (!files || !worn) return;
  document.head.append(files);
  const families = worn.textContent.matchAll(/\{[^:]*:([^,]+),/g);
  await Promise.all([...families].map(([, family]) => document.fonts.load(`1em ${family}`)));
  addEventListener("question", () => document.head.append(worn), { once: true });
}
