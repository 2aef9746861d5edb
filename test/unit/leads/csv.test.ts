import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvHead, csvLines } from "#src/leads/desk/csv-line.ts";
import { COLUMNS, CSV_PROFILES, type ExportRow } from "#src/leads/desk/csv-profiles.ts";

const ADA: ExportRow = {
  id: "ada-1",
  name: "Ada King Lovelace",
  firm: "Engines, Ltd",
  address: "ada@engines.example",
  phone: "020 7946 0000",
  score: 74,
  need: 77.8,
  fit: 100,
  intent: 45,
  grade: "A",
  instrument: "diagnostic",
  overall: 27,
  layer: "Pipeline Integrity",
  clarity: "clear",
  verdict: "Tool without a system",
  verdictSettled: false,
  outreach: "allowed",
  status: "new",
  owner: "ann@desk.example",
  source: "linkedin",
  lastSignalAt: "2026-11-22T09:30:00.000Z",
  callAskedAt: null,
  attribution: { utm_source: "LinkedIn", utm_campaign: "autumn", gclid: "g-1", msclkid: "m-2", li_fat_id: "l-3" },
  deskUrl: "https://plumb.example/desk/leads/ada-1",
};
const fileOf = (profile: (typeof CSV_PROFILES)[number], rows: ExportRow[]) =>
  csvHead(profile) + csvLines(profile, rows);
const read = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, bom: true, record_delimiter: "\r\n", delimiter: [",", ";"] });

/** The files that a person opens in a spreadsheet. */
const SHEETS: (typeof CSV_PROFILES)[number][] = ["plain", "excel"];
/** What a spreadsheet would run, in front of anything. */
const FORMULAS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];
/** What begins like one and cannot run: programs to import into get it as it is, a spreadsheet does not. */
const isNumberOrId = (text: string) => /^\+\d[-\d ().]*$|^-[-\w]+$/.test(text);
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.tuple(fc.constantFrom(...FORMULAS), fc.string()).map((both) => both.join("")),
  fc.constantFrom(
    '=HYPERLINK("http://e.example","x")',
    '@SUM(1)\r\n"=2"',
    "a;=1+1",
    'say "hi", now',
    "+44 20",
    "-1",
    "\t=1",
  ),
);

describe.each(CSV_PROFILES)("the export for %s", (profile) => {
  test("parses back to what was written, in lines ended by CR LF, and no cell is run as a formula", () => {
    const row = fc.record({
      name: fc.option(nasty),
      firm: fc.option(nasty),
      source: nasty,
      phone: fc.option(nasty),
      attribution: fc.record({ utm_source: nasty, utm_term: nasty, gclid: nasty }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const whole = rows.map((one): ExportRow => ({ ...ADA, ...one }));
        const found = read(fileOf(profile, whole));
        expect(found).toHaveLength(whole.length);
        for (const [place, one] of found.entries())
          for (const [header, value] of COLUMNS[profile]) {
            const cell = one[header] ?? "";
            const wanted = String(value(whole[place] as ExportRow) ?? "");
            const asItIs = !SHEETS.includes(profile) && isNumberOrId(wanted);
            if (!asItIs) expect(FORMULAS).not.toContain(cell[0]);
            expect(cell).toBe(FORMULAS.includes(wanted[0] ?? "") && !asItIs ? `'${wanted}` : wanted);
          }
      }),
    );
  });

  test("carries scores, layer, consent, status, owner, source, campaign and click ids", () => {
    const values = Object.values(read(fileOf(profile, [ADA]))[0] ?? {});
    const all = [
      "74",
      "A",
      "78",
      "100",
      "45",
      "27",
      "Pipeline Integrity",
      "Tool without a system",
      "allowed",
      "ann@desk.example",
    ];
    expect(values).toEqual(expect.arrayContaining([...all, "linkedin", "LinkedIn", "autumn", "g-1", "m-2", "l-3"]));
  });

  test("says in a column of its own whether unknown answers could change the verdict", () => {
    const settled = COLUMNS[profile].find(([header]) => /verdict.settled/i.test(header))?.[0] ?? "";
    const cell = (verdictSettled: boolean | null) => read(fileOf(profile, [{ ...ADA, verdictSettled }]))[0]?.[settled];
    expect([cell(false), cell(true), cell(null)]).toEqual(["no", "yes", ""]);
  });

  test("names each column once", () => {
    const headers = COLUMNS[profile].map(([header]) => header);
    expect(new Set(headers).size).toBe(headers.length);
  });
});

describe("what each program takes", () => {
  test("is marked for Excel in the files for a spreadsheet only, with semicolons in one of them", () => {
    expect(CSV_PROFILES.filter((profile) => csvHead(profile).startsWith("\uFEFF"))).toEqual(SHEETS);
    expect(CSV_PROFILES.filter((profile) => csvHead(profile).includes('";"'))).toEqual(["excel"]);
  });

  test.each(["hubspot", "salesforce", "pipedrive"] as const)(
    "%s gets a telephone number with its plus and an id with its dash, and still no formula",
    (profile) => {
      const cells = (row: Partial<ExportRow>) => Object.values(read(fileOf(profile, [{ ...ADA, ...row }]))[0] ?? {});
      expect(cells({ phone: "+44 20 7946 0000", id: "-Xy_9-a" })).toEqual(
        expect.arrayContaining(["+44 20 7946 0000", "-Xy_9-a"]),
      );
      expect(cells({ phone: "+44*cmd|' /C calc'!A0" })).toContain("'+44*cmd|' /C calc'!A0");
      expect(cells({ id: "-1+cmd(2)" })).toContain("'-1+cmd(2)");
    },
  );

  test("HubSpot splits the name, Salesforce gets the last name and company that it demands, Pipedrive a titled lead", () => {
    const nobody: ExportRow = { ...ADA, name: null, firm: null };
    expect(read(fileOf("hubspot", [ADA]))[0]).toMatchObject({
      ...{ Email: ADA.address, "First name": "Ada", "Last name": "King Lovelace", "Company name": "Engines, Ltd" },
    });
    expect(read(fileOf("salesforce", [nobody]))[0]).toMatchObject({
      ...{ LastName: "ada@engines.example", Company: "engines.example", Status: "Open - Not Contacted" },
    });
    expect(read(fileOf("pipedrive", [ADA]))[0]).toMatchObject({
      ...{ "Person - Email": ADA.address, "Person - Name": ADA.name, "Lead - Title": ADA.firm },
    });
  });
});
