import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { StaffEvent } from "#src/names/accounts.ts";
import type { Condition } from "#src/outbox/condition.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";

/** The audit line of something that staff did to an endpoint, naming its host and not its path, which may be a secret. */
export function endpointEvent(
  { ids, clock }: Pick<EndpointDomain, "ids" | "clock">,
  { by, kind, url, what }: { by: string; kind: StaffEvent; url: string; what: string },
  only?: Condition,
) {
  const detail = `${new URL(url).host}: ${what}`;
  return recordStaffEvent({ id: ids(), staffId: by, kind, detail, at: clock() }, only);
}
