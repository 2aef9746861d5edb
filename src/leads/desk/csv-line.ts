import { stringify } from "csv-stringify/sync";
import { COLUMNS, type CsvProfile, type ExportRow } from "./csv-profiles.ts";

/** Excel takes a file without it for another character set; programs to import into would take it for a part of a name. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Lines of an export, each ended by CR LF. What a spreadsheet would run as a formula gets an apostrophe in front, and
 * every text is quoted.
 */
function lines(records: readonly (readonly unknown[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { escape_formulas: true, quoted_string: true, record_delimiter: "windows" },
  );
}

/** The first line of a profile's export. */
export function csvHead(profile: CsvProfile): string {
  const head = lines([COLUMNS[profile].map(([header]) => header)]);
  return profile === "plain" ? BYTE_ORDER_MARK + head : head;
}

/** The lines of some leads. */
export function csvLines(profile: CsvProfile, rows: readonly ExportRow[]): string {
  return lines(rows.map((row) => COLUMNS[profile].map(([, value]) => value(row))));
}
