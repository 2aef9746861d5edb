/** Adds a passkey on the account page; its form shows only where the browser can make one. */
import { askJson } from "./ask-json.ts";

const place = document.querySelector<HTMLElement>("[data-add-passkey]");
const form = place?.querySelector<HTMLFormElement>("form[data-new-passkey]");
const said = place?.querySelector<HTMLElement>("[data-said]");

if (place && form && said) {
  const { addPasskey: path = "", failed = "", unable = "" } = place.dataset;
  const able = "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
  if (able) form.hidden = false;
  else said.textContent = unable;

  const add = async (): Promise<string> => {
    const fields = new FormData(form);
    const offered = await askJson<PublicKeyCredentialCreationOptionsJSON>(path, { password: fields.get("password") });
    if (!offered.options) return offered.error ?? failed;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(offered.options);
    // Whoever closes the browser's dialogue rejects this, and so does an authenticator that holds one already.
    const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
    if (!(credential instanceof PublicKeyCredential)) return failed;
    const kept = await askJson(path, { answer: credential.toJSON(), name: fields.get("name") ?? "" });
    if (kept.location === undefined) return kept.error ?? failed;
    location.assign(kept.location);
    return "";
  };

  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const button = form.querySelector("button");
    if (button) button.disabled = true;
    said.textContent = "";
    said.textContent = await add();
    if (button) button.disabled = false;
    if (said.textContent) form.querySelector<HTMLInputElement>("[name=password]")?.focus();
  });
}
