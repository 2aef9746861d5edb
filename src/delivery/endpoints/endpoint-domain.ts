import type { Database } from "#db/client/client.ts";
import type { Outbound } from "./destination.ts";

/** What every verb of staff on endpoints and deliveries takes from its surroundings. */
export interface EndpointDomain {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** A new unguessable id. */
  ids: () => string;
  outbound: Outbound;
  wakeDelivery: () => void;
}
