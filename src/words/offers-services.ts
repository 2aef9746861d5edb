import type { Site } from "./site.ts";

/** Whether there is anything to ask the firm for. Without it the site has no services page and no link to one. */
export function offersServices({ call, services }: Pick<Site, "call" | "services">): boolean {
  return call.enabled || services !== undefined;
}
