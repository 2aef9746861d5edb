import type { Attribution } from "#db/schema/assessments.ts";

/** Where nothing is known of how a visitor came. */
const DIRECT = "direct";

/**
 * One word for how a sitting came about: its `utm_source`, else the host it was reached from, else "direct". Lower case,
 * so that "LinkedIn" and "linkedin" are one; never empty.
 */
export function sourceOf(attribution: Attribution): string {
  const given = (name: string) => attribution[name]?.trim().toLowerCase();
  return given("utm_source") || given("referrer_host") || DIRECT;
}
