import type { Tx } from "#db/client/transaction.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { StaffEvent } from "#src/names/accounts.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";

/** The audit line of something that staff did to an endpoint, naming its host and not its path, which may be a secret. */
export async function writeEndpointEvent(
  tx: Tx,
  { ids, clock }: Pick<EndpointDomain, "ids" | "clock">,
  { by, kind, url, what }: { by: string; kind: StaffEvent; url: string; what: string },
): Promise<void> {
  const detail = `${new URL(url).host}: ${what}`;
  await writeStaffEvent(tx, { id: ids(), staffId: by, kind, detail, at: clock() });
}
