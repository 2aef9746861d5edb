import type { LayerId } from "#src/names/instruments.ts";
import type { PerLayer } from "./result.ts";

/** Half up, as the method displays every score: floor(x + 0.5). */
export function display(value: number): number {
  return Math.floor(value + 0.5);
}

/** A value for each layer, upstream first. Written out, since an object made of entries takes ten times as long. */
export function perLayer<T>(value: (layer: LayerId) => T): PerLayer<T> {
  return {
    visibility: value("visibility"),
    integrity: value("integrity"),
    flow: value("flow"),
    learning: value("learning"),
    resilience: value("resilience"),
  };
}

/** The name of the interval a displayed score falls into. */
export function intervalName(intervals: readonly { min: number; name: string }[], displayed: number): string {
  let name: string | undefined;
  for (const interval of intervals) if (displayed >= interval.min) name = interval.name;
  if (name === undefined) throw new RangeError(`No interval holds ${displayed}.`);
  return name;
}
