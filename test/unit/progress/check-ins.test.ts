import { describe, expect, test } from "vitest";
import { composeReport } from "#src/messages/report.ts";
import { dayOf, readPicks } from "#src/progress/check-ins/rules.ts";
import { whereYesStands } from "#src/progress/reminders/say-yes.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import { DAY, HOUR } from "#src/time.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { sampleSource } from "#test/support/sample-reports.ts";
import { site, words } from "#test/support/words.ts";

const NOW = Date.UTC(2026, 10, 22, 15, 30);
const day = (count: number) => Date.UTC(2026, 10, 22 + count);
const offered = [{ item: "P1" }, { item: "V2" }];

describe("Picked fixes", () => {
  test("are those whose box is ticked, each with its own day", () => {
    const form = { "fix-P1": "1", "by-P1": "2026-12-06", "fix-V2": "1", "by-V2": "2026-12-22" };
    expect(readPicks(form, offered, NOW)).toEqual([
      { item: "P1", dueAt: day(14) },
      { item: "V2", dueAt: day(30) },
    ]);
    expect(readPicks({ ...form, "fix-V2": "", "by-V2": "never" }, offered, NOW)).toEqual([
      { item: "P1", dueAt: day(14) },
    ]);
  });

  test("are at least one", () => {
    const forms: Record<string, string>[] = [{}, { "fix-P1": "yes", "by-P1": "2026-12-06" }];
    for (const form of forms) expect(readPicks(form, offered, NOW)).toEqual({ fault: "none", item: null });
  });

  test("are all of the report's own, or the founder hears that it has changed", () => {
    const gone = { "fix-R1": "1", "by-R1": "2026-12-06" };
    for (const form of [gone, { ...gone, "fix-P1": "1", "by-P1": "2026-12-06" }])
      expect(readPicks(form, offered, NOW)).toEqual({ fault: "changed", item: null });
    expect(readPicks({ ...gone, "fix-R1": "", "fix-P1": "1", "by-P1": "2026-12-06" }, offered, NOW)).toHaveLength(1);
  });

  test.each([
    ["", "noDate"],
    ["2026-11-31", "noDate"],
    ["6 December", "noDate"],
    ["2026-11-22", "dateOutside"],
    ["2026-11-23", null],
    ["2027-12-27", null],
    ["2027-12-28", "dateOutside"],
  ])("the day %j, from tomorrow to 400 days on: %s", (date, fault) => {
    const read = readPicks({ "fix-V2": "1", "by-V2": date }, offered, NOW);
    expect(read).toEqual(fault ? { fault, item: "V2" } : [{ item: "V2", dueAt: Date.parse(`${date}T00:00Z`) }]);
  });

  test("stand at the days that the report gives them, counted from the day it is read", () => {
    expect(dayOf({ withinDays: 14 }, NOW)).toBe(day(14));
    expect(dayOf({ withinDays: 1 }, day(0) + 24 * HOUR - 1)).toBe(day(1));
  });
});

describe("The yes of a mailbox", () => {
  const asked = { askedAt: NOW, confirmedAt: null, stoppedAt: null };

  test("may be said for seven days, and stands until it is stopped", () => {
    expect(whereYesStands(asked, NOW + 7 * DAY - 1)).toBe("open");
    expect(whereYesStands(asked, NOW + 7 * DAY)).toBe("stale");
    expect(whereYesStands({ ...asked, confirmedAt: NOW }, NOW + 400 * DAY)).toBe("confirmed");
    expect(whereYesStands({ ...asked, confirmedAt: NOW, stoppedAt: NOW }, NOW)).toBe("stopped");
    expect(whereYesStands({ ...asked, stoppedAt: NOW }, NOW)).toBe("stopped");
  });

  test("cannot be said where the mailbox was never asked", () => {
    expect(whereYesStands({ ...asked, askedAt: null }, NOW)).toBe("stale");
  });
});

test("a retake's mail and PDF say what was called done, above the answers that moved", async () => {
  const source = sampleSource("software-firm");
  const since = {
    ...{
      lines: ["Up two points since June.", "No clear change."],
      clear: false,
      lede: "Led.",
      moved: "One answer moved.",
    },
    done: { heading: "You called two fixes done in between", lines: ["Name the owner", "Date every deal"] },
    fell: null,
  };
  const report = { ...source.report, since };
  const said = /You called two fixes done in between: Name the owner; Date every deal.*One answer moved\./;
  const urls = {
    resultUrl: "https://x.example/r",
    callUrl: "https://x.example/c",
    notYouUrl: "https://x.example/n",
    isLate: false,
  };
  const mail = composeReport({ to: "a@x.example", report, ...urls, file: null }, { from: "d@x.example", site, words });
  const pdf = await readPdf(await reportPdf({ ...source, report }));
  for (const text of [mail.text, mail.html.replace(/<[^>]+>/g, ""), pdf.texts.join(" ")])
    expect(text.replace(/\s+/g, " ")).toMatch(said);
});
