import { expect, type Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { mailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";
import { hiddenField, post } from "./visitor.ts";

/** The first address in a text whose path begins with these segments, as in "progress/sign-in"; "" where there is none. */
export const linkIn = (text: string | undefined, path: string) =>
  new RegExp(`http\\S+/${path}/[\\w.-]+`).exec(text ?? "")?.[0] ?? "";

/** The links of one kind in every mail to this mailbox so far. */
export async function linksTo(server: Server, address: string, path: string): Promise<string[]> {
  const links = (await mailTo(server, address)).map(({ text }) => linkIn(text, path));
  return links.filter((link) => link !== "");
}

/** Waits for the link of a kind that was not among those of before. */
export async function newLinkTo(
  server: Server,
  address: string,
  path: string,
  before: readonly string[] = [],
): Promise<string> {
  const fresh = async () => (await linksTo(server, address, path)).filter((link) => !before.includes(link));
  await expect.poll(async () => (await fresh()).length, { timeout: WAIT_LIMIT }).toBe(1);
  const [link = ""] = await fresh();
  return link;
}

/** Asks for a sign-in link as a browser without script does. */
export async function askForLink(server: Server, email: string): Promise<Response> {
  const page = await fetch(server.url + paths.founderSignIn);
  return post(server, paths.founderSignIn, { time: hiddenField(await page.text(), "time"), email });
}

/** Signs in by a mail that is read, and stands on the mailbox's own page afterwards. */
export async function signIn(page: Page, server: Server, address: string): Promise<void> {
  const before = await linksTo(server, address, "progress/sign-in");
  await askForLink(server, address);
  await page.goto(await newLinkTo(server, address, "progress/sign-in", before));
  await page.getByRole("button", { name: words.access.link.button }).click();
  await expect(page).toHaveURL(server.url + paths.progress);
}
