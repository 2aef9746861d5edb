import { stringify } from "csv-stringify/sync";
import { COLUMNS, type CsvProfile, type ExportRow, isForSheet } from "./csv-profiles.ts";

/** Excel takes a file without it for another character set; programs to import into would take it for a part of a name. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A telephone number or an id, which no spreadsheet can run, though it may begin like a formula. */
const HARMLESS = /^\+\d[\d ().-]*$|^-[\w-]+$/;

/**
 * Lines of an export, each ended by CR LF. What a spreadsheet would run as a formula gets an apostrophe in front, and
 * every text is quoted. Programs to import into get numbers and ids as they are: an apostrophe would be kept with them.
 */
function lines(profile: CsvProfile, records: readonly (readonly unknown[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    {
      escape_formulas: true,
      quoted_string: true,
      record_delimiter: "windows",
      // Where decimals are written with a comma, Excel expects semicolons between columns.
      delimiter: profile === "excel" ? ";" : ",",
      cast: {
        string: (value) => (!isForSheet(profile) && HARMLESS.test(value) ? { value, escape_formulas: false } : value),
      },
    },
  );
}

export function csvHead(profile: CsvProfile): string {
  const head = lines(profile, [COLUMNS[profile].map(([header]) => header)]);
  return isForSheet(profile) ? BYTE_ORDER_MARK + head : head;
}

export function csvLines(profile: CsvProfile, rows: readonly ExportRow[]): string {
  return lines(
    profile,
    rows.map((row) => COLUMNS[profile].map(([, value]) => value(row))),
  );
}
