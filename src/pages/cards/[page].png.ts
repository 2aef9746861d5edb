import type { APIRoute } from "astro";
import { instrumentOf } from "#src/forms/attempt-of.ts";
import type { SitePage } from "#src/paths.ts";
import { cardAnswer } from "#src/report/card/answer.ts";

const DAY = 86_400;

/** The cards of the public pages: home, method, those about the firm and the site, and both instruments. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const { bank, site, pageWords, sitePageWords, privacyWords } = app;
  if (params.page === "home") return cardAnswer(await app.card({ title: site.tagline, line: site.footer }), DAY);
  if (params.page === "method")
    return cardAnswer(await app.card({ title: pageWords.methodCard, line: site.name }), DAY);
  const titles: Record<SitePage, string> = {
    about: sitePageWords.about.title,
    services: sitePageWords.services.title,
    contact: sitePageWords.contact.title,
    accessibility: sitePageWords.accessibility.title,
    privacy: privacyWords.title,
  };
  const title = new Map(Object.entries(titles)).get(params.page ?? "");
  if (title) return cardAnswer(await app.card({ title, line: site.name }), DAY);
  const instrument = instrumentOf(params.page);
  if (!instrument) return new Response(null, { status: 404 });
  const { name, items, context } = bank.instruments[instrument];
  const { time, tells } = pageWords.start[instrument];
  const line = `${time}, ${items.length + context.length} ${pageWords.start.questions}. ${tells}.`;
  return cardAnswer(await app.card({ title: name, line }), DAY);
};
