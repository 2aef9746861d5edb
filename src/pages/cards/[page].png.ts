import type { APIRoute } from "astro";
import { instrumentOf } from "#src/forms/attempt-of.ts";
import type { SitePage } from "#src/paths.ts";
import { cardResponse } from "#src/report/card/response.ts";

const DAY = 86_400;

/** The cards of the public pages: home, method, those about the firm and the site, and both instruments. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const { banks, site } = app;
  const { pages, sitePages, privacy } = app.words;
  if (params.page === "home") return cardResponse(await app.card({ title: site.tagline, line: site.footer }), DAY);
  if (params.page === "method") return cardResponse(await app.card({ title: pages.methodCard, line: site.name }), DAY);
  const titles: Record<SitePage, string> = {
    about: sitePages.about.title,
    services: sitePages.services.title,
    contact: sitePages.contact.title,
    accessibility: sitePages.accessibility.title,
    privacy: privacy.title,
  };
  const title = new Map(Object.entries(titles)).get(params.page ?? "");
  if (title) return cardResponse(await app.card({ title, line: site.name }), DAY);
  const instrument = instrumentOf(params.page);
  if (!instrument) return new Response(null, { status: 404 });
  const { name, items, context } = banks.newest.instruments[instrument];
  const { time, tells } = pages.start[instrument];
  const line = `${time}, ${items.length + context.length} ${pages.start.questions}. ${tells}.`;
  return cardResponse(await app.card({ title: name, line }), DAY);
};
