import type { Database } from "#db/client/client.ts";
import { SECOND } from "#src/time.ts";
import type { Backups } from "./backups.ts";
import type { DeliveryLoops } from "./delivery-loops.ts";

/** How long what was found of the room in the file is believed: whoever asks every moment makes no more work. */
const ROOM_BELIEVED = 5 * SECOND;

/**
 * What /health says. `failing`: the database does not answer. `full`: it takes no more. `mail-paused`: the mail provider
 * has asked for quiet and no mail goes out. Else `ok`. The parts are looked at for whoever is told of them: nobody else
 * has the outbox counted or the folder of backups read.
 */
export function createHealth({
  database,
  loops,
  clock,
  backups = null,
}: {
  database: Pick<Database, "mode" | "ready" | "hasRoom">;
  loops: Pick<DeliveryLoops, "health">;
  clock: () => number;
  backups?: Pick<Backups, "health"> | null;
}) {
  let tried = Number.NEGATIVE_INFINITY;
  let room = Promise.resolve(true);
  const hasRoom = () => {
    if (clock() - tried >= ROOM_BELIEVED) {
      tried = clock();
      const before = room;
      room = database.hasRoom().then((found) => found ?? before);
    }
    return room;
  };
  return async (told: boolean) => {
    const ready = await database.ready();
    const [rest, isRoomy] = await Promise.all([loops.health(told && ready), ready ? hasRoom() : true]);
    const paused = rest.delivery.pausedUntil !== null;
    const status = !ready ? "failing" : !isRoomy ? "full" : paused ? "mail-paused" : "ok";
    if (!told) return { status };
    return {
      status,
      database: { mode: database.mode, ready, room: isRoomy },
      ...rest,
      backups: backups?.health() ?? null,
    };
  };
}
