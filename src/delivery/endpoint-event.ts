import type { StaffEvent } from "../accounts/names.ts";
import { recordStaffEvent } from "../accounts/staff-event.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";

/** The audit line of something that staff did to an endpoint, naming its host and not its path, which may be a secret. */
export function endpointEvent(
  { ids, clock }: Pick<EndpointDomain, "ids" | "clock">,
  { by, kind, url, what }: { by: string; kind: StaffEvent; url: string; what: string },
) {
  return recordStaffEvent({ id: ids(), staffId: by, kind, detail: `${new URL(url).host}: ${what}`, at: clock() });
}
