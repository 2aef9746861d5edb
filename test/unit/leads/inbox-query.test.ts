import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bulkSentence, readBulkChange } from "#src/forms/bulk-change.ts";
import { isFiltered, readCursor, readInbox, searchOf, writeCursor, writeInbox } from "#src/leads/desk/inbox.ts";

const read = (address: string) => readInbox(new URLSearchParams(address));

describe("the inbox's address", () => {
  test("says every filter, the search, the order and the place, and reads back as it was written", () => {
    const address =
      "q=ada&grade=A&status=new&layer=flow&verdict=PARTIAL&source=linkedin&owner=mine&age=14&outreach=allowed&sort=need&after=77.8%7Ex_-1";
    const { query, unread } = read(address);
    expect(unread).toEqual([]);
    expect(writeInbox(query, query).toString()).toBe(address);
    expect(isFiltered(query)).toBe(true);
  });

  test("is empty for everything at its default, and an order alone is no filter", () => {
    expect(read("")).toEqual({ query: { sort: "score" }, unread: [] });
    expect(read("q=&grade=&sort=score").query).toEqual({ sort: "score" });
    expect(writeInbox(read("sort=score").query).toString()).toBe("");
    expect(isFiltered(read("sort=oldest").query)).toBe(false);
  });

  test("leaves out what it does not know and names it, whatever is sent", () => {
    expect(read("grade=E&status=won&age=15&sort=name&owner=a%20b&after=1&before=~").unread).toEqual([
      ...["grade", "status", "owner", "age", "sort", "after", "before"],
    ]);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("q", "grade", "sort", "after", "owner", "source"), fc.string()),
        (all) => {
          const { query } = readInbox(new URLSearchParams(all));
          expect(readInbox(writeInbox(query, query)).unread).toEqual([]);
        },
      ),
    );
  });

  test.each(["1..2~a", "1e999~a", "-1e999~a", "1-2~a", "1e~a", "1.~a", `${"9".repeat(29)}~a`, "0x1~a", "1~", "1~a b"])(
    "leaves out the place %j, which is no number or no id",
    (place) => {
      for (const name of ["after", "before"]) {
        expect(read(String(new URLSearchParams({ [name]: place })))).toEqual({
          query: { sort: "score" },
          unread: [name],
        });
      }
    },
  );

  test("carries a place with the number that it is sorted by exactly, fractions and less than nothing included", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1e15, noNaN: true }), fc.stringMatching(/^[\w-]{1,40}$/), (value, id) => {
        const written = writeCursor({ value, id });
        const { query } = read(new URLSearchParams({ after: written }).toString());
        expect(readCursor(query.after ?? "")).toEqual({ value: value + 0, id });
      }),
    );
  });
});

describe("a search", () => {
  test("asks that every word begins a word, with nothing typed taken as syntax", () => {
    expect(searchOf("Ada  King")).toBe('"Ada"* "King"*');
    expect(searchOf('name:x OR "y* NEAR(')).toBe('"name"* "x"* "OR"* "y"* "NEAR"*');
    expect(searchOf("ada@engines")).toBe('"ada"* "engines"*');
  });

  test("is one phrase where it is a whole address", () => {
    expect(searchOf(" Ada+x@Engines.example ")).toBe('address : "ada x engines example"');
  });

  test("is none where there is no letter and no digit", () => {
    expect(searchOf("'; -- *")).toBeNull();
  });
});

describe("the form around the table", () => {
  test("changes what was ticked, each with what the page showed", () => {
    const ticks = { "lead-a1": "new~", "lead-b2": "contacted~ann" };
    expect(readBulkChange({ ...ticks, change: "status:qualified", back: "" })).toEqual({
      change: { status: "qualified" },
      leads: [
        { id: "a1", was: "new" },
        { id: "b2", was: "contacted" },
      ],
    });
    expect(readBulkChange({ ...ticks, change: "owner:" })).toEqual({
      change: { owner: null },
      leads: [
        { id: "a1", was: null },
        { id: "b2", was: "ann" },
      ],
    });
  });

  test.each<Record<string, string>>([
    { change: "status:new" },
    { "lead-a1": "new~", change: "" },
    { "lead-a1": "new~", change: "status:won" },
    { "lead-a b": "new~", change: "status:new" },
  ])("changes nothing for %j", (fields) => {
    expect(readBulkChange(fields)).toBeNull();
  });

  test("says how many changed and how many did not", () => {
    expect(bulkSentence(3, 0, "en-GB")).toBe("Changed 3 leads.");
    expect(bulkSentence(1, 1, "en-GB")).toContain("Changed 1 lead. 1 lead was left as it is");
    expect(bulkSentence(0, 0, "en-GB")).toContain("Tick some leads");
  });
});
