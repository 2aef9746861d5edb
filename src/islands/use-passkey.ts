/** Signs in by a passkey; its button shows only where the browser can. */
import { askJson } from "./ask-json.ts";

const door = document.querySelector<HTMLElement>("[data-use-passkey]");
const button = door?.querySelector("button");
const said = door?.querySelector<HTMLElement>("[data-said]");

if (door && button && said && "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
  const { usePasskey: path = "", next, failed = "", limited = "", none = "" } = door.dataset;
  door.hidden = false;

  const signIn = async (): Promise<string> => {
    const { options, error } = await askJson<PublicKeyCredentialRequestOptionsJSON>(path, {});
    if (!options) return error === "limited" ? limited : none;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    // Whoever closes the browser's dialogue rejects this.
    const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
    if (!(credential instanceof PublicKeyCredential)) return none;
    const { location: to, error: refused } = await askJson(path, { answer: credential.toJSON(), next });
    if (to === undefined) return refused === "limited" ? limited : failed;
    location.assign(to);
    return "";
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    said.textContent = await signIn();
    button.disabled = false;
    if (said.textContent) button.focus();
  });
}
