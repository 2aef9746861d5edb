import { CHANNELS, DELIVERY_KINDS, DELIVERY_STATES } from "#src/names/deliveries.ts";
import type { DeliveryFilter, Place } from "./list-deliveries.ts";

export interface DeliveryQuery {
  filter: DeliveryFilter;
  after: Place | undefined;
}

/** The filters and the place that stand in the address of a list; what is not understood is left out. */
export function readDeliveryQuery(query: URLSearchParams): DeliveryQuery {
  const oneOf = <T extends string>(names: readonly T[], field: string) =>
    names.find((name) => name === query.get(field));
  const [, createdAt, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(query.get("after") ?? "") ?? [];
  return {
    filter: {
      state: oneOf(DELIVERY_STATES, "state"),
      channel: oneOf(CHANNELS, "channel"),
      kind: oneOf(DELIVERY_KINDS, "kind"),
    },
    after: createdAt && id ? { createdAt: Number(createdAt), id } : undefined,
  };
}

/** The query of the page behind a place, with the same filters. */
export function deliveryQuery({ state, channel, kind }: DeliveryFilter, after?: Place): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ state, channel, kind })) if (value) query.set(name, value);
  if (after) query.set("after", `${after.createdAt}.${after.id}`);
  return query;
}
