import { describe, expect, test } from "vitest";
import { funnelClaims, funnelDays, funnelItems, funnelStale } from "#db/schema/funnel.ts";
import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import { erase, eraseExpired } from "#src/assessments/erase.ts";
import { findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { readFunnel } from "#src/funnel/read-funnel.ts";
import { rollUpStale } from "#src/funnel/roll-up.ts";
import { DAY, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { addLead, newId, START } from "#test/support/delivery/outbox.ts";
import { answersOf, bank } from "#test/support/factories.ts";
import { freshOn } from "#test/support/fresh/fresh.ts";
import { giveAnswers } from "#test/support/sittings.ts";

const TODAY = Math.floor(START / DAY);
const GIVEN = answersOf("E1");
const PAGES = Object.keys(GIVEN);

describe.each(databases())("the funnel, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = freshOn(databases, domainOn);

  /** A Snapshot with its first so many pages answered, 8 seconds each; scored when all are. */
  const sit = async (pages = PAGES.length): Promise<{ id: number; reference: string }> => {
    const { reference } = await start(on.domain, { instrument: "snapshot", attribution: { utm_source: "Letter" } });
    on.now += pages * 8 * SECOND;
    await giveAnswers(on.domain, reference, Object.fromEntries(Object.entries(GIVEN).slice(0, pages)), 8);
    if (pages === PAGES.length) expect(await complete(on.domain, reference, null)).toEqual({ status: "completed" });
    return { id: (await findAttempt(on.domain, reference))?.id ?? 0, reference };
  };
  const askForCall = (leadId: string, assessmentId: number) =>
    on.database.write([
      {
        sql: "INSERT INTO lead_events (id, lead_id, assessment_id, kind, at) VALUES (:id, :leadId, :assessmentId, 'call-asked', :now)",
        args: { id: newId(), leadId, assessmentId, now: on.now },
      },
    ]);
  const stale = async () => (await on.database.query.select().from(funnelStale)).map(({ day }) => day);
  const counts = async (source = "letter") => {
    const rows = await on.database.query.select().from(funnelDays).orderBy(funnelDays.day);
    const own = rows.filter((row) => row.source === source);
    return own.map(({ day, starts, completions, leads, calls }) => [day - TODAY, starts, completions, leads, calls]);
  };

  once("is made stale on the day a sitting was started, by all that happens to it, and by nothing else", async () => {
    const { id } = await sit(3);
    const roll = async () => {
      expect(await stale()).toEqual([TODAY]);
      expect(await rollUpStale(on.domain)).toBe(1);
      expect(await stale()).toEqual([]);
      expect(await on.database.query.select().from(funnelClaims)).toEqual([]);
    };
    await roll();
    on.now += 2 * DAY;
    const { reference } = await sit(0);
    expect(await stale()).toEqual([TODAY + 2]);
    await rollUpStale(on.domain);
    await answer(on.domain, reference, [{ item: "c_tool", option: "none", shownAt: on.now, answeredAt: on.now }]);
    expect(await stale()).toEqual([TODAY + 2]);
    await rollUpStale(on.domain);
    const lead = await addLead(on.database, "ada@example.com", id);
    await roll();
    await askForCall(lead, id);
    await roll();
    expect(await rollUpStale(on.domain)).toBe(0);
  });

  once("counts a day by source and as a whole, and again when it changed", async () => {
    await sit(3);
    const done = await sit();
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 2, 1, 0, 0]]);
    expect(await counts("")).toEqual([[0, 2, 1, 0, 0]]);
    const [, second, third, fourth] = PAGES;
    const items = await on.database.query.select().from(funnelItems);
    const of = (item?: string) => items.find((row) => row.item === item && row.source === "letter");
    // 8 seconds stand in the bucket from 8 to 10.
    expect(of(second)).toMatchObject({ reached: 2, answered: 2, times: Array(26).fill(0).with(10, 2) });
    expect(of(third)).toMatchObject({ reached: 2, answered: 2 });
    expect(of(fourth)).toMatchObject({ reached: 2, answered: 1, times: Array(26).fill(0).with(10, 1) });

    const lead = await addLead(on.database, "ada@example.com", done.id);
    await askForCall(lead, done.id);
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 2, 1, 1, 1]]);
  });

  test("keeps the numbers of a closed day when its sittings are erased, while its leads may grow", async () => {
    await sit(3);
    const kept = await sit();
    const other = await sit();
    await addLead(on.database, "ada@example.com", kept.id);
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 3, 2, 1, 0]]);

    on.now = START + 31 * DAY;
    expect(await eraseExpired(on.domain)).toBe(1);
    const lead = await addLead(on.database, "bea@example.com", other.id);
    await askForCall(lead, other.id);
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 3, 2, 2, 1]]);
    const items = await on.database.query.select().from(funnelItems);
    expect(items.find(({ item, source }) => item === "c_tool" && source === "letter")?.reached).toBe(3);
  });

  test("does not shrink where unfinished attempts are kept for seven days, or one is erased by its owner", async () => {
    on.domain = { ...on.domain, limits: { ...on.domain.limits, keepUnfinished: 7 * DAY } };
    const erased = await sit(3);
    await sit(5);
    const kept = await sit();
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 3, 1, 0, 0]]);

    await erase(on.domain, erased.reference);
    await addLead(on.database, "ada@example.com", kept.id);
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 3, 1, 1, 0]]);
    on.now = START + 8 * DAY;
    expect(await eraseExpired(on.domain)).toBe(1);
    await askForCall(await addLead(on.database, "bea@example.com", kept.id), kept.id);
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 3, 1, 1, 1]]);
    const items = await on.database.query.select().from(funnelItems);
    expect(items.find(({ item, source }) => item === "c_tool" && source === "letter")?.reached).toBe(3);
  });

  once("counts an old day whole that was never counted before", async () => {
    await sit();
    on.now = START + 40 * DAY;
    await rollUpStale(on.domain);
    expect(await counts()).toEqual([[0, 1, 1, 0, 0]]);
  });

  test("is right when two processes count at once, while visitors go on", async () => {
    await sit(3);
    const second = { ...on.domain, database: databases.openAgain() };
    await Promise.all([
      rollUpStale(on.domain),
      rollUpStale(second),
      sit(),
      sit(2),
      rollUpStale(second),
      rollUpStale(on.domain),
    ]);
    await rollUpStale(second);
    expect(await counts()).toEqual([[0, 3, 1, 0, 0]]);
    expect(await stale()).toEqual([]);
    expect(await on.database.query.select().from(funnelClaims)).toEqual([]);
  });

  once("takes up a day that a process claimed and did not live to write", async () => {
    await sit();
    await on.database.write([on.database.query.delete(funnelStale)]);
    await on.database.write([
      on.database.query.insert(funnelClaims).values({ day: TODAY, token: "of a process that died" }),
    ]);
    expect(await rollUpStale(on.domain)).toBe(1);
    expect(await counts()).toEqual([[0, 1, 1, 0, 0]]);
  });

  once("is read week by week from Monday, over the weeks, the source and the version asked for", async () => {
    const asked = { instrument: "snapshot", version: "", source: "", weeks: 4 } as const;
    // START is a Friday: the week of it began four days before, and the oldest of four weeks 25 days before.
    const friday = START;
    for (const [days, pages] of [
      [-26, 11],
      [-25, 11],
      [-19, 3],
      [-4, 0],
      [0, 11],
    ] as const) {
      on.now = friday + days * DAY;
      await sit(pages);
    }
    on.now = friday;
    await rollUpStale(on.domain);
    on.now = friday + 60_000;
    const funnel = await readFunnel(on.domain, asked);
    expect(
      funnel.weeks.map(({ monday, starts, completions }) => [(monday - TODAY * DAY) / DAY, starts, completions]),
    ).toEqual([
      [-25, 2, 1],
      [-18, 0, 0],
      [-11, 0, 0],
      [-4, 2, 1],
    ]);
    expect(funnel.total).toEqual({ starts: 4, completions: 2, leads: 0, calls: 0 });
    expect(funnel).toMatchObject({ sources: ["letter"], versions: [bank.bankVersion], asOf: friday, waiting: 0 });
    // Three sittings took 8 seconds, in the bucket from 8 to 10: half of three lies half-way up it.
    expect(funnel.items.find(({ item }) => item === "c_tool")).toEqual({
      item: "c_tool",
      reached: 4,
      answered: 3,
      timed: 3,
      median: 9,
    });
    expect(funnel.results.map(({ count }) => count)).toEqual([2, 2, 2]);
    for (const none of [{ source: "direct" }, { version: "0.9.0" }, { instrument: "diagnostic" }] as const) {
      const other = await readFunnel(on.domain, { ...asked, ...none });
      expect(other.total.starts + other.items.length + other.results.length).toBe(0);
    }
  });
});
