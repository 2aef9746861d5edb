/** Leaves of the glossary what has the typed letters in it. Without script the whole list stands, and no field. */
const fold = (text: string | null) => (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const field = document.querySelector<HTMLInputElement>("[data-filter]");
const said = document.querySelector<HTMLElement>("[data-found]");
const letters = [...document.querySelectorAll<HTMLElement>(".letter")].map((letter) => ({
  letter,
  terms: [...letter.querySelectorAll<HTMLElement>("dl > div")].map((term) => ({ term, text: fold(term.textContent) })),
}));

function filter(): void {
  const wanted = fold(field?.value.trim() ?? "");
  let found = 0;
  for (const { letter, terms } of letters) {
    const before = found;
    for (const { term, text } of terms) {
      term.hidden = !text.includes(wanted);
      if (!term.hidden) found += 1;
    }
    letter.hidden = found === before;
  }
  const { none, one, other } = said?.dataset ?? {};
  const sentence = found === 0 ? none : found === 1 ? one : other;
  if (said) said.textContent = wanted ? (sentence ?? "").replace("{count}", String(found)) : "";
}

field?.addEventListener("input", filter);
// What a browser puts back into the field after a reload counts too.
if (field?.value) filter();
