/** What this site's own passkey routes answer. */
export interface PasskeyReply<Options> {
  options?: Options;
  location?: string;
  error?: string;
}

/** Sends JSON to a path of this site and returns what it says; nothing where no answer came. */
export async function askJson<Options>(path: string, body: unknown): Promise<PasskeyReply<Options>> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
  return (await answer?.json().catch(() => null)) ?? {};
}
