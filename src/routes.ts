import { INSTRUMENT_IDS } from "#src/names/instruments.ts";

/** What holds for a route beside what its page shows. */
export interface Route {
  /** Takes a form or a JSON body. Every other route answers 405 to a POST. */
  post?: true;
  /** Takes a POST from programs and other sites too: what is sent there proves itself. */
  exempt?: true;
  /** For one person or for staff: nobody keeps an answer, no search engine lists it, nor anything below it. */
  private?: true;
  /** Whom it is for; others get a sign-in page and 401. `enrolling` lets staff in whose second step is still to be set up. */
  guarded?: "staff" | "enrolling" | "founder";
  /** Stands in the sitemap, beside every article, term and example. */
  found?: true;
  /** May be shown in a frame by the sites that staff allow. */
  framed?: true;
}

/** Every page and endpoint by its file under `src/pages`. */
export const ROUTES = {
  "/": { found: true },
  "/404": {},
  "/problem": {},
  "/preview": {},

  "/about": { found: true },
  "/accessibility": { found: true },
  "/articles": { found: true },
  "/articles/[slug]": {},
  "/contact": { post: true, found: true },
  "/examples": { found: true },
  "/examples/[slug]": {},
  "/glossary": { found: true },
  "/glossary/[slug]": {},
  "/method": { found: true },
  "/practice": { found: true },
  "/practice/away-a-week": { found: true },
  "/practice/handoffs": { found: true },
  "/practice/honest-pipeline": { found: true },
  "/practice/one-lever": { found: true },
  "/practice/top-five": { found: true },
  "/privacy": { found: true },
  // Found where there is something to offer.
  "/services": {},

  "/cards/[page].png": {},
  "/cards/[folder]/[slug].png": {},
  "/export.schema.json": {},
  "/icon.svg": {},
  "/llms.txt": {},
  "/robots.txt": {},
  "/rss.xml": {},
  "/sitemap.xml": {},
  "/questions/[instrument]/[version].json": {},

  "/[instrument]": { post: true, found: true },
  "/[instrument]/[reference]": { private: true },
  "/[instrument]/[reference]/[step]": { post: true, private: true },
  "/[instrument]/[reference]/about/[step]": { post: true, private: true },
  "/[instrument]/[reference]/answers": { post: true, private: true },
  "/[instrument]/[reference]/check": { post: true, private: true },
  "/[instrument]/[reference]/link": { post: true, private: true },

  "/embed/snapshot": { post: true, private: true, framed: true },
  "/embed/snapshot/[reference]": { private: true, framed: true },
  "/embed/snapshot/[reference]/[step]": { post: true, private: true, framed: true },
  "/results/[reference]": { private: true },
  "/results/[reference].json": { private: true },
  "/results/[reference]/blind-spots": { post: true, private: true },
  "/results/[reference]/call": { post: true, private: true },
  "/results/[reference]/card.png": { private: true },
  "/results/[reference]/card-square.png": { private: true },
  "/results/[reference]/check-ins": { post: true, private: true },
  "/results/[reference]/commitment": { post: true, private: true },
  "/results/[reference]/erasure": { post: true, private: true },
  "/results/[reference]/first": { private: true },
  "/results/[reference]/keeping": { post: true, private: true },
  "/results/[reference]/last-answer": { post: true, private: true },
  "/results/[reference]/report": { post: true, private: true },
  "/results/[reference]/report.pdf": { private: true },
  "/results/[reference]/seats": { post: true, private: true },
  "/results/[reference]/sharing": { post: true, private: true },
  "/results/[reference]/sizing": { post: true, private: true },
  "/shared/[share]": { private: true },
  "/shared/[share]/card.png": { private: true },
  "/blind-spots/[reference]": { private: true },
  "/blind-spots/[reference]/[step]": { post: true, private: true },
  "/blind-spots/[reference]/answers": { post: true, private: true },
  "/seats/[reference]": { private: true },
  "/seats/[reference]/[step]": { post: true, private: true },
  "/seats/invited/[reference]": { post: true, private: true },

  "/ask-again/[token]": { post: true, private: true },
  "/ask-again/[token]/retake": { post: true, private: true },
  "/ask-again/[token]/stop": { post: true, exempt: true, private: true },
  "/check-ins/[token]": { post: true, private: true },
  "/check-ins/[token]/[answer]": { post: true, private: true },
  "/check-ins/[token]/stop": { post: true, exempt: true, private: true },
  "/erase/[token]": { post: true, private: true },
  "/not-you/[token]": { post: true, private: true },
  "/reminders/[token]": { post: true, private: true },
  "/retake/[token]": { post: true, private: true },
  "/was-this-you/[token]": { post: true, private: true },
  "/unsubscribe/[token]": { post: true, exempt: true, private: true },

  "/progress": { private: true, guarded: "founder" },
  "/progress/ask-again": { post: true, private: true, guarded: "founder" },
  "/progress/claims": { post: true, private: true, guarded: "founder" },
  "/progress/commitments": { post: true, private: true, guarded: "founder" },
  "/progress/data": { private: true, guarded: "founder" },
  "/progress/data/consents": { post: true, private: true, guarded: "founder" },
  "/progress/data/erasure": { post: true, private: true, guarded: "founder" },
  "/progress/data/export.json": { private: true, guarded: "founder" },
  "/progress/retakes": { post: true, private: true, guarded: "founder" },
  "/progress/sign-in": { post: true, private: true },
  "/progress/sign-in/[token]": { post: true, private: true },
  "/progress/sign-out": { post: true, private: true, guarded: "founder" },

  "/desk": { private: true, guarded: "staff" },
  "/desk/account": { post: true, private: true, guarded: "staff" },
  "/desk/account/passkeys": { post: true, private: true, guarded: "staff" },
  "/desk/account/second-step": { post: true, private: true, guarded: "enrolling" },
  "/desk/funnel": { private: true, guarded: "staff" },
  "/desk/funnel.csv": { private: true, guarded: "staff" },
  "/desk/join/[token]": { post: true, private: true },
  "/desk/leads.csv": { private: true, guarded: "staff" },
  "/desk/leads/[id]": { private: true, guarded: "staff" },
  "/desk/leads/[id]/save": { post: true, private: true, guarded: "staff" },
  "/desk/leads/[id]/erasure": { post: true, private: true, guarded: "staff" },
  "/desk/leads/changes": { post: true, private: true, guarded: "staff" },
  "/desk/mail": { private: true, guarded: "staff" },
  "/desk/mail/[id]": { post: true, private: true, guarded: "staff" },
  "/desk/mail/suppressions": { post: true, private: true, guarded: "staff" },
  "/desk/people": { post: true, private: true, guarded: "staff" },
  "/desk/settings": { post: true, private: true, guarded: "staff" },
  "/desk/sign-in": { post: true, private: true },
  "/desk/sign-in/code": { post: true, private: true },
  "/desk/sign-in/link": { post: true, private: true },
  "/desk/sign-in/link/[token]": { post: true, private: true },
  "/desk/sign-in/passkey": { post: true, private: true },
  "/desk/sign-out": { post: true, private: true, guarded: "enrolling" },
  "/desk/webhooks": { post: true, private: true, guarded: "staff" },
  "/desk/webhooks/[id]": { post: true, private: true, guarded: "staff" },

  "/hooks/resend": { post: true, exempt: true, private: true },
} as const satisfies Record<string, Route>;

const ROWS: Readonly<Record<string, Route>> = ROUTES;

/** The row of a route by its pattern, as Astro names the route of a request. */
export function routeOf(pattern: string): Route {
  return ROWS[pattern] ?? {};
}

/** Addresses of the pages that stand in the sitemap, beside every article, term and example. */
export const FOUND_PAGES: readonly string[] = Object.keys(ROWS)
  .filter((pattern) => routeOf(pattern).found)
  .flatMap((pattern) => INSTRUMENT_IDS.map((instrument) => pattern.replace("[instrument]", instrument)))
  .filter((path, place, all) => all.indexOf(path) === place);
