import { describe, expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { standingsOn } from "#test/support/fresh/standings.ts";

describe.each(databases())("how long leads are kept, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, e2, report, standing, setTo } = standingsOn(databases);

  test("leads are erased so many months after their last contact, and their results are anonymous again", async () => {
    await report(await e2());
    on.now += DAY;
    await report(await e2(), true, "bea@example.com");
    on.now = Date.UTC(2028, 10, 20, 9, 0, 0);
    expect(await eraseOldLeads(on.domain)).toBe(0);
    on.now += 1;
    expect(await eraseOldLeads(on.domain)).toBe(1);
    expect((await on.database.query.select().from(leads)).map(({ address }) => address)).toEqual(["bea@example.com"]);
    expect(await standing()).toBeUndefined();
    await setTo("retention", { ...(await readSettings(on.domain)).settings.retention, leadMonths: 12 });
    expect(await eraseOldLeads(on.domain)).toBe(1);
  });

  once("new attempts and results are kept as long as staff say, and older ones as long as was promised", async () => {
    const keptUntil = async (reference: string) => (await findAssessment(on.domain, reference))?.keptUntil;
    const before = await e2();
    await setTo("retention", { unfinishedDays: 5, anonymousDays: 10, leadMonths: 24 });
    const after = await e2();
    expect(await keptUntil(before.reference)).toBe(on.now + 90 * DAY);
    expect(await keptUntil(after.reference)).toBe(on.now + 10 * DAY);
  });
});
