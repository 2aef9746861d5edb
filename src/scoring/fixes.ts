import type { LayerId } from "#src/names/instruments.ts";
import type { Answered } from "./reading.ts";
import type { Fix } from "./result.ts";

const AT_MOST = 3;
const GAP_AT_MOST = 1;

/** Known gaps before unknowns, then what is partly there; the lowest credit first, then bank order (section 5). */
function fixesInLayer(answered: readonly Answered[], layer: LayerId): Fix[] {
  return answered
    .filter((one) => one.layer === layer && one.credit < 4)
    .sort((one, other) => urgency(one) - urgency(other))
    .map((one) => ({ item: one.item.id, kind: kindOf(one) }));
}

/** Lowest first: the credit, and for an unknown answer a place between a gap and what is partly there. */
function urgency({ credit, state }: Answered): number {
  return state === "chosen" ? credit : GAP_AT_MOST + 0.5;
}

function kindOf({ credit, state }: Answered): Fix["kind"] {
  if (state !== "chosen") return "unknown";
  return credit <= GAP_AT_MOST ? "gap" : "partial";
}

/** At most three first fixes: from the first job, then the dominant layer, then the rest of the order of work. */
export function firstFixes(
  answered: readonly Answered[],
  sequence: readonly LayerId[],
  dominant: LayerId | null,
): Fix[] {
  const [first] = sequence;
  if (first === undefined || dominant === null) return [];
  const fixes: Fix[] = [];
  for (const layer of new Set([first, dominant, ...sequence])) {
    fixes.push(...fixesInLayer(answered, layer));
    if (fixes.length >= AT_MOST) break;
  }
  return fixes.slice(0, AT_MOST);
}

/**
 * Up to three practices worth protecting when no layer is dominant. The method leaves the choice open: the items of
 * the four-yes test come first, because the verdict rests on them, then the others; full credit only, in bank order.
 */
export function worthProtecting(answered: readonly Answered[]): string[] {
  const full = answered.filter(({ credit }) => credit === 4);
  const isBasic = ({ gate }: Answered) => gate?.test === "fourYes";
  return [...full.filter(isBasic), ...full.filter((one) => !isBasic(one))].slice(0, AT_MOST).map(({ item }) => item.id);
}
