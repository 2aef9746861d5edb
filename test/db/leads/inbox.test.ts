import { describe, expect } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { listSources, listWaitingCalls } from "#src/leads/desk/list-leads.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { newId, START } from "#test/support/delivery/outbox.ts";
import { inboxOn } from "#test/support/fresh/inbox.ts";

describe.each(databases())("the inbox, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, add, addMany, list, idsOf } = inboxOn(databases);

  once(
    "shows what stands: scores, owner, name, firm and address; a waiting call comes first, then the score",
    async () => {
      await add("strong", {
        score: 90,
        grade: "A",
        name: "Ada",
        firm: "Engines",
        address: "ada@e.test",
        ownerId: "ann",
      });
      await add("called", { score: 20, grade: "D", rank: 1020, callAskedAt: START });
      await add("report", { outreach: "report-only" });
      const { rows, count, more, previous, next } = await list("");
      expect(rows.map(({ standing }) => standing.leadId)).toEqual(["called", "strong", "report"]);
      expect(rows[1]).toMatchObject({ name: "Ada", firm: "Engines", address: "ada@e.test", owner: "Ann Archer" });
      expect({ count, more, previous, next }).toEqual({ count: 3, more: false, previous: null, next: null });
      expect(await listWaitingCalls({ database: on.database })).toHaveLength(1);
    },
  );

  once.each([
    ["grade=A", { grade: "A", score: 80 }],
    ["status=qualified", { status: "qualified" }],
    ["layer=learning", { dominant: "learning" }],
    ["verdict=NO_SYSTEM", { verdict: "NO_SYSTEM" }],
    ["source=linkedin", { source: "linkedin" }],
    ["owner=mine", { ownerId: "ann" }],
    ["owner=ann", { ownerId: "ann" }],
    ["age=7", { lastSignalAt: START - 6 * DAY }],
    ["outreach=report-only", { outreach: "report-only" }],
  ] as const)("keeps to %s in every order, and with a search", async (filter, wanted) => {
    const old = START - 40 * DAY;
    await add("wanted", { lastSignalAt: old, firm: "Wanted", ...wanted });
    await add("other", { lastSignalAt: old, firm: "Wanted", grade: "B" });
    for (const sort of ["score", "newest", "oldest"]) expect(await idsOf(`${filter}&sort=${sort}`)).toEqual(["wanted"]);
    const scored = filter === "outreach=report-only" ? [] : ["wanted"];
    for (const sort of ["need", "fit", "intent"]) expect(await idsOf(`${filter}&sort=${sort}`)).toEqual(scored);
    expect(await idsOf(`${filter}&q=want`)).toEqual(["wanted"]);
  });

  once(
    "shows and filters who is to be asked again, was asked, has read again since, and moved clearly then",
    async () => {
      for (const id of ["nobody", "due", "asked", "back", "moved", "settled", "lapsed"]) await add(id);
      const mail = (leadId: string, day: number, sent = true) =>
        on.database.query.insert(deliveries).values({
          ...{ id: newId(), channel: "mail", kind: "ask-again", leadId, state: sent ? "sent" : "pending" },
          ...{ dueAt: START + day * DAY, createdAt: START, sentAt: sent ? START + day * DAY : null },
        });
      const read = (leadId: string, day: number, toValue: string | null = null) =>
        on.database.query
          .insert(leadEvents)
          .values({ id: newId(), leadId, kind: "retook", toValue, at: START + day * DAY });
      await mail("due", 90, false);
      await read("due", 1);
      await mail("asked", 90);
      await mail("asked", 180, false);
      await mail("back", 90);
      await read("back", 91);
      await mail("moved", 90);
      await read("moved", 91, "down");
      // Moved once, and no more at the newest reading.
      await mail("settled", 90);
      await read("settled", 91, "up");
      await read("settled", 130);
      // Read again after the first mail, not after the second.
      await mail("lapsed", 90);
      await read("lapsed", 91);
      await mail("lapsed", 181);
      expect((await idsOf("back=due")).toSorted()).toEqual(["asked", "due"]);
      expect((await idsOf("back=asked")).toSorted()).toEqual(["asked", "lapsed"]);
      expect((await idsOf("back=back")).toSorted()).toEqual(["back", "settled"]);
      expect((await idsOf("back=back&q=firm")).toSorted()).toEqual(["back", "settled"]);
      expect(await idsOf("back=moved")).toEqual(["moved"]);
      const states = (await list("")).rows.map(({ standing, back }) => [standing.leadId, back]);
      expect(Object.fromEntries(states)).toEqual({
        nobody: null,
        due: { state: "due", at: START + 90 * DAY },
        asked: { state: "asked", at: START + 90 * DAY },
        back: { state: "back", at: START + 91 * DAY },
        moved: { state: "moved", at: START + 91 * DAY },
        settled: { state: "back", at: START + 130 * DAY },
        lapsed: { state: "asked", at: START + 181 * DAY },
      });
    },
  );

  once("sorts by score, time and each part, and knows whom nobody owns", async () => {
    await add("a", { score: 10, need: 30.5, fit: 20, intent: 1, lastSignalAt: START - 1, ownerId: "ann" });
    await add("b", { score: 20, need: 10, fit: 30, intent: 3, lastSignalAt: START - 3 });
    await add("c", { score: 30, need: 30.4, fit: 10, intent: 2, lastSignalAt: START - 2 });
    await add("d", { outreach: "opted-out", lastSignalAt: START - 4 });
    const orders = ["score", "newest", "oldest", "need", "fit", "intent"];
    const found = await Promise.all(orders.map((sort) => idsOf(`sort=${sort}`)));
    expect(found.map((ids) => ids.join(""))).toEqual(["cbad", "acbd", "dbca", "acb", "bac", "bca"]);
    expect((await idsOf("owner=nobody")).join("")).toBe("cbd");
  });

  once(
    "lists the many who came by a common source as it does the few of a rare one, by score and by time",
    async () => {
      const came = Array.from({ length: 2_041 }, (_, place) => ({
        id: `lead-${place}`,
        score: place % 7,
        rare: place < 40,
      }));
      await addMany(came.length, (place) => ({
        score: place % 7,
        lastSignalAt: START + (place % 7),
        source: (came[place]?.rare ?? false) ? "rare" : "common",
      }));
      for (const [sort, rare] of ["score", "newest"].flatMap((sort) =>
        [true, false].map((rare) => [sort, rare] as const),
      )) {
        const wanted = came
          .filter((one) => one.rare === rare)
          .toSorted((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1));
        const { rows, count, more } = await list(`sort=${sort}&source=${rare ? "rare" : "common"}`);
        expect(rows.map(({ standing }) => standing.leadId)).toEqual(wanted.slice(0, 50).map(({ id }) => id));
        expect({ count, more }).toEqual(rare ? { count: 40, more: false } : { count: 1_000, more: true });
      }
    },
  );

  once.each(["", "sort=need", "sort=oldest", "q=firm"])(
    "pages see every lead once, forth and back: %j",
    async (address) => {
      await addMany(120, (place) => ({ score: place % 7, need: place % 5, lastSignalAt: START - (place % 3) }));
      const pages = [await list(address)];
      while (pages.at(-1)?.next) pages.push(await list(`${address}&after=${pages.at(-1)?.next}`));
      const ids = pages.flatMap(({ rows }) => rows.map(({ standing }) => standing.leadId));
      expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 20]);
      expect(new Set(ids).size).toBe(120);
      expect(pages.map(({ count }) => count)).toEqual([120, 120, 120]);
      const middle = await list(`${address}&before=${pages[2]?.previous}`);
      expect(middle.rows).toEqual(pages[1]?.rows);
      const first = await list(`${address}&before=${middle.previous}`);
      expect(first.rows).toEqual(pages[0]?.rows);
      expect(first.previous).toBeNull();
    },
  );

  once("misses and repeats no lead that stays where it is while others move between the pages", async () => {
    await addMany(110, (place) => ({ score: 100 - (place % 90) }));
    const first = await list("");
    const moving = [first.rows[3]?.standing.leadId ?? "", first.rows[10]?.standing.leadId ?? ""];
    await on.database.write(
      moving.map((id, place) => ({
        sql: "UPDATE lead_standings SET rank = :rank WHERE lead_id = :id",
        args: { id, rank: place ? 1 : 2000 },
      })),
    );
    await add("late", { score: 99, grade: "A" });
    const rest = [];
    let after = first.next;
    while (after) {
      const page = await list(`after=${after}`);
      rest.push(...page.rows);
      after = page.next;
    }
    const seen = [...first.rows, ...rest].map(({ standing }) => standing.leadId).filter((id) => !moving.includes(id));
    expect(seen).toHaveLength(108);
    expect(new Set(seen).size).toBe(108);
  });

  once("knows each source once", async () => {
    await addMany(6, (place) => ({ source: ["b", "a", "c"][place % 3] ?? "" }));
    expect(await listSources({ database: on.database })).toEqual(["a", "b", "c"]);
  });
});
