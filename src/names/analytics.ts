import type { InstrumentId } from "./instruments.ts";

/** Where events go. At least one of the two is on. */
export interface AnalyticsPlaces {
  /** The address of Plausible's events API, and the name that the site has there. */
  plausible: { events: string; domain: string } | null;
  /** Whether events are pushed to `window.dataLayer`. */
  dataLayer: boolean;
}

/** What a page tells the script that measures. */
export interface Measured extends AnalyticsPlaces {
  /** What it means to have come to this page; null where that is nothing yet. */
  event: "question" | "result" | "lead" | null;
  instrument: InstrumentId | null;
  /** The page as it is reported: the public origin and the route, with no reference in it. */
  page: string;
}
