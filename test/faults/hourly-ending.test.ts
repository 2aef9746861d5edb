import { afterAll, describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { hourly } from "#src/server/hourly.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addAssessment } from "#test/support/delivery/outbox.ts";
import { applicationOn, LIFE_STARTS } from "#test/support/founder-life.ts";

describe.each(databases())("what is done every hour: $name", (place) => {
  afterAll(() => place.dispose());

  test("ends behind the step under way when the server is to stop, and the next time does the rest", async () => {
    const database = await place.open();
    const life = applicationOn(database);
    await addAssessment(database);
    const many = `INSERT INTO leads (id, address, created_at)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
      SELECT 'lead ' || i, 'reader' || i || '@example.com', :at FROM n`;
    await database.write([{ sql: many, args: { at: LIFE_STARTS - 1000 * DAY } }]);
    life.advance(DAY);
    const ending = new AbortController();
    const transaction: typeof database.transaction = async (work) => {
      const done = await database.transaction(work);
      if ((await database.query.$count(leads)) < 450) ending.abort();
      return done;
    };
    const left = async () => [await database.query.$count(leads), await database.query.$count(assessments)];
    await hourly({ ...life.app, database: { ...database, transaction } }, life.channel, ending.signal);
    expect(await left()).toEqual([250, 1]);
    await hourly(life.app, life.channel);
    expect(await left()).toEqual([0, 0]);
    life.remove();
  });
});
