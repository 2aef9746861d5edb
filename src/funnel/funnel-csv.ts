import { stringify } from "csv-stringify/sync";
import type { Part } from "./funnel-parts.ts";

/** A part of the funnel as CSV: a key for programs, then the columns of the page. A cell without enough is empty. */
export function funnelCsv({ columns, rows }: Part): string {
  const lines = rows.map(({ key, label, cells }) => [key, label, ...cells]);
  return stringify([["Key", ...columns], ...lines], { escape_formulas: true, record_delimiter: "windows", bom: true });
}
