import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { signedIn } from "#test/support/browser/staff.ts";
import { loopbackSite } from "#test/support/server/loopback.ts";
import type { Server } from "#test/support/server/server.ts";
import { CURRENT } from "./taking.ts";

const NAMES = ["ready", "height", "started", "question", "submitted"];

/** Writes down every event and every message that reaches the page around the frame. */
const RECORDER = `<script>
  const seen = [], messages = [];
  for (const name of ${JSON.stringify(NAMES)})
    document.addEventListener("plumbline:" + name, ({ detail, target }) =>
      seen.push([name, detail, [...document.querySelectorAll("[data-plumbline-snapshot]")].indexOf(target)]));
  addEventListener("message", ({ data }) => messages.push(JSON.stringify(data)));
</script>`;

type Seen = [name: string, detail: { number?: number; height?: number }];
export const seenBy = (page: Page) => page.evaluate<Seen[]>("seen.map(([name, detail]) => [name, detail])");

export const frameOf = (page: Page) => page.frameLocator("iframe");
export const button = (page: Page, answer: string) =>
  frameOf(page).locator(`${CURRENT} button[name="answer"][value="${answer}"]`);
export const heading = (page: Page) => frameOf(page).getByRole("heading", { level: 1 });
export const link = (page: Page) => page.locator("[data-plumbline-snapshot] > a");

/** Two other sites with the same page; an owner allows the first of them and copies the snippet, so often, from the desk. */
export async function hosts(
  serverWith: () => Promise<Server>,
  browser: Browser,
  times = 1,
  change = (snippet: string) => snippet,
) {
  const server = await serverWith();
  let html = "";
  const site = () => loopbackSite((_, res) => res.setHeader("content-type", "text/html; charset=utf-8").end(html));
  const [allowed, other] = await Promise.all([site(), site()]);
  const desk = await browser.newPage({ baseURL: server.url });
  await signedIn(desk, server, { role: "owner" });
  await desk.goto(paths.settings);
  await desk.getByLabel("Sites that may show the Snapshot").fill(`${allowed.origin}/`);
  await desk.getByRole("button", { name: "Save the settings" }).click();
  await expect(desk.getByRole("status").first()).toHaveText("Saved.");
  await expect(desk.getByLabel("Sites that may show the Snapshot")).toHaveValue(allowed.origin);
  const snippet = await desk.getByLabel("What such a site puts into its page").inputValue();
  await desk.close();
  html = `<!doctype html><html lang="en"><title>Host</title><style>a { display: inline-block }</style>${RECORDER}<h1>A firm</h1>${change(snippet).repeat(times)}<p>After it.</p></html>`;
  return {
    server,
    allowed: allowed.origin,
    other: other.origin,
    stop: () => Promise.all([allowed.stop(), other.stop()]),
  };
}

/** Whether the frame is as tall as what is in it: nothing to scroll and nothing to spare. */
export async function expectFit(page: Page): Promise<void> {
  const spare = async () =>
    frameOf(page)
      .locator(":root")
      .evaluate(({ scrollHeight }) => {
        const content = document.querySelector(".frame")?.getBoundingClientRect().height ?? 0;
        return scrollHeight > innerHeight ? "scrolls" : innerHeight - content;
      });
  await expect.poll(spare).toBeLessThan(2);
}
