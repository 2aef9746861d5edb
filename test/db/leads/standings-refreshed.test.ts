import { describe, expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import { refreshAllStandings } from "#src/leads/standing/refresh-all.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { hashAddress } from "#test/support/delivery/outbox.ts";
import { E2, FIRM, standingsOn } from "#test/support/fresh/standings.ts";

describe.each(databases())("standings by the hour, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, sat, e2, report, call, standing, feeIs, strongMails, strong } = standingsOn(databases);

  once("consumers and suppressed addresses are not scored", async () => {
    await report(await sat("diagnostic", E2.answers, { ...FIRM, c_market: "b2c" }));
    expect(await standing()).toMatchObject({ outreach: "consumers", score: null, rank: -1 });
    await report(await e2(), true, "bea@example.com");
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "allowed" });
    const suppress = "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'bounced', :now)";
    await on.database.write([{ sql: suppress, args: { hash: hashAddress("bea@example.com"), now: on.now } }]);
    on.now += HOUR;
    await refreshAllStandings(on.domain);
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "opted-out", score: null });
    await on.database.write([{ sql: "DELETE FROM suppressions", args: {} }]);
    on.now += HOUR;
    await refreshAllStandings(on.domain);
    expect(await standing("bea@example.com")).toMatchObject({ outreach: "allowed" });
  });

  once("intent decays every hour from the row itself, with the call still in front", async () => {
    const assessment = await strong();
    await call(assessment);
    on.now += 21 * DAY;
    expect(await refreshAllStandings(on.domain)).toEqual({ refreshed: 1, rescored: 0 });
    expect(await standing()).toMatchObject({ intent: 67.5, scoredAsOf: on.now, rank: 1082, score: 82 });
    on.now += 21 * DAY;
    expect(await refreshAllStandings(on.domain)).toEqual({ refreshed: 0, rescored: 1 });
    // 0.778^0.4 * 0.1125^0.25 is 0.904 * 0.579. The call counts no more, and still waits.
    expect(await standing()).toMatchObject({ intent: 11.25, score: 52, grade: "B", rank: 1052, scoredAsOf: on.now });
    expect(await refreshAllStandings(on.domain)).toEqual({ refreshed: 0, rescored: 0 });
  });

  test("a standing that is missing, or that a process left behind when it died, is made within the hour", async () => {
    const assessment = await strong();
    await on.database.write([{ sql: "DELETE FROM lead_standings", args: {} }]);
    on.now += HOUR;
    expect(await refreshAllStandings(on.domain)).toMatchObject({ refreshed: 1 });
    expect(await standing()).toMatchObject({ outreach: "allowed", fit: 100 });
    on.now += HOUR;
    const [lead] = await on.database.query.select().from(leads);
    await on.database.write([
      {
        sql: "INSERT INTO lead_events (id, lead_id, assessment_id, kind, at) VALUES ('e', :lead, :id, 'call-asked', :now)",
        args: { lead: lead?.id ?? "", id: assessment.id, now: on.now },
      },
      {
        sql: "INSERT INTO consents (id, lead_id, purpose, text_version, given_at) VALUES ('c', :lead, 'call', '1', :now)",
        args: { lead: lead?.id ?? "", now: on.now },
      },
    ]);
    expect(await refreshAllStandings(on.domain)).toMatchObject({ refreshed: 1 });
    expect(await standing()).toMatchObject({ callAskedAt: on.now });
  });

  once("a new fee changes fit, and keeps what staff made of the lead", async () => {
    await strong();
    await on.database.write([{ sql: "UPDATE lead_standings SET status = 'contacted'", args: {} }]);
    on.now += 1;
    await feeIs(100_000);
    await refreshAllStandings(on.domain);
    expect(await standing()).toMatchObject({ fit: 85, status: "contacted" });
    expect(await strongMails()).toHaveLength(1);
  });

  once("what knows less never covers what knows more", async () => {
    await strong();
    const [lead] = await on.database.query.select().from(leads);
    const late = { ...on.domain, clock: () => on.now - 1 };
    await feeIs(1_000_000);
    await refreshStandings(late, [lead?.id ?? ""]);
    expect(await standing()).toMatchObject({ fit: 100, scoredAsOf: on.now });
  });
});
