import { diskFull } from "./runs/disk-full.ts";
import { fuzz } from "./runs/fuzz.ts";
import { heldLock } from "./runs/held-lock.ts";
import { kills } from "./runs/kills.ts";
import { rolling } from "./runs/rolling.ts";
import { serverKills } from "./runs/server-kills.ts";
import { slowSockets } from "./runs/slow-sockets.ts";

/** Each fault at its full count: `npm run fault -- kills 50`. The first number is how many, the second is the run's own. */
const RUNS: Record<string, [run: (count: number, more?: number) => Promise<object>, count: number]> = {
  kills: [kills, 50],
  "server-kills": [serverKills, 12],
  rolling: [rolling, 10],
  "disk-full": [diskFull, 10],
  "slow-sockets": [slowSockets, 300],
  fuzz: [fuzz, 22_000],
  lock: [heldLock, 14],
};

const [name = "", ...numbers] = process.argv.slice(2);
const [run, usual] = RUNS[name] ?? [];
if (!run || !usual) {
  console.error(`Usage: npm run fault -- ${Object.keys(RUNS).join(" | ")} [how many]`);
  process.exit(1);
}
const [count = usual, more] = numbers.map(Number);
for (const [what, value] of Object.entries(await run(count, more))) console.log(`${what.padEnd(26)} ${value}`);
