import type { InstrumentId } from "#src/names/instruments.ts";
import type { Submission } from "#src/scoring/result.ts";

export interface Told {
  name: string;
  instrument: InstrumentId;
  credits: string;
  beside: Omit<Submission, "answers">;
}

const told = (name: string, instrument: InstrumentId, credits: string, beside: Told["beside"] = {}): Told => ({
  name,
  instrument,
  credits,
  beside: { context: { c_tool: "crm" }, ...beside },
});
const alone = { context: { c_tool: "none", c_team: "1" } };
const sheet = { context: { c_tool: "sheet" } };
const SIZING = { z_opps: 12, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 47, z_miss: 25 };

/** Twenty results of very different kinds, for reading aloud. */
export const TWENTY: readonly Told[] = [
  told("clear, sized", "diagnostic", "2 1 3 1 2 | 0 2 1 0 0 | 2 1 x 1 2 | 1 2 1 2 1 | 2 1 x 2 3", { sizing: SIZING }),
  told("unsettled by unknown answers", "diagnostic", "2 2 2 2 2 | x x 2 2 2 | 2 2 2 2 2 | 3 2 2 2 1 | 2 2 2 2 2"),
  told("one layer wholly unknown", "diagnostic", "2 2 2 2 2 | x x x x x | 2 2 2 2 2 | 3 2 2 2 2 | 2 2 2 2 2"),
  told("everything unknown", "diagnostic", "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x"),
  told("everything unknown, Snapshot", "snapshot", "x x | x x | x x | x x | x x"),
  told("full marks", "diagnostic", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", { sizing: SIZING }),
  told("one basic answer misses", "diagnostic", "4 4 2 2 4 | 4 4 4 4 4 | 2 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4"),
  told("practice ahead, sheet", "diagnostic", "4 4 1 1 4 | 1 4 1 4 4 | 4 4 4 1 4 | 4 4 1 4 4 | 4 1 1 4 4", sheet),
  told("practice ahead, Snapshot", "snapshot", "4 4 | 2 4 | 4 4 | 4 4 | 4 1"),
  told("one answer decides", "snapshot", "4 4 | x 4 | 4 4 | 4 4 | 4 2"),
  told("two answers decide", "snapshot", "2 2 | x 2 | 1 2 | 3 1 | 2 x"),
  told("alone, nothing in place", "diagnostic", "0 1 0 0 0 | 0 1 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0", alone),
  told("alone, Snapshot", "snapshot", "0 1 | 0 x | 1 0 | 1 1 | 1 0", alone),
  told("process, tool ignores it", "diagnostic", "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1"),
  told("process, no tool, even", "diagnostic", "2 2 3 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 3 2 2 2 2 | 2 2 2 2 2", sheet),
  told("partial, three low", "diagnostic", "2 4 4 4 4 | 4 4 4 4 4 | 4 4 2 2 2 | 3 2 3 2 2 | 4 4 2 2 2", {
    sizing: SIZING,
  }),
  told("working, weakest below 75", "snapshot", "4 4 | 4 4 | 4 2 | 3 4 | 2 2", sheet),
  told("in haste", "snapshot", "0 1 | 4 4 | 4 4 | 4 4 | 4 4", { elapsedSeconds: 5 }),
  told("nine unknown", "diagnostic", "4 2 x 2 2 | 0 x 2 x x | 2 1 x x x | 1 2 x 1 x | 2 2 2 2 2"),
  told("held, applied too little", "diagnostic", "0 4 4 4 3 | 4 4 4 0 3 | 1 2 4 4 4 | 4 4 4 4 4 | 4 4 4 0 3"),
];
