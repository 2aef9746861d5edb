import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Message } from "#db/schema/deliveries.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { giveSizing } from "#src/leads/capture/give-sizing.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA } from "#test/support/fresh/leads.ts";
import { E2, standingsOn } from "#test/support/fresh/standings.ts";

describe.each(databases())("a strong lead, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, render, e2, report, call, standing, setTo, feeIs, strongMails, strong } = standingsOn(databases);

  test("staff are told of the first grade A once, at each address of the settings, also by two processes at once", async () => {
    await setTo("notificationAddresses", ["one@consultancy.example", "two@consultancy.example"]);
    const assessment = await strong();
    const [lead] = await on.database.query.select().from(leads);
    const other = { ...on.domain, database: databases.openAgain() };
    await on.database.write([
      { sql: "DELETE FROM deliveries WHERE kind = 'strong-lead'", args: {} },
      { sql: "UPDATE lead_standings SET told_staff_at = NULL", args: {} },
    ]);
    const both = [on.domain, other].flatMap((place) => [1, 2, 3].map(() => refreshStandings(place, [lead?.id ?? ""])));
    await Promise.all(both);
    await call(assessment);
    expect((await strongMails()).map(({ recipient, state }) => [recipient, state]).toSorted()).toEqual([
      ["one@consultancy.example", "pending"],
      ["two@consultancy.example", "pending"],
    ]);
    const calls = await on.database.query.select().from(deliveries).where(eq(deliveries.kind, "call"));
    expect(calls.map(({ recipient }) => recipient).toSorted()).toEqual(["two@consultancy.example", null].toSorted());
  });

  once("the message to staff says what the score is made of, and leads to the lead", async () => {
    await strong();
    const [mail] = await strongMails();
    const message = (await render()(mail as never)) as Message;
    expect(message).toMatchObject({ to: "desk@consultancy.example", subject: `Grade A, score 74: ${ADA}` });
    for (const part of [
      "Score 74: need 78, fit 100, intent 45.",
      "Fit: 5 to 50 people, new revenue 23.8 times the fee, founder, 12 deals a month, a tool without a system.",
      `${ADA} has reached grade A for the first time.`,
      "Their result says: “You have a tool, not yet a system. Your dominant failure layer is Pipeline Integrity.”",
      `https://plumb.example/desk/leads/${mail?.leadId}`,
    ])
      expect([message.text, message.html].every((text) => text.includes(part))).toBe(true);
  });

  once("numbers given after the report raise the standing, and tell staff", async () => {
    await feeIs(20_000);
    on.now += 1;
    const assessment = await e2();
    await report(assessment);
    expect(await standing()).toMatchObject({ fit: 76, intent: 35, grade: "B" });
    expect(await strongMails()).toHaveLength(0);
    await giveSizing(on.domain, assessment.reference, E2.sizing ?? {}, "GBP");
    expect(await standing()).toMatchObject({ fit: 100, intent: 45, score: 74 });
    expect((await strongMails()).map(({ recipient }) => recipient)).toEqual(["desk@consultancy.example"]);
  });
});
