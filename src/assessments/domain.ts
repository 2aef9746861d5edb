import type { Database } from "#db/client/client.ts";
import type { Banks } from "#src/instruments/banks.ts";

/** What every verb on assessments takes: the database, a clock in milliseconds since 1970, ids, the versions of the bank, limits. */
export interface Domain {
  database: Database;
  clock: () => number;
  /** A new unguessable id: at least 128 random bits, safe in a path. */
  ids: () => string;
  banks: Banks;
  limits: {
    attemptsPerHour: number;
    /** Attempts that one client may start in an hour. */
    startsPerHour: number;
    /** Milliseconds after which an unfinished attempt is erased. */
    keepUnfinished: number;
    /** Milliseconds after completion that an anonymous result is kept. */
    keepAnonymous: number;
    /** Milliseconds that "keep it longer" adds from the moment it is asked for. */
    keepLonger: number;
  };
}
