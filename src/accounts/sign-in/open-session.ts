import type { Accounts } from "#src/accounts/domain.ts";
import { knowDevice } from "./known-device.ts";

/** Opens a session for somebody whose two steps were proved. Returns its cookies, and the one that knows the device again. */
export async function openSession(
  accounts: Accounts,
  { id, email }: { id: string; email: string },
  userAgent: string | null,
): Promise<string[]> {
  const headers = new Headers(userAgent === null ? {} : { "user-agent": userAgent });
  const opened = await (await accounts.auth()).api.openSession({ body: { staffId: id }, headers, returnHeaders: true });
  return [...opened.headers.getSetCookie(), await knowDevice(accounts, email)];
}
