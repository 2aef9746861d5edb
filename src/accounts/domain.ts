import type { Database } from "#db/client/client.ts";
import type { Auth } from "./auth.ts";

/** What every verb on staff accounts takes from its surroundings. */
export interface Accounts {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** A new unguessable id. */
  ids: () => string;
  /** The staff library, loaded when it is first needed. */
  auth: () => Promise<Auth>;
  /** Signs a short text, so that a link cannot be made up. */
  sign: (text: string) => string;
  /** An e-mail address as a keyed hash. */
  hashAddress: (address: string) => string;
  wakeDelivery: () => void;
}
