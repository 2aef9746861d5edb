import type { Page } from "@playwright/test";
import { loopbackSite } from "#test/support/server/loopback.ts";

/** What a visitor types where events are counted; it stands in none of them. */
export const ADDRESS = "measured@firm.example";

interface Received {
  path: string;
  body: string;
  headers: Record<string, unknown>;
}

/** A Plausible on this machine that writes down what it is sent. */
export async function plausible() {
  const received: Received[] = [];
  const site = await loopbackSite(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    received.push({ path: `${req.method} ${req.url}`, body, headers: req.headers });
    res.setHeader("access-control-allow-origin", "*").writeHead(202).end("ok");
  });
  return { ...site, received };
}

/** Everything that is pushed to the data layer, in whatever tab. */
export async function layerOf(page: Page): Promise<object[]> {
  const pushed: object[] = [];
  await page.context().exposeFunction("layered", (entry: object) => pushed.push(entry));
  await page.context().addInitScript(() => {
    const page = window as unknown as { layered: (entry: object) => void; dataLayer: object };
    page.dataLayer = { push: (entry: object) => page.layered(entry) };
  });
  return pushed;
}
