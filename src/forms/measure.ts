import type { AnalyticsPlaces, Measured } from "#src/names/analytics.ts";
import type { InstrumentId } from "#src/names/instruments.ts";

interface Asked {
  request: { headers: Pick<Headers, "get"> };
  locals: { app: { analytics: AnalyticsPlaces | null; publicUrl: string } };
  /** The route, never the address: it holds no reference. */
  routePattern: string;
  csp?: { insertDirective: (directive: `connect-src${string}`) => void } | undefined;
}

/** What happens on a page of its own; a start is a form that is sent, so every measured page looks out for it. */
type Here = Pick<Measured, "event"> & { instrument?: InstrumentId };

/** Whether the visitor's browser asks not to be measured, by Global Privacy Control or Do Not Track. */
export function asksNotToBeMeasured(headers: Pick<Headers, "get">): boolean {
  return headers.get("sec-gpc") === "1" || headers.get("dnt") === "1";
}

/**
 * What the page hands to the script that measures, with the policy opened to the one place where events go; null where
 * analytics are off or the visitor asks not to be measured, and then nothing of it is on the page.
 */
export function measure({ request, locals, routePattern, csp }: Asked, { event, instrument }: Here): Measured | null {
  const { analytics, publicUrl } = locals.app;
  if (analytics === null || asksNotToBeMeasured(request.headers)) return null;
  const { plausible } = analytics;
  if (plausible) csp?.insertDirective(`connect-src 'self' ${new URL(plausible.events).origin}`);
  const page = publicUrl + (instrument ? routePattern.replace("[instrument]", instrument) : routePattern);
  return { ...analytics, event, instrument: instrument ?? null, page };
}
