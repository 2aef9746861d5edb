/** On an optional question after a Diagnostic: its last answer, and leaving the rest out, lead to the result. */
import { choose, finish, leave } from "./leave.ts";

const about = document.querySelector<HTMLElement>("[data-attempt]");
const { attempt: base = "", last } = about?.dataset ?? {};
const form = about?.querySelector("form");

about?.querySelector(".about__skip a")?.addEventListener("click", (event) => {
  const { button, ctrlKey, metaKey, shiftKey } = event as MouseEvent;
  if (button > 0 || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  void leave(base);
});
if (last !== undefined && form)
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    if (!button || form.inert) return;
    form.inert = true;
    choose(form, button);
    void finish(form, base);
  });
