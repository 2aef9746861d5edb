import type { Delivery } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";

/** Where the desk shows the endpoint that a test goes to. */
export async function prepareTest({ publicUrl }: { publicUrl: string }, { endpointId }: Pick<Delivery, "endpointId">) {
  return { deskUrl: paths.absolute(publicUrl, paths.endpoint(endpointId ?? "")) };
}
